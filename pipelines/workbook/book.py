"""One workbook being written: how every sheet looks and prints, and which call writes which kind of value."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.workbook import cell
from pipelines.workbook.cell import EXACT_BELOW, FORMULA, WorkbookError, held, units
from pipelines.workbook.grid import Column, Grid, Kind, Sheet

# When it was made is no part of a workbook: the same publication gives the same bytes.
NO_MOMENT = datetime(1980, 1, 1)
FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree about the days before
A4 = 9
DARK, RULE, FAINT = "#3f4a54", "#d4d4d4", "#5f5f5f"

# Widths are taken from the first rows, so that they cost nothing in a long sheet.
SEEN = 200
NARROWEST = 9
WIDEST: dict[Kind, int] = {"text": 34, "id": 34, "long": 66, "prose": 100}
HEADING_LINES = 2
LINE, TALLEST = 15, 400
LETTERS_A_DIGIT = 1.15  # a column is as wide as so many digits, and most letters are narrower

FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {"align": "left", "indent": 1},
    "long": {"align": "left", "indent": 1, "text_wrap": True},
    "prose": {"align": "left", "indent": 1, "text_wrap": True},
    "id": {"align": "left", "indent": 1, "num_format": "@"},
    "exact": {"align": "right", "num_format": "@"},
    "integer": {"num_format": "#,##0"},
    "signed": {"num_format": "+#,##0;-#,##0;0"},
    "decimal": {"num_format": "#,##0.00"},
    "share": {"num_format": "0.0%"},
    "day": {"num_format": "yyyy-mm-dd", "align": "right"},
}
TEXTS: tuple[Kind, ...] = ("text", "long", "prose", "id", "exact")
LEFT: tuple[Kind, ...] = ("text", "long", "prose", "id")
WRAPPED: tuple[Kind, ...] = ("long", "prose")
BODY = {"valign": "top"}
RULED = {"bottom": 4, "bottom_color": RULE}
HEADING = {
    "bold": True,
    "font_color": "#ffffff",
    "bg_color": DARK,
    "text_wrap": True,
    "valign": "vcenter",
}

Write = Callable[[int, int, Any], None]


@dataclass(frozen=True)
class Imprint:
    """What every printed page bears: beside the sheet's name, the case and the edition."""

    case: str
    edition: str
    page: str


class Book:
    """An open workbook; use it with `with`, and it is written on leaving."""

    def __init__(self, path: Path, properties: dict[str, Any], imprint: Imprint) -> None:
        options = {
            "in_memory": True,  # no names in temporary files
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(str(path), options)
        self.file.set_properties(
            {name: held(value) for name, value in properties.items()} | {"created": NO_MOMENT}
        )
        self.imprint = imprint
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is None:
            self.file.close()

    def format(self, **properties: Any) -> Format:
        """A format with these properties, one object for the same ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(properties)
        return self._formats[key]

    def add(self, sheet: Sheet) -> Worksheet:
        """Write a sheet's table from the first row down, with filter, widths and print set-up."""
        made = self.open(sheet.name)
        made.hide_gridlines(2 if sheet.charts else 1)
        table, left = sheet.grid, sheet.left
        self._write_grid(made, table, left)
        end = max(len(table.rows), 1), left + len(table.columns) - 1
        made.freeze_panes(1, 0)
        made.autofilter(0, left, *end)
        made.repeat_rows(0)
        made.print_area(0, 0, end[0], left + sheet.last_printed)
        return made

    def open(self, name: str) -> Worksheet:
        """An empty sheet that prints on A4, landscape, as wide as the page, with its number."""
        made = self.file.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(A4)
        made.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        made.fit_to_pages(1, 0)
        made.set_header(f"&L&8{_printed(self.imprint.case)}&R&8{_printed(name)}")
        made.set_footer(f"&L&8{_printed(self.imprint.edition)}&R&8{self.imprint.page}")
        made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return made

    def _write_grid(self, sheet: Worksheet, table: Grid, left: int) -> None:
        """Write headings and rows, or the sentence that says why there are none."""
        if len(table.rows) >= cell.SHEET_ROWS:
            raise WorkbookError(
                f"hoja {sheet.get_name()}: {len(table.rows)} filas, y una hoja admite"
                f" {cell.SHEET_ROWS - 1}; consulte warehouse.duckdb · sheet {sheet.get_name()}:"
                f" {len(table.rows)} rows, and a sheet holds {cell.SHEET_ROWS - 1};"
                " query warehouse.duckdb instead"
            )
        for place, column in enumerate(table.columns):
            at = left + place
            heading = self.heading(column.kind)
            sheet.write_string(0, at, column.heading, heading)
            sheet.set_column(at, at, _width(column, [row[place] for row in table.rows[:SEEN]]))
        sheet.set_row(0, LINE * HEADING_LINES + 4)
        if not table.rows:
            self.text(sheet)(1, left, table.nothing)
            return
        writes = [self.writer(sheet, column.kind) for column in table.columns]
        for number, row in enumerate(table.rows, start=1):
            for place, value in enumerate(row):
                if value is not None and value != "":
                    writes[place](number, left + place, value)
        self._heighten(sheet, table)

    def _heighten(self, sheet: Worksheet, table: Grid) -> None:
        """Give rows of long texts the height that they need: not every program finds it by itself."""
        wrapped = {
            place: WIDEST[column.kind]
            for place, column in enumerate(table.columns)
            if column.kind in WRAPPED
        }
        for number, row in enumerate(table.rows, start=1):
            most = max(
                (lines(row[place], width) for place, width in wrapped.items() if row[place]),
                default=1,
            )
            if most > 1:
                sheet.set_row(number, min(LINE * most, TALLEST))

    def writer(self, sheet: Worksheet, kind: Kind, **looks: Any) -> Write:
        """What writes a value of a kind into a cell of a sheet."""
        text = self.text(sheet, kind, **looks)
        if kind in TEXTS:
            return text
        shape = self.format(**BODY | FORMATS[kind] | looks)

        def write(row: int, column: int, value: Any) -> None:
            if isinstance(value, date):
                if value >= FIRST_DAY:
                    sheet.write_datetime(row, column, value, shape)
                else:
                    text(row, column, value.isoformat())
            elif isinstance(value, int | float) and abs(value) < EXACT_BELOW:
                sheet.write_number(row, column, value, shape)
            else:
                text(row, column, str(value))

        return write

    def heading(self, kind: Kind) -> Format:
        """How the heading of a column looks: above numbers it stands to the right as they do."""
        return self.format(
            **HEADING | ({"align": "left", "indent": 1} if kind in LEFT else {"align": "right"})
        )

    def text(self, sheet: Worksheet, kind: Kind = "text", **looks: Any) -> Write:
        """What writes a text into a cell of a sheet, inert."""
        properties = BODY | (FORMATS[kind] if kind in TEXTS else {}) | looks
        plain = self.format(**properties)
        quoted = self.format(**properties, quote_prefix=True)
        write_string = sheet.write_string

        known: dict[
            str, tuple[str, Format]
        ] = {}  # most texts of a long column come again and again

        def write(row: int, column: int, value: str) -> None:
            if value not in known:
                if units(value) > cell.CELL_CHARACTERS:
                    raise _too_long(sheet, row, column, units(value))
                known[value] = held(value), quoted if value.startswith(FORMULA) else plain
            write_string(row, column, *known[value])

        return write


def _too_long(sheet: Worksheet, row: int, column: int, length: int) -> WorkbookError:
    name, place = sheet.get_name(), xl_rowcol_to_cell(row, column)
    most = cell.CELL_CHARACTERS
    return WorkbookError(
        f"hoja {name}, celda {place}: {length} caracteres, y una celda admite {most};"
        f" acórtela en su fuente o consulte warehouse.duckdb · sheet {name}, cell {place}: {length}"
        f" characters, and a cell holds {most}; shorten it in its source, or query warehouse.duckdb"
    )


def _width(column: Column, values: list[Any]) -> float:
    """Characters that a column needs by its first rows; a heading may break into lines."""
    heading = max(len(column.heading) / HEADING_LINES, *map(len, column.heading.split())) + 3
    if column.kind == "day":
        return max(heading, 11)
    longest = max((len(str(value)) for value in values if value is not None), default=0) + 2
    return max(heading, min(longest, WIDEST.get(column.kind, longest)), NARROWEST)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many digits."""
    letters = width * LETTERS_A_DIGIT
    return sum(math.ceil(max(len(line), 1) / letters) for line in text.split("\n"))


def _printed(text: str) -> str:
    """A text as the head or foot of a page, where & begins a command, and 255 characters fit."""
    return held(" ".join(text.split()))[:100].replace("&", "＆")
