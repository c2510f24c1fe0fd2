"""A report as data for the template: texts as paper shows them, charts with what they tell, tables with widths."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, assert_never
from urllib.parse import quote

from lxml import etree

from pipelines.chart.canvas import FONTS
from pipelines.pdf.paper import CUT, NO_BREAK, SPACES, drawn, has_ink, one_line, told
from pipelines.report.catalog import UNKNOWN
from pipelines.report.content import Content
from pipelines.report.element import (
    Answers,
    Block,
    Card,
    Cards,
    Cell,
    Details,
    Figure,
    Prose,
    Section,
    Subheading,
    Table,
    Terms,
)

Data = dict[str, Any]

CHART_FONT = "'DejaVu Sans'"
SVG = "{http://www.w3.org/2000/svg}"
# No reader follows a longer address.
LONGEST_ADDRESS = 2000
LONGEST_RUNNING = 76
LONGEST_NUMBER = 40
# How wide a chart is drawn that is to fill a page, of eight inches.
POINTS_WIDE = 576
# So many letters of a cell ask for a wider column, and so many fit on a page with a card.
WIDEST_CELL, LONGEST_CARD = 90, 1500
# Tables of so few letters across and so many rows together stand side by side.
HALF_WIDTH, MANY_ROWS, BETWEEN = 66, 60, 3
GAUGES = 2
# So many cells of ten may take another line.
FEW, OF_TEN = 2, 10
# A longer heading of a column is not said again on every page, a longer title is cut, and so is what is told of a
# chart: a PDF for archives holds no string of 32,768 bytes.
LONGEST_HEADING, LONGEST_TITLE, LONGEST_TELLING = 200, 500, 8000
# Tables so short stay on one page.
FEW_ROWS, FEW_LETTERS = 12, 2000


def printed(shown: Content) -> Data:
    """All that the template sets."""
    words, run = shown.told.words, shown.told.run
    say = words.say
    case, headline = _title(shown.told.title), _title(shown.headline)
    printer = _Printer(
        _parts(shown.sections),
        say("The rows are not printed: they are in the page and in the workbook."),
    )
    return {
        "language": words.language,
        "region": words.locale.split("_")[1],
        "title": headline if headline == case else f"{headline} · {case}",
        "case": told(case),
        "running": _cut(case, LONGEST_RUNNING),
        "headline": told(headline),
        "sentence": told(shown.sentence) if shown.sentence else None,
        "chart": printer.figure(shown.chart) if shown.chart else None,
        "caution": say("Not evidenced by names does not mean that it did not happen."),
        "cut_off": say("Cut-off {day}", day=words.day(run["cut_off"])),
        "edition": shown.edition,
        "made": f"cotejo {run['version']} · {one_line(run['run_id'])}",
        "contents": say("Contents"),
        "page": say("Page {page} of {pages}"),
        "sections": [
            {"heading": told(_title(section.heading)), "blocks": printer.blocks(section.blocks)}
            for section in shown.sections
        ],
    }


def _parts(sections: list[Section]) -> dict[str, Subheading]:
    """The first part of each name that a sentence may lead to."""
    found: dict[str, Subheading] = {}
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Subheading):
                found.setdefault(block.anchor, block)
    return found


@dataclass(frozen=True)
class _Printer:
    parts: dict[str, Subheading]
    unprinted: str

    def blocks(self, blocks: Iterable[Block]) -> list[Data]:
        """The blocks of a section; a long run of slim tables in two columns."""
        made: list[Data] = []
        level = 2
        for is_slim, run in groupby(blocks, _is_slim):
            some: list[Data] = []
            for block in run:
                some.append(self.block(block, level))
                level = 3 if isinstance(block, Subheading) else level
            rows = sum(map(_rows, some))
            made += [{"kind": "columns", "blocks": some}] if is_slim and rows > MANY_ROWS else some
        return made

    def block(self, block: Block, level: int) -> Data:  # noqa: PLR0911  one for each kind
        """A block; what stands under it on demand has a heading of that level."""
        match block:
            case Prose():
                return _prose(
                    block.text, "lead" if block.is_lead else "note" if block.is_note else ""
                )
            case Subheading():
                return {
                    "kind": "heading",
                    "text": told(_title(block.text)),
                    "level": 2,
                    "label": self.label(block.anchor)
                    if self.parts[block.anchor] is block
                    else None,
                }
            case Table(is_ledger=True):
                return _prose(self.unprinted, "note")
            case Table():
                return _table(block)
            case Figure():
                return self.figure(block)
            case Terms():
                return {"kind": "terms", "rows": _terms(block.rows)}
            case Cards():
                return {"kind": "cards", "cards": [_card(card, level) for card in block.cards]}
            case Answers():
                return {
                    "kind": "answers",
                    "answers": [
                        {
                            "title": told(each.title),
                            "sentence": told(each.sentence),
                            "label": self.label(each.anchor) if each.anchor in self.parts else None,
                        }
                        for each in block.answers
                    ],
                }
            case Details():
                return {
                    "kind": "details",
                    "level": level,
                    "text": told(_title(block.summary)),
                    "blocks": [self.block(each, level) for each in block.blocks],
                }
        assert_never(block)

    def label(self, anchor: str) -> str:
        """What the template calls a part: no name of the case's own."""
        return f"part-{list(self.parts).index(anchor)}"

    def figure(self, figure: Figure) -> Data:
        """A chart as drawn, in the fonts at hand, and the tables behind it."""
        chart = etree.fromstring(figure.wide.encode())
        across, down = (float(side) for side in chart.get("viewBox", "0 0 1 1").split()[2:])
        return {
            "kind": "figure",
            "svg": drawn(SPACES.sub(" ", figure.wide.replace(FONTS, CHART_FONT))),
            "alternative": _cut(
                one_line(f"{chart.findtext(f'{SVG}title')}. {chart.findtext(f'{SVG}desc')}"),
                LONGEST_TELLING,
            ),
            "width": across / POINTS_WIDE,
            "ratio": down / across,
            "caption": told(figure.caption),
            "tables": self.blocks(figure.tables),
        }


def _title(text: str) -> str:
    """A text as a title, which is never empty."""
    title = one_line(text)
    return _cut(title, LONGEST_TITLE) if has_ink(title) else UNKNOWN


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _prose(text: str, style: str) -> Data:
    return {"kind": "prose", "text": told(text), "style": style}


def _cell(cell: Cell) -> str | list[str]:
    """A text, or a text and the address to which it leads."""
    if isinstance(cell, str):
        return told(cell)
    address = quote(cell.url, safe=":/?#[]@!$&'()*+,;=%-._~")
    if not cell.is_safe or len(address) > LONGEST_ADDRESS:
        return told(cell.url)
    return [told(cell.text), address]


def _text(cell: str | list[str]) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _table(table: Table) -> Data:
    """A table with what its columns are measured by: the longest words, cells and, but for a few, cells."""
    are_numbers = [heading.is_number for heading in table.headings]
    rows = [
        [
            _number(cell) if is_number and isinstance(cell, str) else cell
            for cell, is_number in zip(map(_cell, row), are_numbers, strict=True)
        ]
        for row in table.rows
    ]
    headings = [told(heading.text) for heading in table.headings]
    columns = [[_text(row[place]) for row in rows] for place in range(len(headings))]
    return {
        "kind": "table",
        "caption": told(table.caption),
        "headings": headings,
        "is_repeated": max(map(len, headings), default=0) <= LONGEST_HEADING,
        "are_numbers": are_numbers,
        "rows": rows,
        "heat": table.heat,
        "is_short": len(rows) <= FEW_ROWS
        and sum(len(_text(cell)) for row in rows for cell in row) <= FEW_LETTERS,
        "words": [
            _longest(word for text in [heading, *cells] for word in _words(text))
            for heading, cells in zip(headings, columns, strict=True)
        ],
        "usual": [_longest(_lines(cells)[len(cells) * FEW // OF_TEN :]) for cells in columns],
        "lines": [_longest(_lines(cells)) for cells in columns],
    }


def _number(text: str) -> str:
    """A number on one line, with what stands beside it."""
    return text.replace(" ", NO_BREAK) if len(text) <= LONGEST_NUMBER else text


def _words(text: str) -> list[str]:
    """The parts of a text that no line may break."""
    return text.replace(CUT, " ").split(" ")


def _lines(cells: list[str]) -> list[str]:
    """Cells without a break, the longest first and none longer than counts."""
    return sorted((cell.replace(CUT, "")[:WIDEST_CELL] for cell in cells), key=len, reverse=True)


def _longest(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: (-len(text), text))[:GAUGES]


def _terms(rows: list[tuple[str, Cell]]) -> list[list[Any]]:
    return [[told(term), _cell(value)] for term, value in rows]


def _card(card: Card, level: int) -> Data:
    terms = _terms(card.terms)
    return {
        "value": told(_title(card.value)),
        "by": told(_title(card.by)),
        "when": told(card.when),
        "terms": terms,
        "is_official": card.is_official,
        "level": level,
        "is_long": sum(len(_text(value)) for _, value in terms) > LONGEST_CARD,
    }


def _rows(made: Data) -> int:
    """How many rows a block is long, of those that may stand side by side."""
    return len(made.get("rows", ())) + sum(map(_rows, made.get("blocks", ())))


def _is_slim(block: Block) -> bool:
    """Whether a block may stand beside another: a long table, or a folded one, that half a page is wide enough for."""
    if isinstance(block, Details):
        return all(isinstance(each, Table) and _fits_half(each) for each in block.blocks)
    return isinstance(block, Table) and len(block.rows) > MANY_ROWS and _fits_half(block)


def _fits_half(table: Table) -> bool:
    if table.is_ledger:
        return False
    return sum(len(words[0]) + BETWEEN for words in _table(table)["words"]) <= HALF_WIDTH
