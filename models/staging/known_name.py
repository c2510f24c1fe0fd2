"""Name parts that are current in Venezuela, with rough frequencies.

All from general knowledge, none counted. From 10 in 10,000 up they are an order of magnitude, and invented
lists draw their names from these. Below that, 5, 2 and 1 only say less and less common; spellings
a slip away from a name that many bear are left out, for they are as likely misspellings of it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb


def build(_: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str]]:
    """Read the dictionary that lies beside this file."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
