"""Ours: from the rows of `staging.record` to `linkage.person`, table by table."""

import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import models
from tests.benchmarks.peers.exchange import megabytes, path, within, write
from tests.linkage.evaluate import persons
from tests.models.linkage_lists import FROM, steps


def link(connection: duckdb.DuckDBPyConnection, tables: Iterable[models.Table]) -> dict[str, float]:
    """Fill the tables; tell the seconds of each."""
    seconds = {}
    for table in tables:
        began = time.perf_counter()
        models.build(connection, table)
        seconds[table.full_name] = time.perf_counter() - began
    return seconds


def load(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the file's rows, as far as they are columns of `staging.record`, into it."""
    table = models.tables()[FROM]
    given = connection.execute("describe from read_parquet(?)", [path()]).fetchall()
    columns = {name for name, *_ in given} & {field.name for field in table.columns}
    models.replace(
        connection, table, f"select {', '.join(sorted(columns))} from read_parquet('{path()}')"
    )


def main() -> None:
    """Link the file's records; tell the seconds of each table."""
    with (
        TemporaryDirectory() as folder,
        models.blank(Path(folder) / "warehouse.duckdb") as connection,
    ):
        began = time.perf_counter()
        load(connection)
        seconds = {FROM: time.perf_counter() - began} | link(connection, steps())
        peak = megabytes()
        write(within(persons(connection)), megabytes=peak, seconds=seconds)


if __name__ == "__main__":
    main()
