"""The common scope and what it counts: evidence, measures, re-arrests, and every draw of the linkage."""

import random as randomness
from collections import Counter, defaultdict
from datetime import date

import pytest

import models
from tests.models.test_draw import DRAWS, drawn, key, random_pairs, random_traits
from tests.models.worlds import PENAL, claim, record, world

SOURCES = {
    name: {"source_kind": kind, "independence_group": group}
    for name, kind, group in (
        ("a", "release_list", "a"),
        ("wire", "release_list", "a"),
        ("b", "release_list", "b"),
        ("status", "status_list", "a"),
    )
}
SCOPE = {
    "window_start": "2026-01-08",
    "window_end": "2026-02-09",
    "unit": "person",
    "excludes": ["TRANSFER", "ORDER_PENDING", "MEASURE_LIFTED"],
}


@pytest.fixture
def best(bench):
    """Count rows, each a person, a list, days and what else it says, under a common scope."""

    def counted(*rows, **scope):
        made = []
        for place, (person, source_id, days, told) in enumerate(rows, 1):
            starts, _, ends = days.partition("/")
            dates = {"occurred_from": date.fromisoformat(starts), "date_basis": "stated"}
            dates["occurred_to"] = date.fromisoformat(ends or starts)
            stated = dates | {"event": "release", "list_order": place} | told
            made.append(record(f"r{place}", source_id, SOURCES[source_id], person, **stated))
        bench.give_world(
            {"records": made, "sources": SOURCES, "x": claim("X"), "y": claim("Y")}
            | {"case": {"country": "VE", "release_gap_days": 5}}
        )
        bench.given("raw.common_scope", SCOPE | scope)
        return {
            row["definition"]: (row["count"], row["low"], row["high"])
            for row in bench.run("marts.best_count")
            if {row["unit"]} == {scope.get("unit", "person")}
        }

    return counted


def test_wire_copies_are_one_source(best):
    found = best(
        ("p", "a", "2026-01-10", {}),
        ("p", "wire", "2026-01-10", {}),
        ("q", "a", "2026-01-10", {"verification": "verified"}),
        ("q", "b", "2026-01-10", {}),
    )
    assert found["common_scope"] == (2, 2, 2)
    assert found["common_scope_in_independent_sources"] == (1, 1, 1)
    assert found["verified"] == (1, 1, 1)


def test_a_person_under_three_measures_stands_in_three_lines_and_is_counted_once(best):
    found = best(
        ("p", "a", "2026-01-10", {"measure": ["reporting", "travel_ban", "gag_order"]}),
        ("q", "a", "2026-01-10", {"measure": ["full_freedom"]}),
        ("r", "a", "2026-01-10", {"measure": ["none_stated"]}),
        ("s", "a", "2026-01-10", {"measure": ["full_freedom"]}),
        ("s", "b", "2026-01-10", {"measure": ["reporting"]}),
        ("t", "a", "2026-01-10", {"event": "order"}),
    )
    assert found["common_scope"][0] == 4
    assert {name: found[name][0] for name in ("reporting", "travel_ban", "gag_order")} == {
        "reporting": 2,
        "travel_ban": 1,
        "gag_order": 1,
    }
    assert found["full_freedom"][0] == found["full_freedom_disputed"][0] == 1
    assert found["none_stated"][0] == 1


def test_of_several_releases_of_a_person_the_latest_tells_the_measure(best):
    rows = [
        ("p", "a", "2026-01-10", {"measure": ["reporting"]}),
        ("p", "a", "2026-02-01", {"measure": ["full_freedom"]}),
    ]
    assert best(*rows)["full_freedom"] == (1, 1, 1)
    assert "reporting" not in best(*rows)


def test_house_arrest_has_a_line_only_where_the_scope_admits_it(best):
    rows = [
        ("p", "a", "2026-01-10", {"event": "house_arrest"}),
        ("q", "a", "2026-01-10", {"measure": ["house_arrest", "gag_order"]}),
        ("r", "a", "2026-01-10", {}),
    ]
    found = best(*rows)
    assert (found["house_arrest"], found["gag_order"][0]) == ((2, 2, 2), 1)


def test_a_scope_that_shuts_out_house_arrest_counts_none_of_it(best):
    rows = [("p", "a", "2026-01-10", {"event": "house_arrest"}), ("r", "a", "2026-01-10", {})]
    found = best(*rows, excludes=["HOUSE_ARREST"])
    assert "house_arrest" not in found
    assert found["common_scope"] == (1, 1, 1)


BACK = {"event": "rearrest"}


@pytest.mark.parametrize("basis", ["gross", "net_of_rearrest"])
def test_897_less_one_re_arrested_are_896(best, basis):
    freed = [(f"p{number}", "a", "2026-01-10", {}) for number in range(897)]
    found = best(*freed, ("p0", "status", "2026-01-20", BACK), basis=basis)
    assert found["common_scope"][0] == {"gross": 897, "net_of_rearrest": 896}[basis]
    assert found["back_in_custody"] == (1, 1, 1)
    assert found["net_of_rearrest"] == (896, 896, 896)


@pytest.mark.parametrize("unit", ["person", "release"])
def test_who_was_freed_again_is_not_back(best, unit):
    rows = [
        ("p", "a", "2026-01-10", {}),
        ("p", "status", "2026-01-20", BACK),
        ("p", "a", "2026-01-30", {}),
        ("q", "a", "2026-01-10", {}),
        ("q", "a", "2026-01-30", {}),
        ("q", "status", "2026-02-02", BACK),
        # After the cut-off.
        ("r", "a", "2026-01-10", {}),
        ("r", "status", "2026-02-20", BACK),
    ]
    found = best(*rows, unit=unit)
    took, left = {"person": (1, 2), "release": (2, 3)}[unit]
    assert found["back_in_custody"] == (took,) * 3
    assert found["net_of_rearrest"] == (left,) * 3


def test_a_date_that_may_lie_outside_opens_the_bounds_and_is_not_counted(best):
    rows = [
        ("p", "a", "2026-01-01/2026-01-10", {"measure": ["reporting"]}),
        ("q", "a", "2026-01-10", {}),
        ("q", "status", "2026-01-20", BACK),
    ]
    found = best(*rows)
    assert found["common_scope"] == (1, 1, 2)
    assert found["reporting"] == (0, 0, 1)
    assert found["net_of_rearrest"] == (0, 0, 1)
    assert found["back_in_custody"] == (1, 1, 1)


@pytest.mark.parametrize("basis", ["gross", "net_of_rearrest"])
def test_who_may_have_been_freed_again_may_be_back(best, basis):
    rows = [
        ("p", "a", "2026-01-10", {}),
        ("p", "status", "2026-01-20", BACK),
        ("p", "a", "2026-02-05/2026-02-15", {}),
    ]
    found = best(*rows, basis=basis)
    assert found["common_scope"] == {"gross": (1, 1, 1), "net_of_rearrest": (0, 0, 1)}[basis]
    assert found["back_in_custody"] == found["net_of_rearrest"] == (0, 0, 1)


def test_a_release_is_admitted_as_the_common_scope_counts_it(best, bench):
    best(
        ("p", "a", "2026-01-01/2026-01-10", {}),
        ("q", "a", "2026-01-10", {}),
        ("r", "a", "2026-01-10", {"event": "transfer"}),
    )
    found = {row["person_id"]: row["common_scope"] for row in bench.run("marts.release")}
    assert found == {"p": "possible", "q": "certain", "r": None}


# Draws ------------------------------------------------------------------------------------------

AGAIN = ["linkage.person", "linkage.release", "tally.pool_row", "tally.fact", "tally.rearrested"]
AGAIN += ["tally.verdict", "tally.common_unit"]


def counts(bench, pairs):
    """Certain and possible units by definition, counted from the start with these links."""
    models.fill(bench.connection, models.tables()["linkage.pair"], pairs)
    for name in AGAIN:
        models.build(bench.connection, models.tables()[name])
        bench.touched.add(name)
    rows = bench.connection.execute(
        "select definition, count(*) filter (is_certain), count(*) from tally.common_unit group by 1"
    ).fetchall()
    return {definition: (certain, possible) for definition, certain, possible in rows}


@pytest.mark.parametrize("seed", [4, 5, 8, 15])
def test_each_bound_is_what_counting_every_draw_again_finds(bench, seed):
    random = randomness.Random(seed)
    made = world(random)
    bench.give_world(made)
    del bench.rows["linkage.person"]
    pairs = sorted(random_pairs(random, made["records"]), key=key)
    bench.given("linkage.pair", *pairs)
    bench.given("linkage.trait", *random_traits(random, made["records"]))
    unit = "person" if seed % 2 else "release"
    basis = random.choice(["gross", "net_of_rearrest"])
    bench.given("raw.common_scope", SCOPE | {"excludes": PENAL[:3], "unit": unit, "basis": basis})
    for name in ("linkage.weight", "linkage.alternative"):
        bench.run(name)
    told = {row["definition"]: row for row in bench.run("marts.best_count")}
    persons, lists = (
        dict(bench.connection.execute(query).fetchall())
        for query in (
            "select record_id, person_id from linkage.person",
            "select record_id, source_id from staging.record",
        )
    )
    ups = drawn(pairs, persons, lists)
    published = counts(bench, pairs)
    outcomes = Counter(tuple(ups[key(each)][draw] for each in pairs) for draw in range(DRAWS))
    assert len(outcomes) > 1
    amounts = defaultdict(list)
    for outcome, times in outcomes.items():
        decided = [
            each
            | {"decision": "link" if same else "apart"}
            | ({"odds_bits": 0} if each["decision"] == "link" and not same else {})
            for each, same in zip(pairs, outcome, strict=True)
        ]
        found = counts(bench, decided)
        assert found.keys() <= told.keys()
        for definition in told:
            amounts[definition] += [found.get(definition, (0, 0))] * times
    varied = 0
    for definition, row in told.items():
        if row["count"] is None:
            continue
        certain, possible = published.get(definition, (0, 0))
        lows, highs = (sorted(values) for values in zip(*amounts[definition], strict=True))
        assert row["count"] == certain
        assert row["low"] == min(lows[4], certain)
        assert row["high"] == max(highs[194], possible)
        varied += (row["low"], row["high"]) != (certain, possible)
    assert varied
