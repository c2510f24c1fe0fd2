"""What a PDF holds, read back: the letters as they were set, the structure, every object."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF
from pypdfium2 import PdfDocument

PRINTED = re.compile(r"[^\s\xad\u200b-\u200f]+")


def squeezed(text: str) -> str:
    """A text without what a line break may take away or add."""
    return "".join(PRINTED.findall(text))


def told(made: bytes) -> str:
    """All that is printed, cell after cell as it was set, without the spaces."""
    with PdfDocument(made) as paper:
        return squeezed("".join(page.get_textpage().get_text_range() for page in paper))


def lines(made: bytes) -> Iterator[tuple[float, float, float, float]]:
    """How far each piece of a line stands from the left, bottom, right and top edge of its page, in points."""
    with PdfDocument(made) as paper:
        for page in paper:
            wide, high = page.get_size()
            letters = page.get_textpage()
            for place in range(letters.count_rects()):
                left, bottom, right, top = letters.get_rect(place)
                yield left, bottom, wide - right, high - top


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
