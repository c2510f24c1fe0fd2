"""Decisions that contradict one another are found, exactly, wherever they are looked at."""

from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
from expectations.rule import query
from pipelines.review_judgement import Judgement, contradictions, standing

ROWS = "abcdef"
PAIRS = list(combinations(ROWS, 2))
DECISIONS = st.lists(
    st.tuples(
        st.sampled_from(PAIRS), st.sampled_from(["same", "same", "same", "different", "unsure"])
    ),
    max_size=14,
)
JUDGEMENT = models.tables()["linkage.judgement"]


def judged(told, where):
    return [
        Judgement(*pair, word, "revisora", "x", f"{where} {number}", date(2026, 2, 1))
        for number, (pair, word) in enumerate(told)
    ]


def is_contradictory(decisions):
    """Colour the rows until nothing changes; a different pair of one colour contradicts."""
    last = standing(decisions)
    colour = {record: record for record in ROWS}
    for _ in colour:
        for (left, right), decision in last.items():
            if decision.judgement == "same":
                colour[left] = colour[right] = min(colour[left], colour[right])
    return any(
        decision.judgement == "different" and colour[left] == colour[right]
        for (left, right), decision in last.items()
    )


@given(DECISIONS, DECISIONS)
def test_decisions_are_refused_exactly_where_they_make_a_contradiction(before, after):
    held = judged(before, "file")
    fresh = list(standing(judged(after, "sheet")).values())
    if not is_contradictory(held):
        refused = bool(contradictions(standing(held), fresh))
        assert refused == is_contradictory([*held, *fresh])


@given(DECISIONS)
def test_a_refusal_names_a_chain_of_decisions_that_hold(told):
    last = standing(judged(told, "sheet"))
    for message in contradictions({}, last.values()):
        named = {each for each in last.values() if f"{each.where}: " in message}
        (different,) = [each for each in named if each.judgement == "different"]
        ends = [record for each in named for record in each.pair]
        assert {each.judgement for each in named} == {"same", "different"}
        assert all(ends.count(record) == 2 for record in ends), "a circle"
        assert message.startswith(different.where)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DECISIONS, st.sets(st.sampled_from(ROWS)))
def test_a_run_is_refused_exactly_where_what_is_kept_contradicts_itself(bench, told, gone):
    bench.clear()
    present = [{"record_id": row} for row in ROWS if row not in gone]
    bench.given("staging.record", *present)
    rows = [
        {
            "left_record_id": pair[0],
            "right_record_id": pair[1],
            "judgement": word,
            "judged_by": "revisora",
            "judged_on": "2026-02-01",
        }
        for pair, word in told
    ]
    bench.given("raw.judgement", *rows)
    bench.run("linkage.judgement")
    failing = bench.found(f"select * from ({query(JUDGEMENT)}) where contradicts")
    kept = [each for each in judged(told, "file") if gone.isdisjoint(each.pair)]
    assert bool(failing) == is_contradictory(kept)


@pytest.mark.parametrize("length", [2, 3, 30])
def test_chains_of_any_length_are_named_whole(length):
    rows = [f"r{number:02}" for number in range(length + 1)]
    ties = [(pair, "same") for pair in pairwise(rows)]
    (message,) = contradictions({}, judged([*ties, ((rows[0], rows[-1]), "different")], "line"))
    assert message.startswith(f"line {length}: r00 and r{length:02} are judged different people")
    assert message.count(" = ") == message.count("(revisora, 2026-02-01)") - 1 == length
