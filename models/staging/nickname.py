"""Nicknames and the given names that they stand for."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb


def build(_: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str]]:
    """Read the dictionary that lies beside this file."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
