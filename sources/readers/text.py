"""Text: one row to a line, cut by the declared pattern."""

import re

from sources.grid import Contents, File, Grid
from sources.readers.encoded import decoded


def read_text(file: File, encoding: str | None, pattern: str) -> Contents:
    """Take the pattern's named groups as headings, the lines as rows, located as `row 12`.

    Blank lines are left out. A line that the pattern does not match whole stands beyond
    the last heading, and is refused for it.
    """
    text, used = decoded(file.path.read_bytes(), encoding, file.shown)
    line_pattern = re.compile(pattern)
    headings = list(line_pattern.groupindex)
    lines = [(at, line) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    file.refuse_if_large(len(headings) * len(lines))
    rows = [headings, *(_cells(line_pattern, line) for _, line in lines)]
    return Contents([Grid(rows, ["", *(f"row {at}" for at, _ in lines)])], used)


def _cells(pattern: re.Pattern[str], line: str) -> list[str]:
    if matched := pattern.fullmatch(line.strip()):
        return [group or "" for group in matched.groupdict().values()]
    return ["" for _ in pattern.groupindex] + [line]
