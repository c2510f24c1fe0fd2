"""The tables of counts of people that are published, and what anyone may know of their totals besides."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from pipelines.edition.counts import EVERYBODY, LEAST, OTHER, Cell, Counts, Sum, counted, pooled
from pipelines.edition.period import periods

HOME = Path(__file__).parent / "breakdown"

# Tables that share a total stand together, so that none tells what another hides.
RELEASE_CROSSINGS = (
    ("facility", "state"),
    ("state", "week"),
    ("conditions", "state"),
    ("who",),
    ("law",),
)

# A table of changes tells of one publication alone; there is nothing to hold it against.
OF_ONE_PUBLICATION = "change/"


def breakdowns(
    connection: duckdb.DuckDBPyConnection, least: int = LEAST, weeks: Collection[str] = ()
) -> dict[str, Counts]:
    """Every table of counts of people in a publication, by name, nothing hidden.

    `release`: releases by facility, state, week and conditions, who left, and whom
    the amnesty law reaches;
    `reason_source/<comparison>/<side>`: what the other side does not count, by reason and source,
    and by reason and set of reasons, `A+B`, of which the reason is the first;
    `change/<claim>`: what became of units since the last publication, with its sign.
    Places, states, reasons and sets of fewer than `least` people stand together as `other`; what
    is not known as `unknown`. A week is told by its Monday; weeks of fewer people stand with those
    beside them as one period (`periods`), for which `weeks` are the labels that were shown before.
    """
    days = _rows(connection, "run")
    day = days[0]["counted_on"] if days else None
    return {
        "release": _releases(_rows(connection, "release"), day, least, weeks),
        **{name: _reasons(rows, day, least) for name, rows in _tables(connection, "reason_source")},
        **{name: _changes(rows, day) for name, rows in _tables(connection, "change")},
    }


def _releases(
    rows: list[dict[str, Any]], day: date | None, least: int, weeks: Collection[str]
) -> Counts:
    people = pooled(pooled(_people(rows), "facility", least), "state", least)
    return counted(periods(people, "week", least, weeks), RELEASE_CROSSINGS, counted_on=day)


def _reasons(rows: list[dict[str, Any]], day: date | None, least: int) -> Counts:
    """The bridge gives how many they are in all.

    Sets of reasons stand under their first one alone: of all others they hold nobody, and the
    reason is the sum of its sets, so that no set tells what is left of it.
    """
    people = pooled(_people(rows), "reason", least)
    table = counted(people, [("reason", "source")])
    sets: dict[Cell, int] = {}
    for reason in {each["reason"] for each, _ in people}:
        held = [
            ({"reasons": OTHER if reason == OTHER else each["reasons"]}, number)
            for each, number in people
            if each["reason"] == reason
        ]
        for each, number in pooled(held, "reasons", least):
            cell = (("reason", reason), ("reasons", each["reasons"]))
            sets[cell] = sets.get(cell, 0) + number
    known = Sum(((EVERYBODY, 1),), table.cells[EVERYBODY] or 0)
    return Counts({**table.cells, **dict(sorted(sets.items()))}, (known,), day)


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
