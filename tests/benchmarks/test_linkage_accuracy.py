"""How well lists are linked, how sure of it we may be, and whether intervals hold the truth.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_linkage_accuracy.py`
"""

from collections import Counter

import numpy as np
import pytest

from tests.linkage import evaluate
from tests.linkage.lists import generate
from tests.models.linkage_lists import filled

SEEDS = range(9201, 9209)
KINDS = {
    "ids partly": {},
    "no ids": {"ids": "none"},
    "three lists": {"sizes": {"official": 1000, "ngo": 500, "press": 400}},
}


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
        counts = np.array(evaluate.counted_by_draw(connection))
        low, high = np.quantile(counts, [0.025, 0.975], method="inverted_cdf")
        truth = evaluate.on_several_lists(lists.person)
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
    assert hits >= 0.9
