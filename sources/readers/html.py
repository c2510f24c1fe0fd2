"""HTML pages: the tables that hold the declared headings."""

from typing import Any

from sources.error import SourceError
from sources.grid import Contents, File, Grid
from sources.readers.encoded import decoded

_BREAKS = ("br", "p", "div", "li")


def read_html(file: File, encoding: str | None) -> Contents:
    """Every table of a page; a row is located as `table 1 row 5`."""
    from lxml import etree, html  # noqa: PLC0415  only pages need it

    text, used = decoded(file.path.read_bytes(), encoding, file.shown)
    try:
        page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, AssertionError) as error:
        raise SourceError(f"{file.shown}: is no HTML page; fetch it again") from error
    etree.strip_elements(page, "script", "style", etree.Comment, with_tail=False)
    for element in page.iter(*_BREAKS):
        element.tail = f" {element.tail or ''}"
    tables = page.findall(".//table")
    if not tables:
        raise SourceError(
            f"{file.shown}: the page holds no table; the list may be elsewhere, or loaded by script"
        )
    return Contents([_grid(table, place) for place, table in enumerate(tables, start=1)], used)


def _grid(table: Any, place: int) -> Grid:
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")]
        for row in table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")
    ]
    return Grid(rows, [f"table {place} row {number}" for number in range(1, len(rows) + 1)])
