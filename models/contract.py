"""Contracts: what each table holds, read from the YAML beside its SQL."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import yaml

HOME = Path(__file__).parent
LAYERS = ("raw", "staging", "linkage", "tally", "marts", "meta")


@dataclass(frozen=True)
class Field:
    """A column: its DuckDB type, what it may hold, and its meaning in two languages.

    `values` names a scheme of codes in `meta.label`; `pattern` is a regular
    expression that a text must match from start to end.
    """

    name: str
    type: str
    en: str
    es: str
    pattern: str | None = None
    values: str | None = None


@dataclass(frozen=True)
class Table:
    """A table's contract: grain, key, columns, and the SQL or Python that fills it.

    `needs` are the tables that it reads, by full name. A table without SQL and
    without Python is filled from outside: it is read from files or written by a run.
    """

    layer: str
    name: str
    description: dict[str, str]
    grain: dict[str, str]
    key: tuple[str, ...]
    required: tuple[str, ...]
    columns: tuple[Field, ...]
    sql: str | None
    module: str | None
    needs: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """Schema and table, as in SQL: `marts.bridge`."""
        return f"{self.layer}.{self.name}"

    @property
    def published(self) -> bool:
        """Whether analysts get it: the schemas `marts` and `meta`."""
        return self.layer in ("marts", "meta")


@cache
def tables() -> dict[str, Table]:
    """Every table by full name, each after the tables that it needs."""
    with duckdb.connect() as parser:
        found = {
            table.full_name: table
            for layer in LAYERS
            for path in sorted((HOME / layer).glob("*.yml"))
            for table in [_table(layer, path, parser)]
        }
    order = TopologicalSorter({name: table.needs for name, table in found.items()})
    return {name: found[name] for name in order.static_order()}


@cache
def _fields() -> dict[str, Field]:
    declared = _load(HOME / "fields.yml")
    return {name: Field(name=name, **what) for name, what in declared.items()}


def _load(path: Path) -> dict[str, Any]:
    # The pure loader reads the same text ten times slower.
    loaded: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return loaded


def _table(layer: str, path: Path, parser: duckdb.DuckDBPyConnection) -> Table:
    declared = _load(path)
    renamed = declared.get("as", {})
    sql = path.with_suffix(".sql")
    python = path.with_suffix(".py")
    text = sql.read_text(encoding="utf-8") if sql.exists() else None
    needs = _reads(text, parser) if text else tuple(declared.get("needs", ()))
    required = (*declared["key"], *declared.get("required", ()))
    return Table(
        layer=layer,
        name=path.stem,
        description=declared["description"],
        grain=declared["grain"],
        key=tuple(declared["key"]),
        required=required,
        columns=tuple(_column(name, renamed) for name in declared["columns"]),
        sql=text,
        module=f"models.{layer}.{path.stem}" if python.exists() else None,
        needs=needs,
    )


def _column(name: str, renamed: dict[str, str]) -> Field:
    field = _fields()[renamed.get(name, name)]
    return Field(name, field.type, field.en, field.es, field.pattern, field.values)


def _reads(sql: str, parser: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The tables that a query reads, by DuckDB's own parser."""
    answer = parser.execute("select json_serialize_sql(?::varchar)", [sql]).fetchall()
    tree = json.loads(answer[0][0])
    if tree["error"]:
        raise ValueError(f"{tree['error_message']}\n{sql}")
    return tuple(sorted(set(_base_tables(tree))))


def _base_tables(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            yield f"{node['schema_name']}.{node['table_name']}"
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _base_tables(child)
