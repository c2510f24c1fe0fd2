"""The workbook from its sheets."""

from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from pipelines.edition import View
from pipelines.report.section.citation import edition
from pipelines.workbook.book import Book, Imprint
from pipelines.workbook.drawn import draw_all
from pipelines.workbook.grid import Sheet
from pipelines.workbook.sheet import (
    bridge,
    cases,
    changes,
    charts,
    claims,
    dictionary,
    doubtful,
    method,
    persons,
    places,
    reasons,
    sources,
    timeline,
)
from pipelines.workbook.shown import Shown, shown
from pipelines.workbook.summary import write_summary

PARTS = (reasons, cases, doubtful, claims, persons, places, timeline, sources, changes, method)


def write_workbook(view: View, path: Path, language: str) -> Path:
    """Write the workbook of an edition in a language, `es` or `en`, to a file; return the file.

    The same publication gives the same bytes. A cell or a sheet beyond the limits of the format:
    WorkbookError, and no file. A disk that is full or may not be written: OSError.
    """
    told = shown(view, language)
    bridges, drawn = bridge.sheet(told), charts.sheet(told)
    others = [made for part in PARTS if (made := part.sheet(told))]
    sheets = [bridges, drawn, *others]
    sheets.append(dictionary.sheet(told, sheets))
    try:
        with Book(path, _properties(told), _imprint(told)) as book:
            write_summary(book, told, drawn, sheets)
            for sheet in sheets:
                _add(book, sheet)
    except FileCreateError as fault:
        raise OSError(str(fault)) from fault
    return path


def _add(book: Book, sheet: Sheet) -> None:
    made = book.add(sheet)
    if sheet.charts:
        draw_all(book, sheet, made)


def _properties(told: Shown) -> dict[str, str]:
    say = told.words.say
    return {
        "title": told.title,
        "subject": say("Why two counts of the same releases differ"),
        "author": f"cotejo {told.run.get('version') or ''}".strip(),
        "category": edition(told),
    }


def _imprint(told: Shown) -> Imprint:
    words = told.words
    cut_off = words.say("Cut-off {day}", day=words.day(told.run["cut_off"]))
    return Imprint(told.title, f"{edition(told)} · {cut_off}", words.say("Page &P of &N"))
