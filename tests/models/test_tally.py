"""Who counts what, and why a counted row of one side is no unit of the other."""

import random
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from tests.models.worlds import claim, record, worked_example

SOURCES = {
    "north": {"source_kind": "release_list", "independence_group": "north"},
    "south": {"source_kind": "release_list", "independence_group": "south"},
    "south_register": {"source_kind": "register", "independence_group": "south"},
    "south_status": {"source_kind": "status_list", "independence_group": "south"},
}


def january(day):
    return date(2026, 1, day)


def row(record_id, source_id, day=None, **stated):
    """A row of the person "a" unless another is given; without a day it is undated."""
    dates = {"occurred_from": day, "occurred_to": day, "date_basis": "stated" if day else "none"}
    person = stated.pop("person_id", "a")
    order = {"list_order": int(record_id[1:])}
    return record(record_id, source_id, SOURCES[source_id], person, **dates | order | stated)


@pytest.fixture
def judged(bench):
    """The reasons of each counted row of the north's list; IN_BOTH stands for none."""

    def judge(*rows, north=None, south=None, case=None):
        bench.give_world(
            {
                "records": rows,
                "sources": SOURCES,
                "x": claim("X", evidence_sources=["north"], **(north or {})),
                "y": claim("Y", evidence_sources=["south"], **(south or {})),
                "case": {"precedence": [], **(case or {})},
            }
        )
        return {
            found["record_id"]: ["IN_BOTH"] if found["in_both"] else found["all_reasons"]
            for found in bench.run("tally.judged")
            if found["side"] == "from" and found["counted"]
        }

    return judge


# A row of another person, so that both sides have rows.
SOUTH = row("r9", "south", january(9), person_id="z")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"event": "transfer"}, "TRANSFER"),
        ({"event": "death"}, "DEATH"),
        ({"event": "order"}, "ORDER_PENDING"),
        ({"event": "measure_lifted"}, "MEASURE_LIFTED"),
        ({"accompanies": "la madre"}, "DEPENDENT"),
        ({"political": "no"}, "NOT_POLITICAL"),
        ({"offence_excluded": True}, "EXCLUDED_OFFENCE"),
        ({"detained_from": january(7)}, "SHORT_ARREST"),
        ({"nationality": ["CO", "IT"]}, "FOREIGN"),
        ({"category": "military"}, "MILITARY"),
        ({"category": "adolescent"}, "ADOLESCENT"),
        ({"is_minor": "yes"}, "ADOLESCENT"),
        ({"event": "house_arrest"}, "HOUSE_ARREST"),
        ({"measure": ["full_freedom", "house_arrest"]}, "HOUSE_ARREST"),
        ({"measure": ["reporting"]}, "CONDITIONAL"),
        ({"name_parts": 1}, "UNIDENTIFIABLE"),
    ],
)
def test_a_field_gives_its_code_where_the_scope_excludes_it(judged, told, reason):
    given = row("r1", "north", january(9), **told)
    assert judged(given, SOUTH, south={"excludes": [reason]}) == {"r1": [reason]}


@pytest.mark.parametrize(
    "told",
    [
        {"political": "unstated"},
        {"political": None},
        {"nationality": ["CO", "VE"]},
        {"nationality": []},
        {"measure": ["full_freedom"]},
        {"measure": ["none_stated"]},
        {"detained_from": january(6)},
        {"accompanies": " "},
        {"is_minor": "no"},
        {"name_parts": 1, "id_valid": True},
    ],
)
def test_what_is_not_stated_gives_no_code(judged, told):
    excludes = ["NOT_POLITICAL", "FOREIGN", "CONDITIONAL", "HOUSE_ARREST", "SHORT_ARREST"]
    excludes += ["DEPENDENT", "ADOLESCENT", "UNIDENTIFIABLE"]
    given = row("r1", "north", january(9), **told)
    assert judged(given, SOUTH, south={"excludes": excludes}) == {"r1": ["NOT_ON_LIST"]}


def test_a_code_that_the_scope_does_not_name_shuts_nothing_out(judged):
    assert judged(row("r1", "north", january(9), event="transfer"), SOUTH) == {
        "r1": ["NOT_ON_LIST"]
    }


@pytest.mark.parametrize(
    ("day", "reason"),
    [(7, "OUT_OF_WINDOW"), (8, "NOT_ON_LIST"), (20, "NOT_ON_LIST"), (21, "OUT_OF_WINDOW")],
)
def test_a_window_is_closed_at_both_ends(judged, day, reason):
    window = {"window_start": january(8), "window_end": january(20)}
    assert judged(row("r1", "north", january(day)), SOUTH, south=window) == {"r1": [reason]}


def test_a_date_that_may_lie_in_the_window_is_undetermined(judged):
    found = judged(row("r1", "north"), SOUTH, south={"window_start": january(8)})
    assert found == {"r1": ["UNDETERMINED"]}


def test_nothing_after_the_cut_off_counts(judged):
    said = {"as_of": january(20), "window_end": january(31)}
    assert judged(row("r1", "north", january(21)), SOUTH, south=said) == {"r1": ["OUT_OF_WINDOW"]}


def test_who_is_on_a_register_of_the_other_side_is_unverified(judged):
    held = row("r2", "south_register")
    assert judged(row("r1", "north", january(9)), held, SOUTH) == {"r1": ["UNVERIFIED"]}


def test_a_release_of_the_same_person_at_another_date_is_not_on_the_list(judged, bench):
    rows = row("r1", "north", january(9)), row("r2", "south", january(30))
    assert judged(*rows, row("r3", "south_register")) == {"r1": ["NOT_ON_LIST"]}
    [told] = [row for row in bench.run("tally.judged") if row["record_id"] == "r1"]
    assert told["other_from"] == january(30)


def test_the_other_sides_own_lists_decide_where_they_name_the_release(judged):
    rows = row("r1", "north", january(9)), row("r2", "south", january(9), political="no")
    found = judged(*rows, SOUTH, south={"excludes": ["NOT_POLITICAL", "HOUSE_ARREST"]})
    assert found == {"r1": ["NOT_POLITICAL"]}


def test_a_release_that_the_other_side_counts_is_in_both_whatever_this_side_says(judged):
    rows = row("r1", "north", january(9), political="no"), row("r2", "south", january(12))
    assert judged(*rows, south={"excludes": ["NOT_POLITICAL"]}) == {"r1": ["IN_BOTH"]}


def test_leaving_cancels_the_order_and_not_the_population(judged):
    rows = (
        row("r1", "north", january(10), event="order", political="no"),
        row("r2", "north", january(12), event="release"),
    )
    found = judged(
        *rows,
        SOUTH,
        north={"unit": "release"},
        south={"excludes": ["ORDER_PENDING", "NOT_POLITICAL"]},
    )
    assert found == {"r1": ["NOT_POLITICAL"]}


def test_rows_pair_off_in_order_and_the_surplus_is_duplicate_alone(judged):
    rows = [row(f"r{n}", "north", january(9)) for n in (1, 2, 3)]
    others = [row(f"r{n}", "south", january(9)) for n in (4, 5)]
    assert judged(*rows, *others) == {"r1": ["IN_BOTH"], "r2": ["IN_BOTH"], "r3": ["DUPLICATE"]}


@pytest.mark.parametrize("unit", ["release", "person"])
def test_a_further_row_is_a_duplicate_where_the_other_side_counts_less_finely(judged, unit):
    rows = [row(f"r{n}", "north", january(9)) for n in (1, 2)]
    both = judged(*rows, row("r3", "south", january(9)), south={"unit": unit})
    assert both == {"r1": ["IN_BOTH"], "r2": ["DUPLICATE"]}


def test_a_further_release_is_a_repeat_where_the_other_side_counts_persons(judged):
    rows = row("r1", "north", january(1)), row("r2", "north", january(30))
    found = judged(*rows, SOUTH, south={"unit": "person"})
    assert found == {"r1": ["NOT_ON_LIST"], "r2": ["REPEAT", "NOT_ON_LIST"]}


def test_the_release_that_the_other_side_counts_is_the_first(judged):
    rows = row("r1", "north", january(1)), row("r2", "north", january(30))
    found = judged(*rows, row("r3", "south", january(30)), south={"unit": "person"})
    assert found == {"r1": ["REPEAT"], "r2": ["IN_BOTH"]}


@pytest.mark.parametrize(
    ("rearrested", "expected"),
    [
        (24, {"r1": ["REARRESTED"], "r2": ["NOT_ON_LIST"]}),
        (31, {"r1": ["NOT_ON_LIST"], "r2": ["REARRESTED"]}),
    ],
)
def test_a_net_count_takes_off_the_latest_release_before_the_rearrest(judged, rearrested, expected):
    rows = row("r1", "north", january(5)), row("r2", "north", january(30))
    back = row("r3", "south_status", january(rearrested), event="rearrest")
    assert judged(*rows, back, SOUTH, south={"basis": "net_of_rearrest"}) == expected


def test_a_gross_count_takes_off_nothing(judged):
    back = row("r3", "south_status", january(24), event="rearrest")
    assert judged(row("r1", "north", january(5)), back, SOUTH) == {"r1": ["NOT_ON_LIST"]}


def test_reasons_stand_in_order_of_precedence(judged):
    told = row("r1", "north", january(9), political="no", event="transfer", category="military")
    excludes = {"excludes": ["MILITARY", "NOT_POLITICAL", "TRANSFER"]}
    assert judged(told, SOUTH, south=excludes) == {"r1": ["TRANSFER", "NOT_POLITICAL", "MILITARY"]}


def test_a_case_may_put_some_reasons_first(judged, bench):
    told = row("r1", "north", january(9), political="no", event="transfer", category="military")
    excludes = {"excludes": ["MILITARY", "NOT_POLITICAL", "TRANSFER"]}
    found = judged(told, SOUTH, south=excludes, case={"precedence": ["MILITARY"]})
    assert found == {"r1": ["MILITARY", "TRANSFER", "NOT_POLITICAL"]}
    order = sorted(bench.run("tally.reason_order"), key=lambda reason: reason["rank"])
    assert [reason["reason"] for reason in order[:2]] == ["MILITARY", "DUPLICATE"]
    assert len({reason["reason"] for reason in order}) == len(order) == 23


@pytest.mark.parametrize(
    ("unit", "counted"),
    [("row", 4), ("release", 3), ("person", 2), ("order", 4), ("beneficiary", 4)],
)
def test_a_side_counts_in_its_unit(judged, unit, counted):
    rows = [
        row("r1", "north", january(1)),
        row("r2", "north", january(1)),
        row("r3", "north", january(30)),
        row("r4", "north", january(9), person_id="b"),
    ]
    assert len(judged(*rows, SOUTH, north={"unit": unit})) == counted


def test_a_row_that_its_own_side_does_not_count_keeps_its_own_reasons(judged, bench):
    rows = (
        row("r1", "north", january(9), political="no"),
        row("r2", "north", january(9), person_id="b"),
    )
    assert judged(*rows, SOUTH, north={"excludes": ["NOT_POLITICAL"]}) == {"r2": ["NOT_ON_LIST"]}
    [own] = [told for told in bench.run("tally.judged") if told["record_id"] == "r1"]
    assert (own["counted"], own["in_both"], own["all_reasons"]) == (False, False, ["NOT_POLITICAL"])


def test_a_comparison_without_rows_on_both_sides_has_no_row_bridge(judged, bench):
    assert judged(row("r1", "north", january(9))) == {}
    assert bench.run("tally.row_line") == []


# The worked example -----------------------------------------------------------------------------


def test_the_worked_example_gives_each_row_its_primary_reason(bench):
    bench.give_world(worked_example())
    found = Counter(
        row["primary_reason"] for row in bench.run("tally.judged") if row["side"] == "from"
    )
    assert found == {
        "IN_BOTH": 6,
        "DUPLICATE": 4,
        "OUT_OF_WINDOW": 1,
        "TRANSFER": 1,
        "MEASURE_LIFTED": 1,
        "DEPENDENT": 1,
        "NOT_POLITICAL": 1,
        "UNDETERMINED": 1,
    }


def test_the_worked_example_has_twelve_releases_of_sixteen_rows(bench):
    bench.give_world(worked_example())
    rows = bench.run("linkage.release")
    assert len(rows) == 16
    assert len({row["release_id"] for row in rows}) == 12


def test_the_worked_example_shares_each_row_among_its_reasons(bench):
    bench.give_world(worked_example())
    lines = bench.run("tally.row_line")
    shares = {line["reason"]: Fraction(line["shapley"]) for line in lines if line["shapley"]}
    assert shares == {
        "DUPLICATE": Fraction(7, 2),
        "OUT_OF_WINDOW": 2,
        "DEPENDENT": Fraction(1, 2),
        "NOT_POLITICAL": 1,
        "TRANSFER": 1,
        "MEASURE_LIFTED": 1,
        "UNDETERMINED": 1,
    }
    assert sum(shares.values()) == 16 - 6
    for line in lines:
        if line["shapley"]:
            assert line["alone"] <= Fraction(line["shapley"]) <= line["total"]
            assert line["alone"] <= -line["amount"] <= line["total"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"), [(7, 2, "7/2"), (6, 2, "3"), (0, 9, "0"), (4, 6, "2/3")]
)
def test_a_fraction_is_in_lowest_terms(warehouse, numerator, denominator, text):
    found = warehouse.execute("select fraction_text($1, $2)", [numerator, denominator]).fetchall()
    assert found == [(text,)]


@pytest.mark.parametrize("reasons", [1, 7, 17, 18])
def test_a_row_is_shared_out_whole_however_many_reasons_it_has(bench, reasons):
    query = "select default_precedence()"
    carried = bench.connection.execute(query).fetchall()[0][0][:reasons]
    bench.give_world(worked_example())
    row = {
        "comparison_id": "main",
        "from_reading": "stated",
        "to_reading": "stated",
        "side": "from",
        "record_id": "ngo-01",
        "release_id": "R1",
        "person_id": "p01",
        "counted": True,
        "in_both": False,
        "primary_reason": carried[0],
        "all_reasons": carried,
    }
    other = {"side": "to", "record_id": "prs-01", "in_both": True, "all_reasons": []}
    bench.given("tally.judged", row, row | other | {"primary_reason": "IN_BOTH"})
    shares = [line["shapley"] for line in bench.run("tally.row_line") if line["shapley"]]
    assert shares == [str(Fraction(1, reasons))] * reasons


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(bench, seed):
    made = worked_example()
    bench.give_world(made)
    before = sorted(map(repr, bench.run("tally.judged")))
    bench.clear()
    shuffled = random.Random(seed).sample(made["records"], len(made["records"]))
    bench.give_world(made | {"records": shuffled})
    assert sorted(map(repr, bench.run("tally.judged"))) == before


@pytest.mark.parametrize(("event", "reason"), [(None, "ORDER_PENDING"), ("release", "NOT_ON_LIST")])
def test_only_a_row_that_says_so_cancels_an_order(judged, event, reason):
    rows = [
        row("r1", "north", january(9), event=event),
        row("r2", "north", january(9), event="order"),
    ]
    assert judged(*rows, SOUTH, south={"excludes": ["ORDER_PENDING"]})["r1"] == [reason]


@pytest.mark.parametrize("first", ["release", "death"])
def test_of_a_release_and_a_death_on_one_day_a_re_arrest_shuts_out_the_release(judged, first):
    then = {"release": "death", "death": "release"}[first]
    rows = [
        row("r1", "south", january(10), event=first),
        row("r2", "south", january(10), event=then),
        row("r3", "south_status", january(12), event="rearrest"),
        row("r4", "north", january(10)),
    ]
    net = {"basis": "net_of_rearrest", "excludes": ["DEATH"]}
    assert judged(*rows, SOUTH, south=net) == {"r4": ["REARRESTED"]}


def test_a_list_of_re_arrests_alone_has_no_rows_to_bridge(bench):
    sides = {
        "x": claim("X", evidence_sources=["north"]),
        "y": claim("Y", evidence_sources=["south"]),
    }
    records = [row("r1", "north", january(9)), row("r2", "south", january(9), event="rearrest")]
    bench.give_world({"records": records, "sources": SOURCES, "case": {"precedence": []}, **sides})
    assert bench.run("tally.judged") == []
