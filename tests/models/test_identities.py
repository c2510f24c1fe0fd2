"""What must hold of every bridge, whatever the rows: random worlds, and the same worlds disguised."""

from fractions import Fraction
from random import Random

import pytest

from tests.models.worlds import worked_example, world

SEEDS = [*range(1000, 1002)]
NAMELESS = {"FROM", "TO", "UNITEMISED", "BEYOND_CLAIM"}


@pytest.fixture
def told(bench):
    """The bridge and the evidence of a world, without a name of any row."""

    def tell(made):
        bench.clear()
        bench.give_world(made)
        lines = sorted(bench.run("marts.bridge"), key=lambda line: line["line_no"])
        evidence = sorted(bench.run("marts.claim_evidence"), key=lambda row: row["claim_id"])
        return lines, evidence

    return tell


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bridge_closes_and_every_reason_lies_between_alone_and_total(told, bench, seed):
    made = world(Random(seed))
    lines, _ = told(made)
    assert lines[0]["amount"] == made["x"]["value"]
    assert lines[-1]["running_total"] == sum(line["amount"] for line in lines) == made["y"]["value"]
    rows = [row for row in bench.run("tally.judged") if row["counted"]]
    for side in ("from", "to"):
        here = [line for line in lines if line["side"] == side and line["reason"] not in NAMELESS]
        apart = [row for row in rows if row["side"] == side and not row["in_both"]]
        assert sum(abs(line["amount"]) for line in here) == len(apart)
        assert sum(Fraction(line["shapley"]) for line in here) == len(apart)
        for line in here:
            assert line["alone"] <= Fraction(line["shapley"]) <= line["total"]
            assert line["alone"] <= abs(line["amount"]) == line["named"] <= line["total"]


@pytest.mark.parametrize("seed", SEEDS)
def test_both_sides_have_as_many_units_in_both(told, bench, seed):
    told(world(Random(seed)))
    rows = bench.run("tally.judged")
    both = {
        side: sum(row["in_both"] for row in rows if row["side"] == side) for side in ("from", "to")
    }
    assert both["from"] == both["to"]
    assert {row["in_both"] for row in rows if row["primary_reason"] == "IN_BOTH"} <= {True}
    assert all((row["all_reasons"] == []) == row["in_both"] for row in rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_precedence_moves_amounts_and_nothing_else(told, seed):
    made = world(Random(seed))
    first, _ = told(made)
    case = made["case"] | {"precedence": ["NOT_ON_LIST", "OUT_OF_WINDOW", "CONDITIONAL"]}
    second, _ = told(made | {"case": case})

    def measured(lines):
        kept = ("side", "reason", "total", "alone", "shapley")
        return sorted([tuple(str(line[key]) for key in kept) for line in lines])

    assert measured(first) == measured(second)
    assert first[-1]["running_total"] == second[-1]["running_total"]


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_rows_and_names_of_ids_change_nothing(told, seed):
    made = world(Random(seed))
    before = told(made)
    renamed = [
        row | {"record_id": f"z{row['record_id'][::-1]}", "person_id": row["person_id"][::-1]}
        for row in Random(seed).sample(made["records"], len(made["records"]))
    ]
    assert told(made | {"records": renamed}) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_source_of_other_people_changes_no_bridge(told, seed):
    made = world(Random(seed))
    before, _ = told(made)
    stranger = {"source_kind": "release_list", "independence_group": "stranger"}
    others = [
        row
        | stranger
        | {"record_id": f"s{n}", "source_id": "stranger", "person_id": f"s{row['person_id']}"}
        for n, row in enumerate(made["records"])
    ]
    more = {
        "records": made["records"] + others,
        "sources": made["sources"] | {"stranger": stranger},
    }
    after, _ = told(made | more)
    assert after == before


def test_the_same_rows_again_give_the_same_bridge(told):
    made = world(Random(1))
    assert told(made) == told(made)


def test_an_exact_duplicate_of_a_row_in_both_is_one_more_duplicate_and_nothing_else(told):
    made = worked_example()
    before, _ = told(made)
    again = made["records"][0] | {"record_id": "ngo-07", "row_id": "ngo-07", "list_order": 7}
    after, evidence = told(made | {"records": [*made["records"], again]})

    def amounts(lines):
        return {(line["side"], line["reason"]): line["amount"] for line in lines}

    changed = dict(amounts(after).items() - amounts(before).items())
    assert changed == {("from", "DUPLICATE"): -5, ("from", "BEYOND_CLAIM"): 1}
    assert (evidence[1]["evidenced_low"], evidence[1]["evidenced_high"]) == (6, 7)
