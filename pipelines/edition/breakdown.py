"""The tables of counts of people that are published, and what anyone may know of their totals besides."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from pipelines.edition.counts import EVERYBODY, LEAST, Counts, Sum, counted, pooled

HOME = Path(__file__).parent / "breakdown"

# Tables that share a total stand together, so that none tells what another hides.
RELEASE_CROSSINGS = (("facility", "state"), ("state", "week"), ("conditions", "state"), ("who",))

# A table of changes tells of one publication alone; there is nothing to hold it against.
OF_ONE_PUBLICATION = "change/"


def breakdowns(connection: duckdb.DuckDBPyConnection, least: int = LEAST) -> dict[str, Counts]:
    """Every table of counts of people in a publication, by name, nothing hidden.

    `release`: releases by facility, state, week (its Monday) and conditions, and who left;
    `reason_source/<comparison>/<side>`: what the other side does not count, by reason and source;
    `reason_set/<comparison>/<from reading>/<to reading>/<side>`: sets of several reasons, `A+B`;
    `change/<claim>`: what became of units since the last publication, with its sign.
    Places, states, reasons and sets of fewer than `least` people stand together as `other`; what
    is not known as `unknown`.
    """
    days = _rows(connection, "run")
    day = days[0]["counted_on"] if days else None
    return {
        "release": _releases(_rows(connection, "release"), day, least),
        **{
            name: _reasons_by_source(rows, day, least)
            for name, rows in _tables(connection, "reason_source")
        },
        **{
            name: _reason_sets(rows, day, least) for name, rows in _tables(connection, "reason_set")
        },
        **{name: _changes(rows, day) for name, rows in _tables(connection, "change")},
    }


def _releases(rows: list[dict[str, Any]], day: date | None, least: int) -> Counts:
    people = pooled(_people(rows), "facility", least)
    return counted(pooled(people, "state", least), RELEASE_CROSSINGS, counted_on=day)


def _reasons_by_source(rows: list[dict[str, Any]], day: date | None, least: int) -> Counts:
    """The bridge gives the total of each reason."""
    table = counted(pooled(_people(rows), "reason", least), [("reason", "source")])
    known = (
        Sum(((cell, 1),), number or 0)
        for cell, number in table.cells.items()
        if cell == EVERYBODY or [axis for axis, _ in cell] == ["reason"]
    )
    return Counts(table.cells, tuple(known), day)


def _reason_sets(rows: list[dict[str, Any]], day: date | None, least: int) -> Counts:
    """The bridge gives how many carry more than one reason; which sets are small is not told."""
    people = [({"reasons": "+".join(row["reasons"])}, row["people"]) for row in rows]
    table = counted(pooled(people, "reasons", least), [("reasons",)])
    return Counts(table.cells, (Sum(((EVERYBODY, 1),), table.cells[EVERYBODY] or 0),), day)


def _changes(rows: list[dict[str, Any]], day: date | None) -> Counts:
    """How far the count has moved in all can be told from the two publications' figures."""
    people = [({"change": row["change"]}, row["people"]) for row in rows]
    net = Sum(
        tuple(((("change", row["change"]),), row["direction"]) for row in rows if row["direction"]),
        sum(row["direction"] * row["people"] for row in rows),
    )
    return counted(people, [("change",)], (net,) if net.cells else (), day)


def _people(rows: list[dict[str, Any]]) -> list[tuple[dict[str, str], int]]:
    return [
        (
            {axis: label for axis, label in row.items() if axis not in ("name", "people")},
            row["people"],
        )
        for row in rows
    ]


def _tables(
    connection: duckdb.DuckDBPyConnection, query: str
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for name, rows in groupby(_rows(connection, query), key=lambda row: row["name"]):
        yield name, list(rows)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    relation = connection.sql((HOME / f"{query}.sql").read_text(encoding="utf-8"))
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
