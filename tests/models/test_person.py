import pytest

from tests.linkage import evaluate
from tests.linkage.lists import generate
from tests.models.linkage_lists import filled, judged, persons, row


def conflicts(connection):
    return {
        conflict
        for (conflict,) in connection.execute("select conflict from linkage.person").fetchall()
    }


def test_rows_of_one_person_share_an_identifier_and_tell_how_sure():
    connection = filled(
        [
            row("fp:1", "Yusmary Uzcátegui Yépez", released="2026-01-20"),
            row("gov:1", "UZCATEGUI YEPEZ, YUSMARY", released="2026-01-20"),
            row("gov:2", "SOTO, LUIS", released="2026-01-20"),
        ]
    )
    assert persons(connection) == [["fp:1", "gov:1"]]
    found = connection.execute(
        "select record_id, link_probability > 0.9 from linkage.person order by 1"
    ).fetchall()
    assert found == [("fp:1", True), ("gov:1", True), ("gov:2", None)]


def test_a_row_without_a_number_does_not_bridge_two_numbers():
    connection = filled(
        [
            row("fp:1", "Rafael Daniel Colmenares Zambrano", released="2026-01-20"),
            row(
                "gov:1",
                "Rafael Daniel Colmenares Zambrano",
                national_id="V12345679",
                released="2026-01-20",
            ),
            row(
                "gov:2",
                "Rafael Daniel Colmenares Zambrano",
                national_id="V20987345",
                released="2026-01-28",
            ),
        ],
        [judged(1, "fp:1", "gov:1", "same"), judged(2, "fp:1", "gov:2", "unsure")],
    )
    assert persons(connection) == [["fp:1", "gov:1"]]


def test_two_births_do_not_meet_in_one_person():
    name = "Rafael Daniel Colmenares Zambrano"
    connection = filled(
        [
            row("fp:1", name, age=58, released="2026-01-20"),
            row("gov:1", name, released="2026-01-20"),
            row("ngo:1", name, age=24, released="2026-01-20"),
        ]
    )
    assert len(persons(connection)) <= 1
    assert all(not {"fp:1", "ngo:1"} <= set(members) for members in persons(connection))


def test_judged_the_same_are_one_person_whatever_they_say_and_the_conflict_is_told():
    connection = filled(
        [
            row("fp:1", "Ana Soto Malavé", national_id="V12345679"),
            row("gov:1", "Luis Pérez", national_id="V20987345"),
        ],
        [judged(1, "fp:1", "gov:1", "same")],
    )
    assert persons(connection) == [["fp:1", "gov:1"]]
    assert conflicts(connection) == {"joined by judgement: different identity numbers"}


def test_judged_different_are_kept_apart_even_through_a_third_row():
    same = {"released": "2026-01-20", "facility": "Tocorón"}
    name = "Rafael Daniel Colmenares Zambrano"
    connection = filled(
        [row("fp:1", name, **same), row("gov:1", name, **same), row("ngo:1", name, **same)],
        [
            judged(1, "fp:1", "gov:1", "different"),
            judged(2, "fp:1", "ngo:1", "same"),
            judged(3, "gov:1", "ngo:1", "same"),
        ],
    )
    assert len(persons(connection)) == 1
    assert len(persons(connection)[0]) == 2
    assert "not joined: judged different" in conflicts(connection)


def test_rows_too_poor_to_identify_are_persons_of_their_own():
    rows = [row(f"gov:{number}", "Gabriel", released="2026-01-20") for number in range(5)]
    connection = filled(rows)
    assert connection.execute(
        "select count(distinct person_id) from linkage.person"
    ).fetchall() == [(5,)]


def test_identifiers_do_not_depend_on_other_rows_or_on_order():
    rows = generate(3, {"official": 40, "ngo": 20}).rows
    few = filled(rows[::3]).execute("select record_id, person_id from linkage.person").fetchall()
    again = dict(
        filled(reversed(rows[::3]))
        .execute("select record_id, person_id from linkage.person")
        .fetchall()
    )
    assert dict(few) == again


@pytest.mark.parametrize("seed", [11, 12])
def test_noisy_lists_are_linked_well(seed):
    lists = generate(seed, {"official": 400, "ngo": 200})
    found = evaluate.linked_pairs(evaluate.persons(filled(lists.rows)))
    score = evaluate.score(lists.true_pairs(), found)
    assert score.precision >= 0.92
    assert score.f1 >= 0.93
