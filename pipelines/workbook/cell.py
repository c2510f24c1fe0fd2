"""What a cell can hold: any text, inert, and nothing beyond the limits of the format."""

import re
from typing import Any

# Limits of the format. Whole numbers beyond its digits are written as text, lest they change.
CELL_CHARACTERS = 32_767
SHEET_ROWS = 1_048_576
EXACT_BELOW = 10**15

# No XML can hold these; they are seen to have been there.
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
UNHELD = "\ufffd"

# A spreadsheet takes a text for a formula if somebody edits its cell and it begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class WorkbookError(Exception):
    """A publication does not fit into a workbook; the message names the place and the remedy."""


def held(text: str) -> str:
    """A text as a workbook can hold it: unchanged, but for control characters."""
    return UNHOLDABLE.sub(UNHELD, text)


def units(text: str) -> int:
    """The length of a text as spreadsheets count it: a sign beyond the basic plane is two."""
    return len(text) if len(text) * 2 <= CELL_CHARACTERS else len(text.encode("utf-16-le")) // 2


def joined(values: Any) -> str | None:
    """Several values in one cell; None where there are none."""
    return ", ".join(map(str, values)) or None if values else None
