"""Whether the appendix holds the truth where its assumption is true, lists being linked first; and where it is not.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_unlisted.py`
"""

from collections import Counter, defaultdict
from math import exp
from random import Random

import pytest

import models
from tests.linkage.lists import generate
from tests.models.linkage_lists import CASE, filled

SEEDS = range(9301, 9331)
SIZES = {"official": 900, "ngo": 900, "press": 900}
# How likely each list is to name anyone, whoever else does.
SHARES = {"official": 0.55, "ngo": 0.45, "press": 0.35}
SCOPE = {"unit": "person", "basis": "gross", "excludes": [], "estimate_claims": []}
ASSUMED = {"assumption_es": "Independientes.", "assumption_en": "Independent."}
METHODS = ("no_highest_order", "log_linear", "dga")


def captured(seed, unevenness):
    """Rows of people whom each list may name, and how many people there are, on no list too.

    `unevenness` is how far people differ in being seen, by every list alike: the standard deviation
    of the logarithm of the odds.
    """
    everybody = generate(seed, SIZES)
    lists = defaultdict(set)
    for each in everybody.rows:
        lists[everybody.person[each["record_id"]]].add(each["source_id"])
    people = sorted(person for person, on in lists.items() if len(on) == len(SIZES))
    random = Random(f"captured {seed}")
    seen = {person: random.gauss(0, unevenness) for person in people}
    named = {
        (person, source)
        for person in people
        for source, share in SHARES.items()
        if random.random() < 1 / (1 + (1 - share) / share * exp(-seen[person]))
    }
    rows = [
        each
        for each in everybody.rows
        if (everybody.person[each["record_id"]], each["source_id"]) in named
    ]
    return rows, len(people)


def appendix(rows):
    """The lines of the appendix for these rows, by identifier."""
    connection = filled(rows)
    tables = models.tables()
    models.fill(connection, tables["raw.case"], [CASE])
    models.fill(connection, tables["raw.common_scope"], [SCOPE | ASSUMED])
    source = {"publisher": "X", "publisher_kind": "ngo", "source_kind": "release_list"}
    source |= {"files_are": "batches", "date_order": "iso", "name_order": "given_first"}
    lists = [source | {"source_id": name, "independence_group": name} for name in SIZES]
    models.fill(connection, tables["raw.source"], lists)
    wanted = {"marts.estimate"}
    for name in reversed(tables):
        if name in wanted:
            wanted.update(tables[name].needs)
    for name, table in tables.items():
        if name in wanted and (name.startswith("tally.") or name in LINKED):
            models.build(connection, table)
    cursor = connection.execute("select * from marts.estimate")
    columns = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}


LINKED = ("linkage.release", "linkage.alternative", "marts.estimate")


@pytest.mark.benchmark
@pytest.mark.parametrize("unevenness", [0, 1])
def test_lists_that_have_to_be_linked(unevenness):
    holds, off = Counter(), Counter()
    answered = 0
    for seed in SEEDS:
        rows, people = captured(seed, unevenness)
        found = appendix(rows)
        refused = [line["refusal"] for line in found.values() if line["refusal"]]
        print(f"\n{seed}: {people} people, {found['observed']['observed']} listed; {refused or ''}")
        if refused:
            continue
        answered += 1
        for name in METHODS:
            line = found[name]
            print(f"  {name}: {line['estimate']} ({line['low']}–{line['high']})")
            holds[name] += line["low"] <= people <= line["high"]
            off[name] += line["estimate"] - people
    print(f"unevenness {unevenness}: {answered} of {len(SEEDS)} answered")
    for name in METHODS:
        print(f"  {name}: {holds[name]} hold the truth, off by {off[name] / answered:+.1f}")
    if unevenness == 0:
        assert answered >= len(SEEDS) / 2
        assert min(holds[name] for name in METHODS) >= 0.9 * answered
    else:
        assert max(off["log_linear"], off["dga"]) < 0
