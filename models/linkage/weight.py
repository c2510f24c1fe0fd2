"""What each sign weighs: how often it shows in rows of one person, of relatives, of strangers."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb


def build(_: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str | None]]:
    """Read the fixed weights that lie beside this file; a blank `stranger` is null."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: value or None for name, value in row.items()}
