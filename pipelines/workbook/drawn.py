"""Native charts: a waterfall of stacked bars, and a timeline of lines and dots."""

import math
from datetime import date, timedelta
from typing import Any

from xlsxwriter.chart import Chart as Native
from xlsxwriter.worksheet import Worksheet

from pipelines.workbook.book import DARK, FAINT, RULE, Book
from pipelines.workbook.cell import held
from pipelines.workbook.grid import BESIDE_CHARTS, Chart, Look, Series, Sheet

# Okabe and Ito's colours, which most people with a colour deficiency tell apart, as in the report.
MORE, LESS, INK = "#0072b2", "#d55e00", "#1b1b1b"
FONT = {"name": "Calibri", "size": 8, "color": INK}
PIXELS_A_BAR, PIXELS_BESIDES = 24, 150
WIDTH, TIMELINE_HEIGHT = 960, 460
LOWER = 430  # beside the sentence that it shows, on one screen and one page
LONGEST_TITLE = 200
PIXELS_A_ROW = 20
SCALE = 74  # per cent at which the longest bridges fit a page
EPOCH = date(1899, 12, 30)

BARS: dict[Look, dict[str, Any]] = {
    "hidden": {"fill": {"none": True}, "border": {"none": True}},
    "total": {"fill": {"color": DARK}, "border": {"color": DARK}},
    "more": {"fill": {"color": MORE}, "border": {"color": MORE}},
    "less": {"fill": {"color": LESS}, "border": {"color": LESS}},
    "nameless": {
        "pattern": {
            "pattern": "wide_upward_diagonal",
            "fg_color": DARK,
            "bg_color": "#ffffff",
        },
        "border": {"color": DARK},
    },
}
LINES: dict[Look, dict[str, Any]] = {
    "band": {
        "line": {"color": MORE, "width": 1.25, "dash_type": "dash"},
        "marker": {"type": "none"},
    },
    "line": {"line": {"color": MORE, "width": 2.25}, "marker": {"type": "none"}},
    "total": {
        "line": {"color": DARK, "width": 1.75, "dash_type": "round_dot"},
        "marker": {"type": "none"},
    },
    "official": {
        "line": {"none": True},
        "marker": {"type": "square", "size": 7, "fill": {"color": LESS}, "border": {"color": INK}},
    },
    "other": {
        "line": {"none": True},
        "marker": {"type": "circle", "size": 7, "fill": {"color": INK}, "border": {"color": INK}},
    },
}


def draw_all(book: Book, sheet: Sheet, target: Worksheet) -> None:
    """Put a sheet's charts before its table, one under another, a page each."""
    row, ends = 1, []
    for chart in sheet.charts:
        row = insert(book, target, row, sheet, chart)
        ends.append(row)
    target.print_area(0, 0, row - 1, BESIDE_CHARTS - 2)
    target.set_print_scale(SCALE)
    target.set_h_pagebreaks(ends[:-1])


def insert(book: Book, target: Worksheet, row: int, sheet: Sheet, chart: Chart) -> int:
    """Put a chart of a sheet's rows into a worksheet; return the row on which writing may go on."""
    native = (
        _timeline(book, sheet, chart, *chart.days) if chart.days else _waterfall(book, sheet, chart)
    )
    bars = chart.last - chart.first + 1
    height = TIMELINE_HEIGHT if chart.days else PIXELS_A_BAR * bars + PIXELS_BESIDES
    if target.get_name() == sheet.name:
        native.set_title(
            {
                "name": _title(chart.title),
                "name_font": {"size": 12, "bold": True, "color": INK},
            }
        )
    else:
        native.set_title({"none": True})  # the heading above says it
        height = min(height, LOWER)
    native.set_size({"width": WIDTH, "height": height})
    native.set_chartarea({"border": {"color": RULE}})
    target.insert_chart(
        row, 0, native, {"description": held(chart.described), "object_position": 3}
    )
    return row + math.ceil(height / PIXELS_A_ROW) + 1


def _title(text: str) -> str:
    """A text as a title; with a word joiner where it could pass for the address of a cell."""
    return held(" ".join(text.split()))[:LONGEST_TITLE].replace("!", "!\u2060")


def _waterfall(book: Book, sheet: Sheet, chart: Chart) -> Native:
    native = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    hidden = [place for place, each in enumerate(chart.series) if each.look == "hidden"]
    for each in chart.series:
        native.add_series(_ranges(sheet, chart, each) | BARS[each.look] | {"gap": 35})
    # The amounts stand behind the bars, in bars that are not drawn: many bars are too short to hold them.
    native.add_series(
        _ranges(sheet, chart, chart.room) | BARS["hidden"] | {"data_labels": _labels(chart)}
    )
    hidden.append(len(chart.series))
    lines, amounts = chart.axes
    # In a chart of bars the axis of the texts is the upright one.
    native.set_y_axis(
        {
            "name": lines,
            "name_font": FONT,
            "num_font": FONT,
            "reverse": True,
            "interval_unit": 1,
            "crossing": "max",
            "line": {"color": FAINT},
            "major_tick_mark": "none",
            "major_gridlines": {"visible": False},
        }
    )
    native.set_x_axis(_amounts(amounts) | {"min": 0})
    native.set_legend({"position": "bottom", "font": FONT, "delete_series": hidden})
    return native


def _timeline(book: Book, sheet: Sheet, chart: Chart, first: date, last: date) -> Native:
    native = book.file.add_chart({"type": "scatter", "subtype": "straight"})
    for each in chart.series:
        native.add_series(_ranges(sheet, chart, each) | LINES[each.look])
    days, amounts = chart.axes
    span = (last - first).days
    native.set_x_axis(
        {
            "name": days,
            "name_font": FONT,
            "num_font": FONT | {"rotation": -45},
            "num_format": "yyyy-mm-dd",
            "min": _serial(first - timedelta(days=1)),
            "max": _serial(last + timedelta(days=2)),
            "major_unit": max(1, round(span / 12)),
            "line": {"color": FAINT},
            "major_gridlines": {"visible": False},
        }
    )
    native.set_y_axis(_amounts(amounts) | {"min": 0})
    native.set_legend({"position": "bottom", "font": FONT})
    native.show_blanks_as("span")
    return native


def _ranges(sheet: Sheet, chart: Chart, series: Series) -> dict[str, Any]:
    """Where a series has its name, its places on the axis and its numbers."""
    first, last = chart.first + 1, chart.last + 1
    along, column = (sheet.left + sheet.grid.place(key) for key in (chart.along, series.key))
    return {
        "name": [sheet.name, 0, column],
        "categories": [sheet.name, first, along, last, along],
        "values": [sheet.name, first, column, last, column],
    }


def _labels(chart: Chart) -> dict[str, Any]:
    return {
        "value": True,
        "position": "inside_base",
        "font": FONT,
        "custom": [{"value": text} for text in chart.labels],
    }


def _amounts(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_font": FONT,
        "num_font": FONT,
        "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.75}},
        "line": {"none": True},
    }


def _serial(day: date) -> int:
    """A day as spreadsheets count it."""
    return (day - EPOCH).days
