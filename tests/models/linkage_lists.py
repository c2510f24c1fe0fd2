"""Rows and lists for the tests of linking: all people are invented."""

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

import models

Row = dict[str, Any]
DICTIONARIES = ("staging.known_name", "staging.nickname", "linkage.weight")
FROM, TO = "staging.record", "linkage.person"
CASE = {
    "case_es": "Listas inventadas",
    "case_en": "Invented lists",
    "country": "VE",
    "timezone": "America/Caracas",
    "identity": "ve_cedula",
    "release_gap_days": 14,
    "precedence": [],
}


def steps() -> list[models.Table]:
    """The tables between records and persons, in the order in which they are filled."""
    tables = models.tables()
    wanted, found = [TO], set()
    while wanted:
        name = wanted.pop()
        if name != FROM and name not in found and (tables[name].sql or tables[name].module):
            found.add(name)
            wanted.extend(tables[name].needs)
    return [table for name, table in tables.items() if name in found]


def row(record_id: str, full_name: str | None = None, **said: Any) -> Row:
    """Make a row of `staging.record`: of a release list, given names first, unless `said` differs.

    `record_id` is written `list:number`; `released` and `detained` are days.
    """
    for field, published in (("occurred", "released"), ("detained", "detained"), ("birth", "born")):
        if published in said:
            said[f"{field}_from"] = said[f"{field}_to"] = said.pop(published)
    source, _, number = record_id.partition(":")
    return {
        "record_id": record_id,
        "source_id": source,
        "source_kind": "release_list",
        "independence_group": source,
        "document_sha256": "0" * 64,
        "locator": number,
        "list_order": 1,
        "name_order": "given_first",
        "event": "release",
        "published_on": "2026-02-09",
        "first_seen_at": "2026-03-01 00:00:00",
        "first_published_on": "2026-02-09",
        "flags": [],
        "offence_excluded": False,
        "full_name": full_name,
    } | said


def filled(
    rows: Iterable[Row], judgements: Iterable[Mapping[str, Any]] = ()
) -> duckdb.DuckDBPyConnection:
    """Open a warehouse in which these rows, and nothing else, are linked."""
    copy = shutil.copy(with_dictionaries(), tempfile.mkstemp(dir=_folder())[1])
    connection = duckdb.connect(copy, config={"threads": 1})
    tables = models.tables()
    models.fill(connection, tables["staging.record"], rows)
    models.fill(connection, tables["raw.judgement"], judgements)
    for table in steps():
        if table.full_name not in DICTIONARIES:
            models.build(connection, table)
    return connection


@cache
def _folder() -> str:
    """A folder of this process, gone with it."""
    folder = tempfile.mkdtemp(prefix="linkage-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def with_dictionaries() -> Path:
    """A warehouse with the dictionaries alone, made once and copied for each test."""
    path = Path(_folder()) / "blank.duckdb"
    with models.blank(path) as connection:
        for name in DICTIONARIES:
            models.build(connection, models.tables()[name])
    return path


def judged(position: int, left: str, right: str, judgement: str) -> Row:
    """Make a row of `raw.judgement`."""
    return {
        "position": position,
        "locator": f"row {position + 1}",
        "left_record_id": left,
        "right_record_id": right,
        "judgement": judgement,
        "judged_by": "reviewer",
        "judged_on": "2026-02-10",
    }


def decisions(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """What follows for each scored pair."""
    found = connection.execute("select left_record_id, right_record_id, decision from linkage.pair")
    return {(left, right): decision for left, right, decision in found.fetchall()}


def persons(connection: duckdb.DuckDBPyConnection) -> list[list[str]]:
    """The rows of each person, persons of one row left out, in order."""
    found = connection.execute(
        "select list(record_id order by record_id) from linkage.person"
        " group by person_id having count(*) > 1 order by 1"
    )
    return [members for (members,) in found.fetchall()]
