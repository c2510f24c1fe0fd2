"""The example, and fifteen thousand rows linked, are the same with other threads, clocks, languages and hash seeds.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_determinism.py`
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

import models
from pipelines import content
from pipelines.case import ROOT
from tests.linkage.lists import generate_table
from tests.models.linkage_lists import FROM, steps

VARIANTS = [
    {},
    {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    {"CORES": "1"},
]
RUN = """
import os
if os.environ.get("CORES"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from pipelines.cli import main
main()
"""
OF_THE_RUN = ("marts.change", "marts.person_change")


@pytest.mark.benchmark
def test_the_example_is_the_same_in_every_variant(tmp_path):
    case = shutil.copytree(ROOT / "data/example", tmp_path / "example")
    found = []
    for number, variant in enumerate(VARIANTS):
        out = tmp_path / str(number)
        subprocess.run(
            [sys.executable, "-c", RUN, "run", "--case", case, "--out", out],
            env=os.environ | variant | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        told = json.loads((out / content.NAME).read_text("utf-8"))
        hashes = {name: it["sha256"] for name, it in told["tables"].items()} | told["files"]
        found.append({name: it for name, it in hashes.items() if name not in OF_THE_RUN})
    print(f"\n{len(found[0])} tables and files, {len(found)} variants")
    assert all(each == found[0] for each in found)


@pytest.mark.benchmark
def test_linking_many_rows_is_the_same_with_any_threads_and_in_any_order():
    rows = generate_table(77, 15_000)
    found = []
    for threads in (1, 4, 3):
        with models.blank() as connection:
            connection.execute(f"set threads = {threads}")
            fields = {field.name for field in models.tables()[FROM].columns}
            connection.register("given", rows.select(sorted(fields & set(rows.column_names))))
            shuffled = f"select * from given order by hash(record_id, {threads})"
            models.replace(connection, models.tables()[FROM], shuffled)
            for table in steps():
                models.build(connection, table)
            found.append([content.hashed(connection, table) for table in steps()])
    print(f"\n{sum(table['rows'] for table in found[0])} rows in {len(found[0])} tables")
    assert all(each == found[0] for each in found)
