"""CSV: one exact for machines, one that a Spanish Excel opens without running it."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# What a spreadsheet takes for the beginning of a formula, or skips to find one.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")

Rows = Iterable[tuple[Any, ...]]


def write_csv(path: Path, columns: Iterable[str], rows: Rows) -> None:
    """Write every value as it is: UTF-8, commas, CRLF (RFC 4180)."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(columns)
        writer.writerows([text(value) for value in row] for row in rows)


def write_excel_csv(path: Path, columns: Iterable[str], rows: Rows) -> None:
    """Write for a Spanish Excel: byte order mark, semicolons, decimal commas, an apostrophe before a formula.

    Only texts get the apostrophe; a negative number stays a number.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, delimiter=";")
        writer.writerow(columns)
        writer.writerows([_harmless(value) for value in row] for row in rows)


def text(value: Any, decimal_mark: str = ".") -> str:
    """Write a value as text: ISO dates, true or false, lists joined by `|`, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(map(text, value))
    if isinstance(value, float):
        return repr(value).replace(".", decimal_mark)
    return str(value)


def _harmless(value: object) -> str:
    cell = text(value, decimal_mark=",")
    return f"'{cell}" if isinstance(value, (str, list)) and cell.startswith(RUNS) else cell
