"""Workbooks of publications, as programs that open them see them."""

import re
import zipfile
from datetime import date
from pathlib import Path

from lxml import etree
from python_calamine import CalamineWorkbook

from pipelines.case import Case
from pipelines.edition import viewed
from pipelines.report.catalog import words
from pipelines.workbook import write_workbook
from tests.pipelines.pages import publication

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# The sheets by what they are called in the catalogues.
SHEETS = [
    "Summary", "Bridge", "Charts", "Reasons", "Cases", "Doubtful", "Claims", "Persons", "Places",
    "Timeline", "Sources", "Changes", "Method", "Dictionary",
]  # fmt: skip
OF_PEOPLE = ("Cases", "Doubtful", "Persons")
RUN = {
    "run_id": "0f0f", "case_es": "Caso inventado", "case_en": "Invented case", "started_at": "2026-03-01 12:30:00",
    "version": "0.1.0", "config_sha256": "0" * 64, "models_sha256": "0" * 64, "input_rows": 3,
}  # fmt: skip


def case_of(root: Path, tables: dict[str, list[dict]]) -> Case:
    """A case whose publication holds these rows; all other tables are empty."""
    return publication(root, {"meta.run": [RUN]} | tables)


def book(
    case: Case, folder: Path, language: str = "es", edition: str = "restricted", name: str = "book"
) -> Path:
    """The workbook of a case, in a folder."""
    with viewed(case, edition) as view:
        return write_workbook(view, folder / f"{name}_{language}_{edition}.xlsx", language)


def names(path: Path) -> list[str]:
    """The sheets in order."""
    return CalamineWorkbook.from_path(str(path)).sheet_names


def cells(path: Path, sheet: str) -> list[list]:
    """All cells of a sheet, without the empty area before them."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


def table(path: Path, sheet: str, language: str = "es") -> list[dict]:
    """The rows of a sheet, named as in the catalogues, by heading; an empty cell is None."""
    headings, *rows = cells(path, words(language).say(sheet))
    return [
        {
            heading: None if cell == "" else cell
            for heading, cell in zip(headings, row, strict=True)
            if heading
        }
        for row in rows
    ]


def texts(path: Path, sheet: str) -> str:
    """Every text of a sheet, line by line."""
    return "\n".join(str(cell) for row in cells(path, sheet) for cell in row if cell != "")


def parts(path: Path) -> dict[str, bytes]:
    """The files within a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(path: Path, part: str) -> etree._Element:
    """A file within a workbook, parsed."""
    return etree.fromstring(parts(path)[part])


def sheet_xml(path: Path, sheet: str) -> etree._Element:
    """The file of a sheet."""
    return xml(path, f"xl/worksheets/sheet{names(path).index(sheet) + 1}.xml")


def drawings(path: Path, kind: str = "charts/chart") -> list[etree._Element]:
    """The charts of a workbook, or the drawings that hold them, in order."""
    found = sorted(
        (name for name in parts(path) if re.fullmatch(rf"xl/{kind}\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    return [xml(path, name) for name in found]


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)
