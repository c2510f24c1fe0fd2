"""How well lists are linked, how sure of it we may be, and whether intervals hold the truth.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_linkage_accuracy.py`
"""

from collections import Counter, defaultdict

import numpy as np
import pytest

import models
from tests.linkage import evaluate
from tests.linkage.lists import generate
from tests.models.linkage_lists import filled

SEEDS = range(9201, 9209)
KINDS = {
    "ids partly": {},
    "no ids": {"ids": "none"},
    "three lists": {"sizes": {"official": 1000, "ngo": 500, "press": 400}},
}
CASE = {
    "case_es": "Listas inventadas",
    "case_en": "Invented lists",
    "country": "VE",
    "timezone": "America/Caracas",
    "identity": "ve_cedula",
    "release_gap_days": 14,
    "precedence": [],
}


def on_several_lists(groups) -> int:
    """How many persons stand on two lists or more."""
    return sum(len({record.split(":")[0] for record in group}) > 1 for group in groups)


def groups_of(persons):
    held = defaultdict(list)
    for record, person in persons.items():
        held[person].append(record)
    return held


def drawn_counts(connection, persons):
    """In each draw of the linkage, how many persons stand on two lists or more."""
    tables = models.tables()
    models.fill(connection, tables["raw.case"], [CASE])
    for name in ("linkage.release", "linkage.alternative"):
        models.build(connection, tables[name])
    held = groups_of(persons)
    counts = np.full(200, on_several_lists(held.values()))
    told = connection.execute("select draws, members from linkage.alternative").fetchall()
    for draws, members in told:
        otherwise = groups_of({each["record_id"]: each["person_no"] for each in members})
        now = {persons[each["record_id"]] for each in members}
        moved = on_several_lists(otherwise.values()) - on_several_lists(held[one] for one in now)
        counts[[draw - 1 for draw in draws]] += moved
    return counts


@pytest.mark.benchmark
@pytest.mark.parametrize("kind", KINDS)
def test_accuracy(kind):
    scores, doubles, noise, told, covered = [], Counter(), Counter(), [], []
    for seed in SEEDS:
        lists = generate(seed, **KINDS[kind])
        connection = filled(lists.rows)
        persons = evaluate.persons(connection)
        pairs = evaluate.linked_pairs(persons)
        true = lists.true_pairs()
        scores.append(evaluate.score(true, pairs))
        for name, (wrong, total) in evaluate.merged(lists.hard, pairs).items():
            doubles.update({(name, "merged"): wrong, (name, "all"): total})
        for name, (right, total) in evaluate.recall_by_noise(lists, pairs).items():
            noise.update({(name, "found"): right, (name, "all"): total})
        scored = connection.execute(
            "select left_record_id, right_record_id, probability from linkage.pair"
        ).fetchall()
        told += [(probability, (left, right) in true) for left, right, probability in scored]
        counts = drawn_counts(connection, persons)
        low, high = np.quantile(counts, [0.025, 0.975], method="inverted_cdf")
        truth = on_several_lists(groups_of(lists.person).values())
        covered.append((low <= truth <= high, truth - counts.mean(), high - low))
        connection.close()
    print(f"\n{kind}: {len(SEEDS)} seeds")
    for name in ("precision", "recall", "f1"):
        values = [getattr(score, name) for score in scores]
        print(f"  {name:9} mean {np.mean(values):.4f}, least {min(values):.4f}")
    for name in sorted({name for name, _ in doubles}):
        print(f"  {name} merged: {doubles[name, 'merged']} of {doubles[name, 'all']}")
    for name in sorted({name for name, _ in noise}):
        print(f"  recall with {name}: {noise[name, 'found']} of {noise[name, 'all']}")
    table, error = evaluate.reliability(told)
    for mean, share, number in table:
        print(f"  probability {mean:.2f}: {share:.2f} true of {number}")
    print(f"  expected calibration error {error:.4f}")
    hits, bias, width = np.mean(covered, axis=0)
    print(f"  persons on two lists or more: the interval holds the truth in {hits:.0%};")
    print(f"  truth less mean of the draws {bias:+.1f}, width of the interval {width:.1f}")
    assert error <= 0.03
