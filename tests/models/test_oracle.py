"""The oracle itself, against figures known by hand and identities that any recount must keep."""

import math
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.oracle import (
    PRECEDENCE,
    bridge,
    claim_evidence,
    discrepancy,
    release_facts,
    releases,
    unexplained,
)
from tests.models.worlds import claim, record, worked_example, world

SOURCES = {
    "north": {"source_kind": "release_list", "independence_group": "north"},
    "south": {"source_kind": "release_list", "independence_group": "south"},
    "register": {"source_kind": "register", "independence_group": "south"},
    "status": {"source_kind": "status_list", "independence_group": "south"},
}
CASE = {"country": "VE", "release_gap_days": 14, "precedence": []}
seeds = st.integers(min_value=0, max_value=2**32 - 1)
brief = settings(max_examples=60, deadline=None)


def compared(w: dict[str, Any]) -> tuple[Any, ...]:
    return w["records"], w["sources"], w["x"], w["y"], w["case"]


def january(day: int) -> date:
    return date(2025, 12, 31) + timedelta(days=day)


def row(
    record_id: str,
    source_id: str,
    start: date | None = None,
    end: date | None = None,
    **stated: Any,
) -> dict[str, Any]:
    """A row of the person "a" unless another is given; without a date it is undated."""
    dates = {"occurred_from": start, "occurred_to": end or start}
    basis = {"date_basis": "stated" if start else "none"}
    order = {"list_order": int(record_id[1:])}
    person = stated.pop("person_id", "a")
    return record(
        record_id, source_id, SOURCES[source_id], person, **order | dates | basis | stated
    )


def north(**stated: Any) -> dict[str, Any]:
    return claim("X", evidence_sources=["north"], **stated)


def south(**stated: Any) -> dict[str, Any]:
    return claim("Y", evidence_sources=["south"], **stated)


def reasons(
    records: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]
) -> dict[str, list[str]]:
    """The reasons of each row of X's lists; IN_BOTH stands for none."""
    return {
        found["record_id"]: ["IN_BOTH"] if found["in_both"] else found["all_reasons"]
        for found in discrepancy(records, SOURCES, x, y, CASE)
        if found["side"] == "from"
    }


def parts(records: list[dict[str, Any]]) -> set[frozenset[str]]:
    """The rows of each release."""
    numbers = releases(records, CASE)
    return {
        frozenset(record_id for record_id in numbers if numbers[record_id] == release_no)
        for release_no in numbers.values()
    }


# The worked example ----------------------------------------------------------------------------


def test_the_worked_example_has_sixteen_rows_and_twelve_releases():
    numbers = releases(worked_example()["records"], CASE)
    assert len(numbers) == 16
    assert len(set(numbers.values())) == 12
    assert numbers["prs-01"] == numbers["ngo-01"]


def test_the_worked_example_gives_each_row_its_primary_reason():
    rows = discrepancy(*compared(worked_example()))
    assert Counter(found["primary_reason"] for found in rows if found["side"] == "from") == {
        "IN_BOTH": 6,
        "DUPLICATE": 4,
        "OUT_OF_WINDOW": 1,
        "TRANSFER": 1,
        "MEASURE_LIFTED": 1,
        "DEPENDENT": 1,
        "NOT_POLITICAL": 1,
        "UNDETERMINED": 1,
    }


def test_the_worked_example_shares_each_row_among_its_reasons():
    lines = bridge(*compared(worked_example()))
    assert {line["reason"]: line["shapley"] for line in lines if line["shapley"]} == {
        "DUPLICATE": Fraction(7, 2),
        "OUT_OF_WINDOW": 2,
        "DEPENDENT": Fraction(1, 2),
        "NOT_POLITICAL": 1,
        "TRANSFER": 1,
        "MEASURE_LIFTED": 1,
        "UNDETERMINED": 1,
    }


def test_the_share_is_the_mean_step_over_every_order_of_the_reasons():
    w = worked_example()
    sets = [
        set(found["all_reasons"])
        for found in discrepancy(*compared(w))
        if found["side"] == "from" and not found["in_both"]
    ]
    codes = sorted(set().union(*sets))
    steps = dict.fromkeys(codes, 0)
    for order in permutations(codes):
        for carried in sets:
            steps[next(code for code in order if code in carried)] += 1
    shares = {line["reason"]: line["shapley"] for line in bridge(*compared(w)) if line["shapley"]}
    assert shares == {c: Fraction(steps[c], math.factorial(len(codes))) for c in codes}


def test_the_worked_example_leaves_thirteen_or_fourteen_without_names():
    w = worked_example()
    evidence = claim_evidence(w["records"], w["sources"], w["y"], w["case"])
    assert (evidence["evidenced_low"], evidence["evidenced_high"]) == (6, 7)
    assert (evidence["residual_low"], evidence["residual_high"]) == (13, 14)


def test_wider_readings_of_the_worked_example_bound_what_is_unexplained():
    w = worked_example()
    since_december = w["y"] | {"reading": "since_december", "window_start": date(2025, 12, 1)}
    any_person = since_december | {
        "reading": "any_person",
        "excludes": ["TRANSFER", "MEASURE_LIFTED"],
    }
    anything = any_person | {"reading": "any_measure", "excludes": []}
    readings = [w["y"], since_december, any_person, anything]
    bounds = unexplained(w["records"], w["sources"], readings, w["case"])["stated"]
    assert bounds == {
        "unexplained_low": 8,
        "unexplained_high": 14,
        "widest_reading": "any_measure",
    }


# Releases --------------------------------------------------------------------------------------


def test_a_row_must_lie_near_every_row_of_the_release_before_it():
    rows = [row(f"r{n}", "north", january(day)) for n, day in enumerate([1, 15, 16, 30, 31])]
    assert parts(rows) == {frozenset({"r0", "r1"}), frozenset({"r2", "r3"}), frozenset({"r4"})}


def test_a_rearrest_on_any_list_parts_two_releases():
    rows = [row("r1", "north", january(10)), row("r2", "south", january(12))]
    assert len(parts(rows)) == 1
    for day, expected in ((9, 1), (10, 2), (11, 2), (12, 1)):
        rearrest = row("r3", "status", january(day), event="rearrest")
        assert len(parts([*rows, rearrest])) == expected


def test_a_vaguer_date_joins_the_earliest_release_that_it_may_be():
    days = [row("r1", "north", january(3)), row("r2", "north", january(25))]
    month = row("r3", "south", january(1), january(31))
    late = row("r4", "south", january(18), january(31))
    alone = row("r5", "south", january(50), january(60))
    assert parts([*days, month, late, alone]) == {
        frozenset({"r1", "r3"}),
        frozenset({"r2", "r4"}),
        frozenset({"r5"}),
    }


def test_an_undated_row_joins_the_first_release_and_a_death_no_other_event():
    rows = [
        row("r1", "north", january(3)),
        row("r2", "north", january(25)),
        row("r3", "south"),
        row("r4", "south", january(3), event="death"),
    ]
    assert parts(rows) == {frozenset({"r1", "r3"}), frozenset({"r2"}), frozenset({"r4"})}


def test_leaving_cancels_the_order_and_no_other_code():
    rows = [
        row("r1", "north", january(10), event="order", political="no"),
        row("r2", "north", january(12), event="house_arrest"),
    ]
    (facts,) = release_facts(rows, SOURCES, north(), CASE).values()
    assert facts["codes"] == ["HOUSE_ARREST", "NOT_POLITICAL"]
    assert (facts["occurred_from"], facts["occurred_to"]) == (january(10), january(12))
    assert facts["date_conflict"]


def test_a_short_arrest_is_judged_on_the_date_of_the_release():
    rows = [
        row("r1", "north", january(10), january(31), detained_from=january(9)),
        row("r2", "north", january(11)),
    ]
    (facts,) = release_facts(rows, SOURCES, north(), CASE).values()
    assert facts["codes"] == ["SHORT_ARREST"]
    (facts,) = release_facts(rows[:1], SOURCES, north(), CASE).values()
    assert facts["codes"] == []


# Reasons ---------------------------------------------------------------------------------------


def test_the_other_side_decides_on_a_release_that_its_own_lists_name():
    rows = [row("r1", "north", january(10)), row("r2", "south", january(10), political="no")]
    assert reasons(rows, north(), south(excludes=["NOT_POLITICAL"])) == {"r1": ["NOT_POLITICAL"]}


def test_a_release_that_the_other_side_counts_is_in_both_whatever_it_is_here():
    rows = [row("r1", "north", january(5), political="no"), row("r2", "south", january(10))]
    y = south(excludes=["NOT_POLITICAL"], window_start=january(8))
    assert reasons(rows, north(), y) == {"r1": ["IN_BOTH"]}


def test_exactly_one_evidence_reason_where_no_code_shuts_the_release_out():
    known = row("r9", "register")
    for named, expected in (
        (row("r1", "north", january(10)), "UNVERIFIED"),
        (row("r1", "north", january(10), person_id="b"), "NOT_ON_LIST"),
        (row("r1", "north", january(1), january(10)), "UNDETERMINED"),
        (row("r1", "north", january(1), january(10), name_parts=1), "UNIDENTIFIABLE"),
    ):
        y = south(window_start=january(8))
        assert reasons([named, known], north(), y) == {"r1": [expected]}


def test_where_both_count_rows_they_pair_off_and_the_surplus_is_duplicate_alone():
    rows = [row(f"r{n}", "north", january(10)) for n in (1, 2, 3)]
    rows += [row(f"r{n}", "south", january(10)) for n in (4, 5)]
    assert reasons(rows, north(), south()) == {
        "r1": ["IN_BOTH"],
        "r2": ["IN_BOTH"],
        "r3": ["DUPLICATE"],
    }


def test_where_the_other_side_counts_persons_the_release_it_counts_comes_first():
    rows = [
        row("r1", "north", january(1), political="no"),
        row("r2", "north", january(30)),
        row("r3", "north", january(30)),
        row("r4", "south", january(30)),
    ]
    y = south(unit="person", excludes=["NOT_POLITICAL"])
    assert reasons(rows, north(), y) == {
        "r1": ["REPEAT", "NOT_POLITICAL"],
        "r2": ["IN_BOTH"],
        "r3": ["DUPLICATE"],
    }
    assert reasons(rows[:3], north(), y) == {
        "r1": ["REPEAT", "NOT_POLITICAL"],
        "r2": ["NOT_ON_LIST"],
        "r3": ["DUPLICATE", "NOT_ON_LIST"],
    }


def test_rows_of_a_release_that_a_count_of_rows_lacks_are_no_duplicates():
    rows = [row("r1", "north", january(10)), row("r2", "north", january(10))]
    assert reasons(rows, north(), south()) == {"r1": ["NOT_ON_LIST"], "r2": ["NOT_ON_LIST"]}
    assert reasons(rows, north(), south(unit="release"))["r2"] == ["DUPLICATE", "NOT_ON_LIST"]


def test_an_earlier_release_that_only_one_side_names_is_the_repeat():
    rows = [
        row("r1", "north", january(1)),
        row("r2", "north", january(30)),
        row("r3", "south", january(30)),
    ]
    assert reasons(rows, north(), south(unit="person")) == {"r1": ["REPEAT"], "r2": ["IN_BOTH"]}


def test_nothing_after_the_cut_off_counts():
    rows = [row("r1", "north", january(10))]
    y = south(as_of=january(9), window_end=january(31))
    assert reasons(rows, north(), y) == {"r1": ["OUT_OF_WINDOW"]}
    assert reasons(rows, north(), y | {"as_of": january(10)}) == {"r1": ["NOT_ON_LIST"]}


def test_a_person_has_the_reasons_of_the_earliest_release_that_the_other_scope_admits():
    rows = [row("r1", "north", january(1)), row("r2", "north", january(30))]
    x = north(unit="person")
    assert reasons(rows, x, south(window_start=january(8))) == {
        "r1": ["NOT_ON_LIST"],
        "r2": ["REPEAT"],
    }
    assert reasons(rows, x, south(window_start=january(38)))["r1"] == ["OUT_OF_WINDOW"]


def test_a_rearrest_shuts_out_the_latest_release_on_either_list_and_only_that():
    rows = [
        row("r1", "north", january(1)),
        row("r2", "north", january(30)),
        row("r3", "south", january(1)),
        row("r4", "status", january(32), event="rearrest"),
        row("r5", "north", person_id="b"),
        row("r6", "status", january(32), event="rearrest", person_id="b"),
    ]
    y = south(basis="net_of_rearrest")
    assert reasons(rows, north(), y) == {
        "r1": ["IN_BOTH"],
        "r2": ["REARRESTED"],
        "r5": ["REARRESTED"],
    }
    before = y | {"as_of": january(31)}
    assert reasons(rows, north(), before)["r2"] == ["NOT_ON_LIST"]


def test_a_rearrest_on_the_day_of_a_release_comes_after_it():
    rows = [
        row("r1", "north", january(10)),
        row("r2", "status", january(10), event="rearrest"),
        row("r3", "north", january(10), person_id="b"),
        row("r4", "status", january(9), event="rearrest", person_id="b"),
    ]
    found = reasons(rows, north(), south(basis="net_of_rearrest"))
    assert found == {"r1": ["REARRESTED"], "r3": ["NOT_ON_LIST"]}


def test_an_undated_release_counts_again_once_the_person_is_out_of_custody():
    rows = [
        row("r1", "north", event="death"),
        row("r2", "status", january(10), event="rearrest"),
        row("r3", "south", january(12)),
    ]
    y = south(basis="net_of_rearrest")
    assert reasons(rows, north(), y) == {"r1": ["NOT_ON_LIST"]}
    assert reasons(rows[:2], north(), y) == {"r1": ["REARRESTED"]}


def test_a_row_that_its_own_claim_does_not_count_keeps_its_own_reasons():
    rows = [
        row("r1", "north", january(10)),
        row("r2", "north", january(10)),
        row("r3", "north", january(30), political="no"),
        row("r4", "north", january(30), political="no"),
    ]
    x = north(unit="release", excludes=["NOT_POLITICAL"])
    assert reasons(rows, x, south()) == {
        "r1": ["NOT_ON_LIST"],
        "r2": ["DUPLICATE"],
        "r3": ["NOT_POLITICAL"],
        "r4": ["NOT_POLITICAL"],
    }


@pytest.mark.parametrize("code", ["DUPLICATE", "OUT_OF_WINDOW", "UNVERIFIED", "UNITEMISED"])
def test_a_claim_cannot_exclude_what_no_scope_may_name(code):
    with pytest.raises(ValueError, match=code):
        discrepancy([], SOURCES, north(excludes=[code]), south(), CASE)


# Residuals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        (1, "exact", None),
        (3, "exact", ("UNITEMISED", 2, 2, 2)),
        (0, "exact", ("BEYOND_CLAIM", -1, -1, -1)),
        (1, "about", None),
        (1, "at_least", ("UNITEMISED", 0, 0, None)),
        (3, "more_than", ("UNITEMISED", 2, 3, None)),
        (0, "at_least", ("UNITEMISED", -1, 0, None)),
    ],
)
def test_the_residual_is_what_the_names_leave_of_the_figure(value, qualifier, expected):
    rows = [row("r1", "north", january(10)), row("r2", "south", january(10))]
    said = {"value": value, "qualifier": qualifier}
    columns = ("reason", "amount", "amount_low", "amount_high")
    to_lines = bridge(rows, SOURCES, north(value=1), south(**said), CASE)
    found = [tuple(line[c] for c in columns) for line in to_lines if line["side"] == "to"][:-1]
    assert found == ([expected] if expected else [])
    from_lines = bridge(rows, SOURCES, north(**said), south(value=1), CASE)
    found = [tuple(line[c] for c in columns) for line in from_lines if line["side"] == "from"][1:]
    if expected:
        reason, amount, low, high = expected
        mirrored = (reason, -amount, None if high is None else -high, -low)
        assert found == [mirrored]
    else:
        assert found == []


# Identities on random worlds -------------------------------------------------------------------


@brief
@given(seeds)
def test_every_row_has_one_place_and_the_same_whatever_the_precedence(seed):
    w = world(Random(seed))
    rows = discrepancy(*compared(w))
    keys = Counter((found["side"], found["record_id"]) for found in rows)
    assert set(keys.values()) <= {1}
    for found in rows:
        assert found["in_both"] == (found["primary_reason"] == "IN_BOTH")
        assert found["in_both"] == (not found["all_reasons"])
        assert found["counted"] or not found["in_both"]
        assert found["in_both"] or found["primary_reason"] == found["all_reasons"][0]
    backwards = w | {"case": w["case"] | {"precedence": PRECEDENCE[::-1]}}
    for found, other in zip(rows, discrepancy(*compared(backwards)), strict=True):
        assert found["in_both"] == other["in_both"]
        assert set(found["all_reasons"]) == set(other["all_reasons"])


@brief
@given(seeds)
def test_the_bridge_closes_and_two_named_lists_explain_each_other(seed):
    w = world(Random(seed))
    rows, lines = discrepancy(*compared(w)), bridge(*compared(w))
    assert [line["line_no"] for line in lines] == list(range(1, len(lines) + 1))
    assert sum(line["amount"] for line in lines) == w["y"]["value"]
    assert lines[-1]["running_total"] == w["y"]["value"]
    counted = {
        side: [found for found in rows if found["side"] == side and found["counted"]]
        for side in ("from", "to")
    }
    both = {side: sum(found["in_both"] for found in counted[side]) for side in counted}
    assert both["from"] == both["to"]
    for side, claimed in (("from", w["x"]), ("to", w["y"])):
        own = [line for line in lines if line["side"] == side]
        named = sum(line["named"] for line in own if line["shapley"])
        assert both[side] + named == len(counted[side])
        residual = sum(abs(line["amount"]) for line in own if line["reason"] == "UNITEMISED")
        residual -= sum(abs(line["amount"]) for line in own if line["reason"] == "BEYOND_CLAIM")
        if len(counted[side]) <= claimed["value"] or claimed["value_high"] is not None:
            assert len(counted[side]) + residual == claimed["value"]


@brief
@given(seeds)
def test_shares_add_up_between_alone_and_total(seed):
    w = world(Random(seed))
    rows, lines = discrepancy(*compared(w)), bridge(*compared(w))
    for side in ("from", "to"):
        steps = [line for line in lines if line["side"] == side and line["shapley"] is not None]
        apart = [f for f in rows if f["side"] == side and f["counted"] and not f["in_both"]]
        assert sum(line["shapley"] for line in steps) == len(apart)
        for line in steps:
            assert 0 <= line["alone"] <= line["shapley"] <= line["total"]
            assert line["alone"] <= abs(line["amount"]) == line["named"] <= line["total"]
        cells = Counter(tuple(found["all_reasons"]) for found in apart)
        for line in steps:
            assert line["total"] == sum(n for cell, n in cells.items() if line["reason"] in cell)


@brief
@given(seeds)
def test_rows_are_releases_and_surplus_and_releases_are_persons_and_repeats(seed):
    w = world(Random(seed))
    scope = {"window_start": None, "window_end": None, "basis": "gross", "excludes": []}
    counts = {}
    for unit in ("row", "release", "person"):
        x = w["x"] | scope | {"unit": unit, "as_of": date.max}
        rows = discrepancy(w["records"], w["sources"], x, w["y"], w["case"])
        own = [found for found in rows if found["side"] == "from"]
        counts[unit] = sum(found["counted"] for found in own)
        why = Counter(code for f in own if not f["counted"] for code in f["all_reasons"])
        if unit == "row":
            assert counts["row"] == len(own)
        if unit == "release":
            assert counts["row"] == counts["release"] + why["DUPLICATE"]
            assert counts["release"] == len({found["release_no"] for found in own})
        if unit == "person":
            assert counts["person"] == len({found["person_id"] for found in own})
            further = {f["release_no"] for f in own if "REPEAT" in f["all_reasons"]}
            assert counts["release"] == counts["person"] + len(further)


@brief
@given(seeds)
def test_what_is_itemised_and_evidenced_keeps_its_bounds(seed):
    w = world(Random(seed))
    for side in ("x", "y"):
        claimed = w[side] | {"basis": "gross"}
        found = claim_evidence(w["records"], w["sources"], claimed, w["case"])
        assert 0 <= found["evidenced_low"] <= found["evidenced_high"]
        if claimed["unit"] in {"release", "person"}:  # any other unit itemises rows
            assert found["itemised"] <= found["evidenced_high"]
        assert found["residual_low"] == claimed["value_low"] - found["evidenced_high"]
        assert (found["residual_high"] is None) == (claimed["value_high"] is None)


@brief
@given(seeds)
def test_order_of_rows_and_names_of_ids_change_nothing(seed):
    w = world(Random(seed))
    shuffled = Random(seed).sample(w["records"], len(w["records"]))
    renamed = [
        found | {"record_id": f"z{found['record_id'][::-1]}", "person_id": found["person_id"][::-1]}
        for found in shuffled
    ]
    assert bridge(*compared(w | {"records": renamed})) == bridge(*compared(w))


@brief
@given(seeds)
def test_a_source_of_other_persons_changes_no_bridge(seed):
    w = world(Random(seed))
    stranger = {"source_kind": "release_list", "independence_group": "stranger"}
    others = [
        found
        | stranger
        | {"record_id": f"s{n}", "source_id": "stranger", "person_id": f"s{found['person_id']}"}
        for n, found in enumerate(w["records"])
        if found["event"] != "rearrest"
    ]
    sources = w["sources"] | {"stranger": stranger}
    more = w | {"records": w["records"] + others, "sources": sources}
    assert bridge(*compared(more)) == bridge(*compared(w))


def by_reason(lines: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    columns = ("amount", "amount_low", "amount_high", "total", "alone", "shapley", "named")
    return {
        (line["side"], line["reason"]): tuple(line[column] for column in columns)
        for line in lines
        if line["reason"] not in {"FROM", "UNITEMISED", "BEYOND_CLAIM"}
    }


def residual(lines: list[dict[str, Any]], side: str) -> int:
    return sum(
        line["amount"]
        for line in lines
        if line["side"] == side and line["reason"] in {"UNITEMISED", "BEYOND_CLAIM"}
    )


@brief
@given(seeds, st.sampled_from(["row", "release", "person"]))
def test_an_exact_duplicate_of_a_row_in_both_is_one_more_duplicate_and_nothing_else(seed, unit):
    w = world(Random(seed))
    w |= {"x": w["x"] | {"unit": unit}, "y": w["y"] | {"unit": "release"}}
    rows, lines = discrepancy(*compared(w)), bridge(*compared(w))
    in_both = [f["record_id"] for f in rows if f["side"] == "from" and f["in_both"]]
    if not in_both:
        return
    original = next(found for found in w["records"] if found["record_id"] == in_both[0])
    last = max(f["list_order"] for f in w["records"] if f["source_id"] == original["source_id"])
    again = original | {"record_id": "again", "list_order": last + 1}
    more = w | {"records": [*w["records"], again]}
    (added,) = [
        found
        for found in discrepancy(*compared(more))
        if found["record_id"] == "again" and found["side"] == "from"
    ]
    assert added["all_reasons"] == ["DUPLICATE"]
    after = bridge(*compared(more))
    if unit != "row":
        assert after == lines
        return
    assert residual(after, "from") == residual(lines, "from") + 1
    assert residual(after, "to") == residual(lines, "to")
    before = by_reason(lines)
    amount, low, high, total, alone, share, named = before.get(
        ("from", "DUPLICATE"), (0, 0, 0, 0, 0, 0, 0)
    )
    before["from", "DUPLICATE"] = (
        *(amount - 1, low - 1, high - 1),
        *(total + 1, alone + 1, share + 1, named + 1),
    )
    assert by_reason(after) == before


def test_random_worlds_reach_every_reason_on_both_sides_counted_or_not():
    met = set()
    for seed in range(400):
        for found in discrepancy(*compared(world(Random(seed)))):
            met |= {(found["side"], found["counted"], code) for code in found["all_reasons"]}
            met |= {(found["side"], True, "IN_BOTH")} if found["in_both"] else set()
    evidence = {"UNDETERMINED", "UNVERIFIED", "NOT_ON_LIST"}
    for side in ("from", "to"):
        assert {code for s, counted, code in met if s == side and counted} == {
            *PRECEDENCE,
            "IN_BOTH",
        }
        not_counted = {code for s, counted, code in met if s == side and not counted}
        assert not_counted == set(PRECEDENCE) - evidence
