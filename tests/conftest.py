"""Rows in, rows out: give the rows that a query reads, run it, look at the rows that it makes."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

import models

ROOT = Path(__file__).parents[1]
Row = dict[str, Any]

# What a required column holds where a test does not care.
DEFAULTS: Row = {
    "source_id": "ngo",
    "publisher": "Organización inventada",
    "publisher_kind": "ngo",
    "independence_group": "ngo",
    "source_kind": "release_list",
    "files_are": "batches",
    "date_order": "iso",
    "name_order": "given_first",
    "path": "data/inbox/list.csv",
    "bytes": 1,
    "captured_at": "2026-03-01 00:00:00",
    "first_seen_at": "2026-03-01 00:00:00",
    "rows": 1,
    "rejected": 0,
    "document_sha256": "0" * 64,
    "locator": "row 1",
    "required": False,
    "bound": False,
    "aliases": [],
    "excluded": True,
    "case_es": "Caso inventado",
    "case_en": "Invented case",
    "country": "VE",
    "timezone": "America/Caracas",
    "identity": "ve_cedula",
    "release_gap_days": 14,
    "precedence": [],
    "comparison_id": "main",
    "comparison_es": "Comparación inventada",
    "comparison_en": "Invented comparison",
    "unit": "person",
    "basis": "gross",
    "excludes": [],
    "evidence": [],
    "parts": [],
    "reading": "stated",
    "organisation": "Organización inventada",
    "side": "ngo",
    "said_on": "2026-02-09",
    "as_of": "2026-02-09",
    "qualifier": "exact",
    "stock_or_flow": "flow",
    "offence_excluded": False,
    "flags": [],
    "given": [],
    "family": [],
    "initials": [],
    "removed": [],
    "name_parts": 3,
    "id_valid": False,
}
ORDINAL = ("position", "row_no", "list_order")


class Bench:
    """A warehouse in which some tables are given, and what follows from them is built."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.rows: dict[str, list[Row]] = {}
        self.touched: set[str] = set()
        self.fresh: set[str] = set()

    def given(self, name: str, *rows: Mapping[str, Any]) -> None:
        """Add rows to a table; a required column that they leave out gets a default."""
        table = models.tables()[name]
        defaults = {key: DEFAULTS[key] for key in table.required if key in DEFAULTS}
        held = self.rows.setdefault(name, [])
        for row in rows:
            ordinal = {key: len(held) + 1 for key in ORDINAL if key in table.required}
            held.append(defaults | ordinal | row)
        self.fresh.clear()

    def run(self, name: str) -> list[Row]:
        """Build a table, and before it what it needs of what follows from the given rows."""
        if "linkage.person" in self.rows:
            # Who says which rows are one person leaves nothing to be linked.
            for linked in ("linkage.pair", "linkage.trait"):
                self.rows.setdefault(linked, [])
        if "linkage.pair" in self.rows:
            # Who says how sure each pair is leaves nothing to be compared.
            for compared in ("linkage.part", "linkage.resemblance", "linkage.comparison"):
                self.rows.setdefault(compared, [])
        needed = self._needed(name)
        live = set(self.rows)
        for each, table in models.tables().items():
            follows = each in needed and live.intersection(table.needs)
            if each in self.rows or follows or each == name:
                live.add(each)
                self._make(each, table)
        return self.found(f"select * from {name}")

    def _needed(self, name: str) -> set[str]:
        """A table and all that it is made of, as far as nothing of it is given."""
        if name in self.rows:
            return {name}
        return {name}.union(*map(self._needed, models.tables()[name].needs))

    def _make(self, name: str, table: models.Table) -> None:
        if name in self.fresh:
            return
        if name in self.rows:
            models.fill(self.connection, table, self.rows[name])
        else:
            models.build(self.connection, table)
        self.touched.add(name)
        self.fresh.add(name)

    def found(self, query: str) -> list[Row]:
        """Rows of a query, by column name."""
        cursor = self.connection.execute(query)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def clear(self) -> None:
        """Empty every table that was filled or built."""
        for name in self.touched:
            self.connection.execute(f"delete from {name}")
        self.rows.clear()
        self.touched.clear()
        self.fresh.clear()

    def declare(
        self,
        source_id: str,
        columns: Mapping[str, str],
        values: Mapping[str, Mapping[str, str | None]] | None = None,
        defaults: Mapping[str, str] | None = None,
        split: Mapping[str, str] | None = None,
        required: tuple[str, ...] = (),
        **source: Any,
    ) -> None:
        """Declare a source as its YAML would: `columns` gives each field its heading."""
        defaults = defaults or {}
        group = {"independence_group": source_id}
        self.given("raw.source", {"source_id": source_id} | group | source)
        for field in [*columns, *(set(defaults) - columns.keys())]:
            self.given(
                "raw.source_field",
                {
                    "source_id": source_id,
                    "field": field,
                    "heading": columns.get(field),
                    "default_code": defaults.get(field),
                    "separator": (split or {}).get(field),
                    "required": field in required,
                    "bound": field in (values or {}),
                },
            )
        for field, codes in (values or {}).items():
            for published, code in codes.items():
                value = {"field": field, "published_value": published, "code": code}
                self.given("raw.value_code", {"source_id": source_id} | value)

    def publish(
        self,
        source_id: str,
        *rows: Mapping[str, str | None],
        on: str | None = "2026-02-09",
        row_key: tuple[str, ...] = (),
        path: str = "list.csv",
        seen: str = "2026-03-01",
    ) -> str:
        """Publish a file of rows, each its cells by heading; the locator is the row's number."""
        document = sha256(f"{source_id} {on} {path}".encode()).hexdigest()
        self.given(
            "raw.document",
            {"source_id": source_id, "sha256": document, "published_on": on, "path": path}
            | {"first_seen_at": seen},
        )
        seen = Counter[str]()
        for number, cells in enumerate(rows, 1):
            told = [cells.get(heading) for heading in row_key or sorted(cells)]
            key = sha256(repr(told).encode()).hexdigest()
            seen[key] += 1
            self.given(
                "raw.row",
                {
                    "source_id": source_id,
                    "document_sha256": document,
                    "row_no": number,
                    "locator": f"row {number}",
                    "row_key": key,
                    "occurrence": seen[key],
                    "cells": dict(cells),
                },
            )
        return document

    def give_labels(self) -> None:
        """Give the codes of the repository with their labels."""
        with (ROOT / "data/reference/labels.csv").open(encoding="utf-8", newline="") as file:
            self.given(
                "raw.label",
                *(
                    {
                        "scheme": row["scheme"],
                        "code": row["code"],
                        "label_es": row["es"],
                        "label_en": row["en"],
                    }
                    for row in csv.DictReader(file)
                ),
            )

    def give_world(self, made: Mapping[str, Any], *readings: Mapping[str, Any]) -> None:
        """Give a world of `tests.models.worlds`; `readings` are further readings of its claims."""
        for source_id, source in made["sources"].items():
            self.given("raw.source", {"source_id": source_id} | source)
        self.given("raw.case", made["case"])
        ends = {"from_claim_id": made["x"]["claim_id"], "to_claim_id": made["y"]["claim_id"]}
        self.given("raw.comparison", ends)
        tables = models.tables()
        for row in made["records"]:
            for name in ("staging.record", "staging.name", "linkage.person"):
                fields = {field.name for field in tables[name].columns}
                self.given(name, {key: row[key] for key in row if key in fields})
        for place, claim in enumerate([made["x"], made["y"], *readings], 1):
            told = {key: claim[key] for key in claim if key != "evidence_sources"}
            lists = {"evidence": claim["evidence_sources"], "position": place}
            self.given("staging.claim", told | lists)


@pytest.fixture(scope="session")
def venezuela(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Venezuelan case as the repository has it, without the lists that a user may have added."""
    root = tmp_path_factory.mktemp("venezuela")
    shutil.copytree(ROOT / "sources", root / "sources")
    (root / "data").mkdir()
    shutil.copytree(ROOT / "data/reference", root / "data/reference")
    shutil.copy(ROOT / "data/claims.csv", root / "data")
    return root


@pytest.fixture(scope="session")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with models.blank() as connection:
        connection.execute("set threads = 1")  # another process tests beside this one
        yield connection


@pytest.fixture
def bench(warehouse: duckdb.DuckDBPyConnection) -> Iterator[Bench]:
    made = Bench(warehouse)
    yield made
    made.clear()


@pytest.fixture
def given(bench: Bench) -> Any:
    return bench.given


@pytest.fixture
def run(bench: Bench) -> Any:
    return bench.run


@pytest.fixture
def declare(bench: Bench) -> Any:
    return bench.declare


@pytest.fixture
def publish(bench: Bench) -> Any:
    return bench.publish
