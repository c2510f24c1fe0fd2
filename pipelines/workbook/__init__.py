"""The workbook: what one edition shows of a publication, in typed cells that do nothing by themselves.

    with viewed(case, "restricted") as view:
        write_workbook(view, path, "es")

A sheet is a module of `sheet/` with `sheet(shown)`, named in `sheets.py`; each is one table from its
first row down, so that it sorts, filters and is read by other programs. Only the summary is laid
out for reading.
"""

from pipelines.workbook.cell import WorkbookError
from pipelines.workbook.sheets import write_workbook

__all__ = ["WorkbookError", "write_workbook"]
