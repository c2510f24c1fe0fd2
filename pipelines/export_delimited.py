"""The CSV files: one exact for machines, one that a Spanish Excel opens without running it."""

import csv
from pathlib import Path

from pipelines.export_extract import Rows, text

# What a spreadsheet takes for the beginning of a formula, or skips to find one.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(path: Path, rows: Rows) -> None:
    """Write every value as it is: UTF-8 with byte order mark, commas, CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(rows.columns)
        writer.writerows(map(text, row) for row in rows.rows)


def write_excel_csv(path: Path, rows: Rows) -> None:
    """Write for a Spanish Excel: semicolons, decimal commas, an apostrophe before a formula.

    Only texts get the apostrophe; a negative number stays a number.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, delimiter=";")
        writer.writerow(rows.columns)
        writer.writerows(map(_harmless, row) for row in rows.rows)


def _harmless(value: object) -> str:
    cell = text(value, decimal_mark=",")
    return f"'{cell}" if isinstance(value, (str, list)) and cell.startswith(RUNS) else cell
