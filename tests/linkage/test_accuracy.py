"""How well lists are linked that nothing was tuned on: the floors, in small; the benchmark shows the rest."""

from functools import cache

import pytest

from tests.linkage.evaluate import linked_pairs, merged, persons, reliability, score
from tests.linkage.lists import Ids, generate
from tests.models.linkage_lists import filled

SEEDS = (9101, 9102, 9103)


@cache
def linked(ids: Ids):
    """For each seed: the lists, the pairs taken for one person, and each scored pair's probability."""
    found = []
    for seed in SEEDS:
        lists = generate(seed, ids=ids)
        connection = filled(lists.rows)
        scored = connection.execute(
            "select left_record_id, right_record_id, probability from linkage.pair"
        ).fetchall()
        found.append((lists, linked_pairs(persons(connection)), scored))
        connection.close()
    return found


def pooled(ids: Ids):
    true, got = set(), set()
    for seed, (lists, pairs, _) in zip(SEEDS, linked(ids), strict=True):
        true |= {(seed, *pair) for pair in lists.true_pairs()}
        got |= {(seed, *pair) for pair in pairs}
    return score(true, got)


def test_lists_with_some_numbers_are_linked_well():
    found = pooled("partly")
    assert found.precision >= 0.985
    assert found.f1 >= 0.97


def test_lists_without_any_number_are_linked_well():
    assert pooled("none").f1 >= 0.93


@pytest.mark.parametrize("kind", ["siblings", "twins", "parent_child", "homonyms"])
def test_few_of_each_kind_of_double_are_merged_where_there_are_numbers(kind):
    told = [merged(lists.hard, pairs)[kind] for lists, pairs, _ in linked("partly")]
    wrong, total = map(sum, zip(*told, strict=True))
    most = {"siblings": 0.05, "twins": 0.05, "parent_child": 0.25, "homonyms": 0.1}[kind]
    assert total > 20
    assert wrong / total <= most


def test_of_all_doubles_at_most_one_in_twenty_is_merged():
    told = [
        pair for lists, pairs, _ in linked("partly") for pair in merged(lists.hard, pairs).values()
    ]
    wrong, total = map(sum, zip(*told, strict=True))
    assert wrong / total <= 0.05


@pytest.mark.benchmark
@pytest.mark.parametrize("ids", ["partly", "none"])
def test_probabilities_can_be_counted_on(ids):
    told = [
        (probability, (left, right) in lists.true_pairs())
        for lists, _, scored in linked(ids)
        for left, right, probability in scored
    ]
    _, error = reliability(told)
    assert error <= 0.03
