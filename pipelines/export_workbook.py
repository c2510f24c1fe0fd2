"""The workbook: typed cells, no formula, no link."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.export_extract import ExportError, Rows, heading, text

# Limits of the format. Whole numbers beyond its digits and days before its first are
# written as text, lest they change.
CELL_CHARACTERS = 32_767
SHEET_ROWS = 1_048_576
EXACT_BELOW = 10**15
FIRST_DAY = date(1900, 1, 1)

# When it was made is no part of a workbook; the entries of the archive bear this moment.
NO_MOMENT = datetime(1980, 1, 1)

# Widths are taken from the first rows, so that they cost nothing in a long sheet.
SEEN = 200
WIDEST = 60


def write_workbook(path: Path, readme: list[str], sheets: Mapping[str, Rows]) -> None:
    """Write a readme and the sheets; the same bytes for the same arguments.

    A cell or sheet beyond the limits of the format raises ExportError.
    """
    options = {
        "in_memory": True,  # no names in temporary files
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": readme[0], "created": NO_MOMENT})
        formats = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "prose": book.add_format({"text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "integer": book.add_format({"num_format": "#,##0"}),
        }
        _write_readme(book.add_worksheet("LEEME"), readme, formats)
        for name, rows in sheets.items():
            _write_rows(book.add_worksheet(name), rows, formats)


def _write_readme(sheet: Worksheet, lines: list[str], formats: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    for place, line in enumerate(lines):
        sheet.write_string(place, 0, line, formats["heading" if place == 0 else "prose"])


def _write_rows(sheet: Worksheet, rows: Rows, formats: dict[str, Format]) -> None:
    if len(rows.rows) >= SHEET_ROWS:
        raise ExportError(
            f"sheet {sheet.get_name()}: {len(rows.rows)} rows, and a workbook holds"
            f" {SHEET_ROWS - 1}; query the published warehouse instead"
        )
    for place, column in enumerate(rows.columns):
        sheet.write_string(0, place, heading(column), formats["heading"])
    for number, row in enumerate(rows.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, formats)
    for place, column in enumerate(rows.columns):
        sheet.set_column(place, place, _width(column, [row[place] for row in rows.rows[:SEEN]]))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows.rows), len(rows.columns) - 1)


def _width(column: str, values: list[Any]) -> float:
    """Characters that the first rows of a column need; a heading may break at its stroke."""
    words = max(map(len, heading(column).split(" / ")))
    return min(max([words, *(len(text(value)) for value in values)]) + 2, WIDEST)


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Format]
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int) and abs(value) < EXACT_BELOW:
        sheet.write_number(row, column, value, formats["integer"])
    elif isinstance(value, float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, formats["date"])
    else:
        _write_text(sheet, row, column, text(value))


def _write_text(sheet: Worksheet, row: int, column: int, cell: str) -> None:
    if len(cell) > CELL_CHARACTERS:
        raise ExportError(
            f"sheet {sheet.get_name()}, cell {xl_rowcol_to_cell(row, column)}: {len(cell)}"
            f" characters, and a cell of a workbook holds {CELL_CHARACTERS};"
            " shorten the published cell in its source, or query the published warehouse instead"
        )
    sheet.write_string(row, column, cell)
