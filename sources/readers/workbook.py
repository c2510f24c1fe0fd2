"""XLSX and ODS: the text of every cell, as a person sees it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sources.error import SourceError
from sources.grid import Contents, File, Grid
from sources.readers.extent import refuse_bomb


def read_workbook(file: File) -> Contents:
    """Every sheet of a workbook, charts aside; a row is located as `Sheet!12`.

    Whole numbers lose their `.0`; dates come out as ISO, whatever the cell shows.
    """
    import python_calamine as calamine  # noqa: PLC0415  only workbooks need it

    refuse_bomb(file)
    try:
        workbook = calamine.load_workbook(str(file.path))
        sheets = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except (calamine.CalamineError, calamine.PasswordError, OSError) as error:
        raise SourceError(
            f"{file.shown}: cannot be opened as a workbook ({error});"
            " it is cut short, locked or of another form: fetch or save it again"
        ) from error
    return Contents([_grid(sheet) for sheet in sheets])


def _grid(sheet: Any) -> Grid:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return Grid(rows, [f"{sheet.name}!{number}" for number in range(1, len(rows) + 1)])


def _text(cell: str | float | bool | date | datetime | time | timedelta) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(cell)
