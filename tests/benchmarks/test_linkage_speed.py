"""How long joining a million rows takes, and what the draws add to a run of the example case.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_linkage_speed.py`
"""

import subprocess
import sys
import time

import pytest

import models
from pipelines.case import ROOT

DRAWN = ("linkage.alternative", "tally.alternative", "marts.draw", "marts.judgement", "marts.link")
MILLION = """
insert into staging.record by name
select
    'list:' || left(sha256(number::varchar), 20) as record_id,
    if(number % 4 = 0, 'register', 'list') as source_id,
    if(number % 4 = 0, 'register', 'release_list') as source_kind,
    'group' as independence_group,
    '0' as document_sha256,
    number as locator,
    number as list_order,
    'given_first' as name_order,
    false as offence_excluded,
    [] as flags
from range(1000000) as numbers (number);

insert into linkage.trait by name
select
    list_order as row_no,
    record_id,
    source_id,
    10 as list_rows,
    [] as tokens,
    true as dates_release,
    'V' || (1000000 + list_order) as id_key,
    hash(record_id) % 10 < 2 as id_valid
from staging.record;

insert into linkage.pair by name
select
    least(one.record_id, other.record_id) as left_record_id,
    greatest(one.record_id, other.record_id) as right_record_id,
    one.list_order as left_no,
    other.list_order as right_no,
    3.0 as odds_bits,
    0.9 as probability,
    'link' as decision,
    'rule' as decided_by
from staging.record as one
join staging.record as other on other.list_order = one.list_order + 1
where one.list_order % 2 = 0
"""


def seconds(connection, name):
    began = time.perf_counter()
    models.build(connection, models.tables()[name])
    return time.perf_counter() - began


@pytest.mark.benchmark
def test_a_million_rows_with_half_a_million_links():
    with models.blank() as connection:
        connection.execute(MILLION)
        print(f"\nlinkage.person {seconds(connection, 'linkage.person'):.1f} s, goal 5")


@pytest.mark.benchmark
def test_what_the_draws_add_to_a_run_of_the_example(tmp_path):
    run = ["-c", "from pipelines.cli import main; main()", "run", "--case", "data/example"]
    subprocess.run(
        [sys.executable, *run, "--out", str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    [build] = (tmp_path / ".build").glob("warehouse-*.duckdb")
    with models.blank(build) as connection:
        taken = {name: seconds(connection, name) for name in DRAWN}
    print()
    print(*(f"{name} {each:.2f} s" for name, each in taken.items()), sep="\n")
    print(f"together {sum(taken.values()):.2f} s, goal 0.4")
