from random import Random

import numpy as np
import pytest

from models.linkage.person import Link, clusters, components
from models.linkage.person import Row as Person
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


LATER = {"first_seen_at": "2026-04-01 00:00:00", "first_published_on": "2026-01-01"}


def named(connection):
    return dict(connection.execute("select record_id, person_id from linkage.person").fetchall())


def test_lists_to_come_change_no_name_of_a_person():
    name = "Yusmary Uzcátegui Yépez"
    old = [row("fp:1", name), row("gov:1", name), row("gov:2", "Luis Soto")]
    new = [row("aa:1", name, **LATER), row("aa:2", "Ana Malavé", **LATER)]
    before, after = named(filled(old)), named(filled([*new, *old]))
    assert before == {record: after[record] for record in before}
    assert after["aa:1"] == before["fp:1"]


def test_a_person_is_named_after_the_row_that_was_seen_first_then_published_first():
    name = "Yusmary Uzcátegui Yépez"
    alone = named(filled([row("gov:1", name)]))["gov:1"]
    seen_later = named(filled([row("fp:1", name, **LATER), row("gov:1", name)]))
    published_later = {"first_published_on": "2026-02-10"}
    one_run = named(filled([row("fp:1", name, **published_later), row("gov:1", name)]))
    assert set(seen_later.values()) == set(one_run.values()) == {alone}


def test_an_unrelated_list_changes_no_person():
    rows = generate(3, {"official": 40, "ngo": 20}).rows
    others = [
        row(f"aa:{number}", name, **LATER)
        for number, name in enumerate(["Zoraida Ñauzqui", "Wenzel Kripke", "Ottilie Brandvold"])
    ]
    before, after = filled(rows), filled([*others, *rows])
    assert named(before).items() <= named(after).items()
    assert persons(before) == persons(after)


def entry(record_id, name, **said):
    return row(record_id, name, source_kind="register", event=None, **said)


def test_two_entries_of_a_register_are_two_people_unless_they_are_linked_themselves():
    name = "Rafael Daniel Colmenares Zambrano"
    rows = [entry("reg:1", name), entry("reg:2", name), row("gov:1", name)]
    same = [judged(1, "gov:1", "reg:1", "same"), judged(2, "gov:1", "reg:2", "same")]
    joined = filled(rows, [*same, judged(3, "reg:1", "reg:2", "unsure")])
    assert persons(joined) == [["gov:1", "reg:1", "reg:2"]]
    assert conflicts(joined) == {"joined by judgement: entries of one register"}
    linked = filled(rows, [*same, judged(3, "reg:1", "reg:2", "same")])
    assert persons(linked) == [["gov:1", "reg:1", "reg:2"]]
    assert conflicts(linked) == {"entries of one register joined by a link of their own"}


def test_a_rule_joins_no_two_entries_of_a_register_through_a_third_row():
    links = [Link("reg:1", "x", 0.9, False, False), Link("reg:2", "x", 0.8, False, False)]
    rows = {
        "reg:1": Person(None, None, None, "reg"),
        "reg:2": Person(None, None, None, "reg"),
        "x": Person(None, None, None, None),
    }
    found = clusters(rows, links, set(), {})
    assert sorted(sorted(cluster.records) for cluster in found) == [["reg:1", "x"], ["reg:2"]]
    assert {said for cluster in found for said in cluster.conflicts} == {
        "not joined: entries of one register"
    }
    own = Link("reg:1", "reg:2", 0.7, False, False)
    assert len(clusters(rows, [*links, own], set(), {})) == 1


@pytest.mark.parametrize("seed", range(20))
def test_components_are_what_walking_from_node_to_node_finds(seed):
    random = Random(seed)
    nodes = random.randint(2, 60)
    edges = [(node, random.randrange(nodes)) for node in range(nodes)]
    edges += [(random.randrange(nodes), random.randrange(nodes)) for _ in range(nodes // 3)]
    least = list(range(nodes))
    for _ in range(nodes):
        for one, other in edges:
            least[one] = least[other] = min(least[one], least[other])
    one, other = np.array(edges).T
    assert components(one, other, nodes).tolist() == least


@pytest.mark.parametrize("seed", [11, 12])
def test_noisy_lists_are_linked_well(seed):
    lists = generate(seed, {"official": 400, "ngo": 200})
    found = evaluate.linked_pairs(evaluate.persons(filled(lists.rows)))
    score = evaluate.score(lists.true_pairs(), found)
    assert score.precision >= 0.92
    assert score.f1 >= 0.93
