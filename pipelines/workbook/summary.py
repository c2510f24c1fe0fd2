"""The first sheet: the answer in one screen, how to read the workbook, how to cite it."""

import re
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from pipelines.chart.canvas import sentence
from pipelines.report.answer import answer, both
from pipelines.report.comparison import Comparison
from pipelines.report.section.citation import edition
from pipelines.report.section.supported import definition
from pipelines.workbook.book import DARK, LINE, RULED, TALLEST, Book, lines
from pipelines.workbook.drawn import insert
from pipelines.workbook.grid import Kind, Sheet
from pipelines.workbook.shown import Row, Shown

WIDTHS = (46, 15, 15, 15, 15, 15, 15)
LAST = len(WIDTHS) - 1

# The definition under which the case's number is stated; the others are parts of it.
COMMON = "common_scope"

# What the key figures of a comparison are called by whoever refers to them from another sheet.
NAMES = ("from", "to", "difference", "in_both", "with_reasons", "not_evidenced")


@dataclass
class Page:
    """The sheet with the row on which writing goes on."""

    book: Book
    sheet: Worksheet
    row: int = 0

    def prose(self, text: str, **looks: Any) -> None:
        """A paragraph over the whole width, as high as it needs."""
        size = looks.get("font_size", 11)
        height = LINE * size / 11 * lines(text, sum(WIDTHS) * 11 / size) + 4
        shape = self.book.format(text_wrap=True, valign="top", **looks)
        self.sheet.merge_range(self.row, 0, self.row, LAST, "", shape)
        self.book.text(self.sheet, text_wrap=True, indent=0, **looks)(self.row, 0, text)
        self.sheet.set_row(self.row, min(height, TALLEST))
        self.row += 1

    def link(self, text: str, sheet: str) -> None:
        """A paragraph that leads to another sheet of the workbook."""
        self.prose(text)
        shape = self.book.format(text_wrap=True, valign="top", font_color="#0072b2")
        self.sheet.write_url(self.row - 1, 0, f"internal:'{sheet}'!A1", shape, text)

    def heading(self, text: str) -> None:
        """What the part below is about."""
        self.row += 1
        self.prose(text, bold=True, font_size=13, font_color=DARK)

    def table(self, headings: list[str], kinds: list[Kind], rows: list[list[Any]]) -> int:
        """A small table; return the row of its first line."""
        for place, (text, kind) in enumerate(zip(headings, kinds, strict=True)):
            self.sheet.write_string(self.row, place, text, self.book.heading(kind))
        self.sheet.set_row(self.row, 2 * LINE + 4)
        first = self.row + 1
        writes = [self.book.writer(self.sheet, kind, **RULED) for kind in kinds]
        for number, row in enumerate(rows, start=first):
            self.sheet.set_row(number, min(LINE * lines(row[0], WIDTHS[0]) + 2, TALLEST))
            for place, value in enumerate(row):
                if value is not None:
                    writes[place](number, place, value)
        self.row = first + len(rows)
        return first


def write_summary(book: Book, shown: Shown, charts: Sheet, sheets: list[Sheet]) -> None:
    """Write the summary; `charts` is the sheet of which the first chart is shown here too."""
    say = shown.words.say
    page = Page(book, book.open(say("Summary")))
    for place, width in enumerate(WIDTHS):
        page.sheet.set_column(place, place, width)
    _head(page, shown)
    _answers(page, shown, charts)
    _key_figures(page, shown)
    _supported(page, shown)
    _reading(page, shown, sheets)
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    page.sheet.print_area(0, 0, page.row, LAST)


def _head(page: Page, shown: Shown) -> None:
    words = shown.words
    say = words.say
    page.prose(shown.title, bold=True, font_size=18, font_color=DARK)
    page.prose(
        say(
            "Why two counts of the same releases differ: which people, which rules and which"
            " missing names make up the difference. Cut-off {cut_off}; {edition}; cotejo {version}.",
            cut_off=words.day(shown.run["cut_off"]),
            edition=edition(shown),
            version=shown.run.get("version") or "",
        )
    )
    if "(inventado)" in (shown.run.get("case_es") or ""):
        page.prose(
            say("Every person, organisation and figure of this case is invented."), italic=True
        )


def _answers(page: Page, shown: Shown, charts: Sheet) -> None:
    say = shown.words.say
    if not shown.comparisons:
        page.heading(say("The answers"))
        page.prose(say("This case compares nothing: add comparisons: to sources/case.yml."))
    drawn = {charts.grid.rows[each.first][0]: each for each in charts.charts}
    for place, comparison in enumerate(shown.comparisons):
        page.heading(comparison.title)
        page.prose(answer(shown, comparison))
        if place == 0 and comparison.title in drawn:
            page.row = insert(page.book, page.sheet, page.row, charts, drawn[comparison.title])


def _key_figures(page: Page, shown: Shown) -> None:
    say = shown.words.say
    compared = [each for each in shown.comparisons if each.lines]
    if not compared:
        return
    page.heading(say("The figures of each comparison"))
    first = page.table(
        [
            say("Comparison"),
            say("First figure"),
            say("Second figure"),
            say("Difference"),
            say("In both counts"),
            say("With a reason"),
            say("Not evidenced by names"),
        ],
        ["long", "integer", "integer", "signed", "integer", "signed", "signed"],
        [[each.title, *_figures(each)] for each in compared],
    )
    name = page.sheet.get_name()
    for row, comparison in enumerate(compared, start=first + 1):
        if re.fullmatch("[A-Za-z0-9_]{1,80}", comparison.comparison_id):
            for column, what in zip("BCDEFG", NAMES, strict=True):
                page.book.file.define_name(
                    f"cotejo_{comparison.comparison_id}_{what}", f"='{name}'!${column}${row}"
                )


def _figures(comparison: Comparison) -> list[int | None]:
    """First, second, difference, in both, explained, not evidenced."""
    start, end = comparison.start.value, comparison.end.value
    shared = both(comparison) if comparison.by_rows else None
    steps = sum(line.amount for line in comparison.lines if line.is_step)
    left = sum(line.amount for line in comparison.residuals())
    difference = None if start is None or end is None else end - start
    return [start, end, difference, shared, steps, left]


def _supported(page: Page, shown: Shown) -> None:
    say = shown.words.say
    rows = shown.rows("marts.best_count")
    found = [row for row in rows if shown.is_public or row["count"] is not None]
    found.sort(key=lambda row: row["definition"] != COMMON)
    page.heading(say("The best-supported number"))
    if not found:
        page.prose(
            say(
                "There is none: the case has no list of names, so that nobody can be counted one by"
                " one. Every figure of this workbook is a published figure."
            )
        )
        return
    page.table(
        [say("Definition"), say("Count"), say("At least"), say("At most"), say("Cut-off")],
        ["long", "integer", "integer", "integer", "day"],
        [_best(shown, row) for row in found],
    )


def _best(shown: Shown, row: Row) -> list[Any]:
    unknown = shown.hidden if shown.is_public else None
    counts = (unknown if row[key] is None else row[key] for key in ("count", "low", "high"))
    return [sentence(definition(shown, row["definition"])), *counts, row["as_of"]]


def _reading(page: Page, shown: Shown, sheets: list[Sheet]) -> None:
    say = shown.words.say
    page.heading(say("How to read this workbook"))
    page.prose(
        say(
            "«Not evidenced by names» means that no published list names those people; it does not"
            " mean that they did not leave."
        )
    )
    page.prose(
        say(
            "An empty cell is a value unknown or not stated, an open bound, or a list of nothing;"
            " never a zero."
        )
    )
    if shown.is_public:
        page.prose(
            say(
                "The public edition shows no row, no pair in doubt and no person: it has no sheets"
                " of them. Numbers of one to four people are not shown."
            )
        )
    else:
        page.prose(say("It holds names of people: do not pass it on."), bold=True)
    for sheet in sheets:
        page.link(f"{sheet.name}: {sheet.about}", sheet.name)
    page.heading(say("How to cite"))
    page.prose(
        say(
            "{title}. Workbook of discrepancies, cut-off {cut_off}, cotejo {version}, {edition}.",
            title=shown.title,
            cut_off=shown.words.day(shown.run["cut_off"]),
            version=shown.run.get("version") or "",
            edition=edition(shown),
        )
    )
    page.prose(
        say(
            "Cite the day of the cut-off with every figure, and say what a figure counts:"
            " the same word stands for different things."
        )
    )
