"""How time grows with the number of records: ours, Splink on the same records, and the floor.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_scale.py`
Other sizes: `RECORDS=10000,100000,1000000,3000000`. Splink is left out where it is not set up
(`make peers`); the splitting of names, which ours does itself and which is timed, is given to it.
"""

import math
import os
import platform
import sys
from itertools import pairwise

import duckdb
import pyarrow as pa
import pytest

from tests.benchmarks import compared
from tests.linkage.lists import generate_table

SEED = 9101
SIZES = [int(size) for size in os.environ.get("RECORDS", "10000,100000,1000000").split(",")]
MATCHERS = {
    "ours": (sys.executable, "ours"),
    "Splink 5": (compared.PEERS, "splink_scale"),
    "floor": (sys.executable, "floor"),
}
# Pairs linked, true pairs, and pairs linked that are true.
PAIRS = """
select
    (select count(*) from read_parquet(getvariable('found'))),
    (select sum(records * (records - 1) // 2)
     from (select count(*) as records from read_parquet(getvariable('records')) group by person)),
    (select count(*) from read_parquet(getvariable('found')) as found
     join read_parquet(getvariable('records')) as one on one.record_id = found.left
     join read_parquet(getvariable('records')) as other on other.record_id = found.right
     where one.person = other.person)
"""


@pytest.mark.benchmark
def test_time_grows_little_faster_than_records(tmp_path):
    print(f"\n{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print("| records | matcher | F1 | seconds | peak memory (MB) | pairs compared |")
    print("| --- | --- | --- | --- | --- | --- |")
    ours = {}
    for size in SIZES:
        path = tmp_path / f"{size}.parquet"
        compared.write(generate_table(SEED, size), path)
        for name, (python, module) in MATCHERS.items():
            try:
                run = compared.run(module, path, python)
            except compared.FailedError as error:
                print(f"| {size:,} | {name} | does not run: {error} | | | |", flush=True)
                continue
            seconds, compared_pairs = run.measured["seconds"], run.measured.get("compared")
            right = "" if compared_pairs else f"{f1(path, run.path):.3f}"
            print(
                f"| {size:,} | {name} | {right} | {sum(seconds.values()):.2f}"
                f" | {run.measured['megabytes']:.0f} | {compared_pairs or ''} |",
                flush=True,
            )
            if name == "ours":
                ours[size] = seconds
    print("\n| table |", *(f"{size:,} (s) |" for size in ours))
    print("| --- |", *("--- |" for _ in ours))
    for table in next(iter(ours.values())):
        print(f"| {table} |", *(f"{seconds[table]:.2f} |" for seconds in ours.values()))
    for smaller, larger in pairwise(ours):
        grown = exponent(ours, smaller, larger)
        print(f"exponent from {smaller:,} to {larger:,}: {grown:.2f}")


@pytest.mark.benchmark
def test_a_million_rows_of_one_name_link_nobody(tmp_path):
    path = tmp_path / "one_name.parquet"
    rows = generate_table(SEED, 1_000_000)
    for name, said in (("full_name", "José Rodríguez"), ("national_id", None)):
        place = rows.schema.get_field_index(name)
        told = pa.array([said] * len(rows), pa.string())
        rows = rows.set_column(place, rows.schema.field(place), told)
    compared.write(rows, path)
    run = compared.run("ours", path)
    print(f"\n{sum(run.measured['seconds'].values()):.1f} s, {run.measured['megabytes']:.0f} MB")
    assert run.pairs == []


def exponent(seconds: dict[int, dict[str, float]], smaller: int, larger: int) -> float:
    """The power of the number of records with which time grows: 1 is linear, 2 quadratic."""
    less, more = (sum(seconds[size].values()) for size in (smaller, larger))
    return math.log(more / less) / math.log(larger / smaller)


def f1(records, found) -> float:
    """Pairwise F1 of the linked pairs in a file against the persons in another."""
    with duckdb.connect() as connection:
        connection.execute("set variable records = ?", [str(records)])
        connection.execute("set variable found = ?", [str(found)])
        linked, true, correct = connection.execute(PAIRS).fetchall()[0]
    return 2 * correct / (linked + int(true))
