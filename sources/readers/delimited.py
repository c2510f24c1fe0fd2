"""CSV: cells between commas, semicolons, tabs or bars, in quotes where they hold one."""

import csv
import io

from sources.grid import MOST_CELLS, Contents, File, Grid, numbered
from sources.readers.encoded import decoded

DELIMITERS = (",", ";", "\t", "|")


def read_delimited(file: File, encoding: str | None) -> Contents:
    """Cut the file at each delimiter; its headings tell which is right."""
    text, used = decoded(file.path.read_bytes(), encoding, file.shown)
    return Contents(cut_at_each_delimiter(text), used, alternatives=True)


def cut_at_each_delimiter(text: str) -> list[Grid]:
    """One grid for each delimiter that the text holds, and the first in any case."""
    held = [delimiter for delimiter in DELIMITERS if delimiter in text]
    return [_cut(text, delimiter) for delimiter in held or DELIMITERS[:1]]


def _cut(text: str, delimiter: str) -> Grid:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in lines:
            rows.append(row)
            cells += len(row)
            if cells > MOST_CELLS:
                return numbered(rows, "row", f"more than {MOST_CELLS:,} cells; divide it")
    except csv.Error as error:
        return numbered(rows, "row", f"line {lines.line_num}: {error}; mend the quotes there")
    return numbered(rows, "row")
