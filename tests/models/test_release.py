"""Which rows of a person tell of one release."""

from itertools import count
from random import Random

import pytest


@pytest.fixture
def formed(given, run):
    """The releases, as sets of record ids, of rows given as id: (dates, event or person)."""

    def form(rows, rearrests=(), gap=14):
        given("raw.case", {"release_gap_days": gap})
        number = count(1)
        for record_id, start, *rest in [*rows, *rearrests]:
            told = rest[0] if rest else {}
            dated = {"occurred_from": start, "occurred_to": start, "date_basis": "stated"}
            if start is None:
                dated = {"date_basis": "until_publication", "occurred_to": "2026-02-09"}
            person = told.get("person_id", "p1")
            stated = {key: told[key] for key in told if key != "person_id"}
            record = {"record_id": record_id, "event": "release", "list_order": next(number)}
            given("staging.record", record | dated | stated)
            given("linkage.person", {"record_id": record_id, "person_id": person})
        releases = {}
        for row in run("linkage.release"):
            releases.setdefault(row["release_id"], set()).add(row["record_id"])
        return sorted(sorted(rows) for rows in releases.values())

    return form


def back(day, kind="status_list"):
    return ("back", day, {"event": "rearrest", "source_kind": kind})


MONTH = {"occurred_to": "2026-01-31"}


def test_rows_within_fourteen_days_are_one_release(formed):
    assert formed([("a", "2026-01-08"), ("b", "2026-01-22")]) == [["a", "b"]]


def test_rows_fifteen_days_apart_are_two(formed):
    assert formed([("a", "2026-01-08"), ("b", "2026-01-23")]) == [["a"], ["b"]]


def test_the_case_says_how_many_days(formed):
    assert formed([("a", "2026-01-08"), ("b", "2026-01-09")], gap=0) == [["a"], ["b"]]


def test_a_chain_does_not_stretch(formed):
    rows = [("a", "2026-01-08"), ("b", "2026-01-20"), ("c", "2026-02-01")]
    assert formed(rows) == [["a", "b"], ["c"]]


def test_two_persons_never_share_a_release(formed):
    rows = [("a", "2026-01-08"), ("b", "2026-01-08", {"person_id": "p2"})]
    assert formed(rows) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-07", [["a", "b"]]),
        ("2026-01-08", [["a"], ["b"]]),
        ("2026-01-09", [["a"], ["b"]]),
        ("2026-01-10", [["a", "b"]]),
    ],
)
def test_a_rearrest_between_parts_them(formed, day, expected):
    assert formed([("a", "2026-01-08"), ("b", "2026-01-10")], [back(day)]) == expected


def test_a_rearrest_on_a_release_list_parts_them_and_is_no_release(formed):
    rows = [("a", "2026-01-08"), ("b", "2026-01-12")]
    assert formed(rows, [back("2026-01-10", "release_list")]) == [["a"], ["b"]]


def test_a_detention_is_no_release(formed):
    assert formed([("a", "2026-01-08"), ("d", "2026-01-09", {"event": "detention"})]) == [["a"]]


def test_a_row_of_a_month_joins_the_earliest_release_it_may_be(formed):
    rows = [("b", "2026-01-25"), ("m", "2026-01-01", MONTH), ("a", "2026-01-08")]
    assert formed(rows) == [["a", "m"], ["b"]]


def test_a_row_of_a_month_opens_its_own_where_it_lies_near_none(formed):
    rows = [("a", "2025-12-01"), ("m", "2026-01-01", MONTH), ("b", "2026-03-01")]
    assert formed(rows) == [["a"], ["b"], ["m"]]


def test_a_row_of_a_month_must_lie_near_every_row(formed):
    rows = [("a", "2025-12-12"), ("b", "2025-12-24"), ("m", "2026-01-01", MONTH)]
    assert formed(rows) == [["a", "b"], ["m"]]


def test_a_row_of_a_month_does_not_cross_a_rearrest(formed):
    rows = [("a", "2025-12-28"), ("m", "2026-01-01", MONTH)]
    assert formed(rows, [back("2025-12-30")]) == [["a"], ["m"]]


def test_an_undated_row_joins_the_first_release(formed):
    rows = [("u", None), ("b", "2026-02-01"), ("a", "2026-01-08")]
    assert formed(rows) == [["a", "u"], ["b"]]


def test_undated_rows_alone_are_one_release(formed):
    assert formed([("u", None), ("v", None)]) == [["u", "v"]]


def test_a_death_joins_no_release_of_another_event(formed):
    dead = {"event": "death"}
    rows = [("a", "2026-01-08"), ("d", "2026-01-09", dead), ("e", "2026-01-10", dead)]
    assert formed(rows) == [["a"], ["d", "e"]]


def test_orders_and_transfers_may_be_the_release_they_led_to(formed):
    rows = [("o", "2026-01-08", {"event": "order"}), ("r", "2026-01-10", {"event": None})]
    assert formed(rows) == [["o", "r"]]


def test_rows_of_registers_and_status_lists_have_no_release(formed):
    rows = [
        ("a", "2026-01-08"),
        ("g", None, {"source_kind": "register"}),
        ("s", "2026-01-08", {"source_kind": "status_list", "event": "house_arrest"}),
    ]
    assert formed(rows) == [["a"]]


def test_the_order_of_rows_changes_no_release_and_no_name_of_one(given, run, bench):
    rows = [
        ("a", "2026-01-08", "2026-01-08", "stated"),
        ("b", "2026-01-20", "2026-01-20", "stated"),
        ("c", "2026-02-01", "2026-02-01", "stated"),
        ("m", "2026-01-01", "2026-01-31", "stated"),
        ("u", None, "2026-02-09", "until_publication"),
    ]
    found = []
    for seed in range(6):
        bench.clear()
        given("raw.case", {})
        for record_id, start, end, basis in Random(seed).sample(rows, len(rows)):
            dates = {"occurred_from": start, "occurred_to": end, "date_basis": basis}
            given("staging.record", {"record_id": record_id} | dates)
            given("linkage.person", {"record_id": record_id, "person_id": "p1"})
        found.append({row["record_id"]: row["release_id"] for row in run("linkage.release")})
    assert found == [found[0]] * 6
    assert len(set(found[0].values())) == 2
