"""A warehouse: its schemas, macros and tables, made from the contracts."""

import gc
import importlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from models.contract import HOME, LAYERS, Table, tables

if TYPE_CHECKING:
    import pyarrow as pa

# The format that DuckDB 1.5 still reads; analysts' tools are slower to move than we are.
STORAGE: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.5.0"
}


def blank(path: str | Path = ":memory:") -> duckdb.DuckDBPyConnection:
    """Open an empty warehouse: every macro, every table, no row.

    Against it a query's columns and tables are resolved before anything has run.
    A file is written in the storage format that DuckDB 1.5 still reads; one that holds
    the tables already keeps them with their rows.
    """
    connection = duckdb.connect(str(path), config=STORAGE if _on_disk(path) else {})
    made = connection.execute("select count(*) from duckdb_tables()").fetchall()[0][0]
    if made < len(tables()):
        create(connection)
    return connection


def create(connection: duckdb.DuckDBPyConnection, layers: tuple[str, ...] = LAYERS) -> None:
    """Make every schema, macro and table of the layers that is not there yet, with comments."""
    statements = [f"create schema if not exists {layer}" for layer in layers]
    statements += [_definition(table) for table in tables().values() if table.layer in layers]
    statements += [path.read_text("utf-8") for path in sorted((HOME / "macros").glob("*.sql"))]
    connection.execute("begin")
    for statement in statements:
        connection.execute(statement)
    connection.execute("commit")


def build(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Fill a table anew by its SQL or its Python; return its number of rows."""
    if table.sql:
        return replace(connection, table, table.sql)
    if table.module:
        with _uncollected():
            rows = importlib.import_module(table.module).build(connection)
        return fill(connection, table, rows)
    return count(connection, table)


def count(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Rows that the table holds."""
    rows = connection.execute(f"select count(*) from {table.full_name}").fetchall()  # noqa: S608
    return int(rows[0][0])


def fill(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    rows: "Iterable[Mapping[str, Any]] | pa.Table",
) -> int:
    """Replace a table's rows by these, column by column name; return how many they are.

    Lists and mappings become DuckDB lists and maps. A row may leave out columns, which
    are then null; a column that the contract lacks raises ValueError. Rows may also come
    as an Arrow table, the quicker way for many.
    """
    import pyarrow as pa  # noqa: PLC0415  it takes a fifth of a second

    batch = rows if isinstance(rows, pa.Table) else _batch(table, rows)
    texts = {field.name for field in batch.schema if field.type == pa.string()}
    casts = ", ".join(
        _cast(field.name, field.type, is_text=field.name in texts)
        for field in table.columns
        if field.name in batch.column_names
    )
    connection.register("filling", batch)
    replace(connection, table, f"select {casts} from filling")  # noqa: S608
    connection.unregister("filling")
    return int(batch.num_rows)


def _batch(table: Table, rows: Iterable[Mapping[str, Any]]) -> "pa.Table":
    """Rows as an Arrow table of texts, with every column of the contract."""
    import pyarrow as pa  # noqa: PLC0415

    columns: dict[str, list[Any]] = {field.name: [] for field in table.columns}
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise ValueError(f"{table.full_name} has no columns {sorted(unknown)}")
        for name, values in columns.items():
            values.append(_plain(row.get(name)))
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def replace(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> int:
    """Replace a table's rows by those of a query, column by column name; return how many."""
    connection.execute("begin")
    try:
        connection.execute(f"delete from {table.full_name}")  # noqa: S608
        connection.execute(f"insert into {table.full_name} by name\n{query}")
        connection.execute("commit")
    except duckdb.Error:
        connection.execute("rollback")
        raise
    return count(connection, table)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles: many small objects are made and kept, and all are looked through each time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _plain(value: Any) -> str | None:
    """Text that DuckDB casts to the column's type; JSON for lists and mappings."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _cast(name: str, kind: str, *, is_text: bool) -> str:
    is_json = is_text and (kind.startswith("map(") or kind.endswith("[]"))
    through = "::json" if is_json else ""
    return f'"{name}"{through}::{kind} as "{name}"'


def _definition(table: Table) -> str:
    columns = ", ".join(
        f'"{field.name}" {field.type}{" not null" if field.name in table.required else ""}'
        for field in table.columns
    )
    comments = [_comment("table", table.full_name, table.description)] + [
        _comment("column", f'{table.full_name}."{field.name}"', {"es": field.es, "en": field.en})
        for field in table.columns
    ]
    return f"create table if not exists {table.full_name} ({columns});" + ";".join(comments)


def _comment(kind: str, name: str, meaning: dict[str, str]) -> str:
    text = f"{meaning['es']} · {meaning['en']}".replace("'", "''")
    return f"comment on {kind} {name} is '{text}'"


def _on_disk(path: str | Path) -> bool:
    return str(path) != ":memory:"
