"""Who may be named in public: an adult whom a list that permits it released, and of whom nothing else is said."""

from datetime import date

import pytest

from pipelines.edition import Edition

DAY = {"occurred_from": date(2026, 1, 12), "occurred_to": date(2026, 1, 12)}
ROW = {
    "record_id": "open:1",
    "source_id": "open",
    "source_kind": "release_list",
    "full_name": "Ana Soto Malavé",
    "person_id": "P1",
    "release_id": "R1",
    "event": "release",
    "date_basis": "stated",
    "age": 41,
    "published_on": date(2026, 2, 9),
    **DAY,
}


@pytest.fixture
def names(bench):
    def found(*rows, conflict=None, links=(), permitted=("open",)):
        bench.given("marts.appearance", *(ROW | row for row in rows))
        bench.given(
            "marts.person", {"person_id": "P1", "sources": ["open"], "records": 1, "conflict": conflict}
        )  # fmt: skip
        bench.given("marts.link", *links)
        for table in ("marts.appearance", "marts.person", "marts.link"):
            bench.run(table)
        shown = Edition("public", frozenset(permitted))
        columns, told = shown.rows(bench.connection, "marts.appearance")
        return [row[columns.index("full_name")] for row in told]

    return found


def other(**said):
    """A further row of the person, on a list that permits no names."""
    return {"record_id": "shut:1", "source_id": "shut", **said}


def test_an_adult_released_by_a_list_that_permits_names_is_named(names):
    assert names({}) == ["Ana Soto Malavé"]


@pytest.mark.parametrize(
    "row",
    [
        {"age": None, "is_minor": "no"},
        {"age": None, "birth_from": date(1985, 1, 1), "birth_to": date(1985, 12, 31)},
        {"full_name": None, "given_names": "Ana", "surnames": "Soto Malavé"},
        {"full_name": "Ana del Carmen O'Higgins-Soto M."},
    ],
)
def test_so_is_one_who_is_told_to_be_so_otherwise(names, row):
    assert len(names(row)) == 1


@pytest.mark.parametrize(
    "row",
    [
        {"age": None},
        {"age": 17},
        {"age": 19, "is_minor": "yes"},
        {"age": 19, "category": "adolescent"},
        {"age": 19, "birth_from": date(2009, 1, 1), "birth_to": date(2009, 12, 31)},
        {"age": 19, "birth_from": date(1985, 1, 1), "birth_to": date(1985, 1, 1), "published_on": None},
        {"accompanies": "prisoner"},
        {"event": None},
        {"event": "transfer"},
        {"event": "order"},
        {"event": "house_arrest"},
        {"event": "death"},
        {"measure": ["house_arrest", "travel_ban"]},
        {"date_basis": "until_publication"},
        {"source_kind": "register", "published_on": date(2026, 1, 2)},
        {"source_id": "shut"},
        {"detained_from": date(2026, 1, 20), "detained_to": date(2026, 1, 20)},
        {"full_name": "Ana Soto (la Nena)"},
        {"full_name": "Ana Soto alias Nena"},
        {"full_name": "Ana Nena Soto", "nickname": "nena"},
        {"full_name": "Ana Soto 14.673.951"},
        {"full_name": "<b>Ana Soto</b>"},
        {"full_name": "=Ana Soto"},
        {"full_name": "Ana\u202eSoto"},
    ],
)  # fmt: skip
def test_what_speaks_against_a_name_keeps_it_out(names, row):
    assert names(row) == []


@pytest.mark.parametrize(
    "said",
    [
        {"age": 16},
        {"is_minor": "yes"},
        {"category": "adolescent"},
        {"birth_from": date(2009, 1, 1), "birth_to": date(2009, 12, 31)},
        {"accompanies": "prisoner"},
        {"event": "rearrest"},
        {"event": "detention"},
        {"event": "death"},
        {"event": "transfer"},
        {"event": "rearrest", "source_kind": "status_list"},
        {"event": None, "source_kind": "status_list"},
        {"source_kind": "register", "event": None},
        {"source_kind": "register", "event": None, "published_on": None},
        {"measure": ["house_arrest"]},
        {"release_id": "R2"},
        {"detained_from": date(2026, 1, 13), "detained_to": date(2026, 1, 13)},
    ],
)
def test_so_does_what_any_other_list_says_of_the_person(names, said):
    assert names({}, other(**said)) == []


def test_having_been_on_a_register_before_the_release_keeps_nobody_out(names):
    before = {"source_kind": "register", "event": "detention", "published_on": date(2026, 1, 5)}
    assert len(names({}, other(**before, release_id=None))) == 1


def test_who_is_who_must_not_be_in_doubt(names):
    assert names({}, conflict="joined by judgement") == []


@pytest.mark.parametrize(("decision", "count"), [("review", 0), ("apart", 1)])
def test_nor_may_a_pair_be_waiting_for_review(names, decision, count):
    pair = {"left_record_id": "open:1", "right_record_id": "shut:9", "decision": decision,
            "probability": 0.5, "decided_by": "rule", "evidence": "-", "evidence_en": "-"}  # fmt: skip
    assert len(names({}, links=[pair])) == count


def test_without_permission_nobody_is_named(names):
    assert names({}, permitted=()) == []
