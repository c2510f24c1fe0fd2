"""How far the cells of a workbook reach, read before they fill memory.

A reader lays a sheet out in full up to its last cell, so one stray cell at the far corner of
a sheet costs as much as 17 thousand million.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from sources.error import SourceError
from sources.grid import File

MOST_BYTES_INSIDE = 500_000_000
MOST_SWELLING = 200

_XLSX_CELL = re.compile(rb'<c(?=[^>]*[^/]>)[^>]*? r="([A-Z]{1,3})(\d{1,7})"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def refuse_bomb(file: File) -> None:
    """Raise SourceError where a workbook would fill memory; leave what is no archive alone."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            members = archive.infolist()
            inside = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members) or 1
            if inside > MOST_BYTES_INSIDE or (
                inside > MOST_BYTES_INSIDE // 10 and inside / packed > MOST_SWELLING
            ):
                raise SourceError(
                    f"{file.shown}: unpacks to {inside:,} bytes;"
                    " it is no list: take it out of the inbox"
                )
            file.refuse_if_large(sum(_cells_inside(archive)))
    except zipfile.BadZipFile:
        return


def _cells_inside(archive: zipfile.ZipFile) -> Iterator[int]:
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            yield _xlsx_cells(archive.read(name))
        elif name == "content.xml":
            with archive.open(name) as content:
                yield from _ods_cells(content)


def _xlsx_cells(sheet: bytes) -> int:
    last_row = last_column = 0
    for letters, row in _XLSX_CELL.findall(sheet):
        last_row = max(last_row, int(row))
        last_column = max(last_column, _column(letters))
    return last_row * last_column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_cells(content: IO[bytes]) -> Iterator[int]:
    from lxml import etree  # noqa: PLC0415  only ODS needs it

    row = last_row = last_column = 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    try:
        for _, element in etree.iterparse(content, tag=tags):
            if element.tag == tags[0]:
                yield last_row * last_column
                row = last_row = last_column = 0
            else:
                row += _repeated(element, "rows")
                if width := _width(element):
                    last_row, last_column = row, max(last_column, width)
            element.clear()
    except etree.XMLSyntaxError:
        return  # the reader says so


def _width(row: Any) -> int:
    place = width = 0
    for cell in row:
        place += _repeated(cell, "columns")
        if len(cell):
            width = place
    return width


def _repeated(element: Any, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
