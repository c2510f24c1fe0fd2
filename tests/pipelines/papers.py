"""What a PDF holds, read back: the letters as they were set, the structure, every object."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF
from pypdfium2 import PdfDocument

# From the left and from below: where a piece of a line begins, and where it ends.
Box = tuple[float, float, float, float]
PRINTED = re.compile(r"[^\s\xad\u200b-\u200f]+")


def squeezed(text: str) -> str:
    """A text without what a line break may take away or add."""
    return "".join(PRINTED.findall(text))


def told(made: bytes) -> str:
    """All that is printed, cell after cell as it was set, without the spaces."""
    return "".join(told_by_page(made))


def told_by_page(made: bytes) -> list[str]:
    """What each page prints, without the spaces."""
    with PdfDocument(made) as paper:
        return [squeezed(page.get_textpage().get_text_range()) for page in paper]


def pages(made: bytes) -> Iterator[tuple[float, float, list[Box]]]:
    """How wide and high each page is, and where each piece of a line stands, in points."""
    with PdfDocument(made) as paper:
        for page in paper:
            letters = page.get_textpage()
            yield (
                *page.get_size(),
                [letters.get_rect(place) for place in range(letters.count_rects())],
            )


def structure(paper: PDF) -> Iterator[tuple[str, str | None]]:
    """Every element of a document's structure: its kind, and what it says in the place of what it shows."""
    waiting = [resolve1(paper.doc.catalog["StructTreeRoot"])]
    while waiting:
        element = resolve1(waiting.pop())
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            if "S" in element:
                yield element["S"].name, element.get("Alt")
            waiting.append(element.get("K"))


def objects(paper: PDF) -> Iterator[Any]:
    """Every object of a file, streams without their data."""
    for table in paper.doc.xrefs:
        for number in table.get_objids():
            found = paper.doc.getobj(number)
            yield getattr(found, "attrs", found)
