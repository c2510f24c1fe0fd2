"""What became of each counted unit since the last publication, and why."""

import random
from collections import Counter
from datetime import date

import pytest

import models
from pipelines.manifest import PREVIOUS
from tests.models.worlds import CUT_OFF, claim, record, world

SIGN = {"added": 1, "split": 1, "withdrawn": -1, "merged": -1}
OLD_FILE, NEW_FILE = "a" * 64, "b" * 64
RUN = {
    "run_id": "last",
    "known_until": "2026-02-09",
    "method_changed": False,
    "source_ids": ["ngo", "gov"],
    "documents": [f"ngo {OLD_FILE}", f"gov {OLD_FILE}"],
    "judged_pairs": [],
}
SCOPED = [field.name for field in models.tables()["marts.claim"].columns]


def become_last(bench, **run):
    """Take over what is published now as the last publication, and start anew."""
    for name in ("marts.appearance", "marts.counted_unit", "marts.claim"):
        bench.run(name)
    taken = {name: bench.found(query.replace("last.", "")) for name, query in PREVIOUS.items()}
    bench.clear()
    for name, rows in taken.items():
        bench.given(name, *rows)
    bench.given("raw.previous_run", RUN | run)
    return taken


@pytest.fixture
def publications(bench):
    """The last publication and this one: rows as `letter: person`, those counted in capitals.

    A row is of the list `ngo`, which claim X itemises, unless told otherwise in `last` or `now`
    by its letter. The answer is each change as kind, direction, cause, row.
    """

    def told(rows, said, file):
        for text in rows.split():
            letter, person = text.split(":")
            row = {
                "record_id": letter.lower(),
                "source_id": "ngo",
                "document_sha256": file,
                "full_name": f"Persona {letter.lower()}",
                "person_id": person,
                "release_id": f"R{person}",
                "occurred_from": "2026-01-10",
                "occurred_to": "2026-01-10",
            }
            yield letter, row | said.get(letter.lower(), {})

    def compared(before, after, last=None, now=None, unit="person", files=(), judged=(), **run):
        scope = {key: value for key, value in claim("X", unit=unit).items() if key in SCOPED}
        scope |= {"evidence": ["ngo"]}
        bench.given("marts.counted_unit")
        for letter, row in told(before, last or {}, OLD_FILE):
            bench.given("marts.appearance", row)
            if letter.isupper():
                bench.given(
                    "marts.counted_unit",
                    {"claim_id": "X", "unit_id": row["record_id"]} | group(row),
                )
        bench.given("marts.claim", scope)
        become_last(bench, **run)
        for source_id, sha256 in [("ngo", OLD_FILE), ("gov", OLD_FILE), *files]:
            bench.given("raw.document", {"source_id": source_id, "sha256": sha256})
        bench.given("marts.claim", scope)
        bench.given("marts.judged_pair", *judged)
        bench.given("staging.withdrawn")
        bench.given("marts.appearance")
        bench.given("marts.counted_unit")
        for letter, row in told(after, now or {}, OLD_FILE):
            bench.given("marts.appearance", row)
            if letter.isupper():
                bench.given(
                    "marts.counted_unit",
                    {"claim_id": "X", "unit_id": row["record_id"]} | group(row),
                )
        return bench

    def group(row):
        return {"person_id": row["person_id"], "release_id": row["release_id"]}

    return compared


def changes(bench):
    return sorted(
        (row["kind"], row["direction"], row["cause"], row["unit_id"])
        for row in bench.run("marts.change")
    )


FRESH = {"document_sha256": NEW_FILE}
LATER = {"occurred_from": "2026-02-12", "occurred_to": "2026-02-12"}
UNDATED = {"occurred_from": None, "occurred_to": "2026-02-20"}
NEXT = [("ngo", NEW_FILE)]


# What is no change ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A:p b:p", "A:p b:p"),
        ("A:p b:p", "a:p B:p"),  # another row stands for it
        ("A:p b:p", "A:q b:q"),  # another name of the person
        ("A:p b:p C:q", "A:p B:q c:q"),  # a row changes hands, two they stay
        ("a:p", "a:p"),
        ("A:p", "A:p b:p"),
    ],
)
def test_a_unit_is_the_same_whatever_row_stands_for_it(publications, before, after):
    assert changes(publications(before, after)) == []


def test_a_row_under_another_running_number_is_the_same_row(publications):
    named = {"full_name": "Ana Soto", "national_id": "V12345679"}
    again = publications("A:p", "B:q", {"a": named}, {"b": named | FRESH}, files=NEXT)
    assert changes(again) == []


@pytest.mark.parametrize(
    ("last", "now"),
    [
        (
            {"national_id": "V12345679"},
            {"national_id": "V-12.345.679", "full_name": "Ana Soto Gil"},
        ),
        ({"full_name": "Ana Soto"}, {"full_name": "ANA SOTO", "national_id": "V12345679"}),
    ],
)
def test_a_corrected_row_that_still_counts_is_the_same_unit(publications, last, now):
    again = publications("A:p", "B:q", {"a": last}, {"b": now | FRESH}, files=NEXT)
    assert changes(again) == []


def test_two_namesakes_are_not_told_apart_by_guessing(publications):
    name = {"full_name": "Ana Soto"}
    number = name | FRESH | {"national_id": "V12345679"}
    again = publications("A:p B:q", "C:r", {"a": name, "b": name}, {"c": number}, files=NEXT)
    assert changes(again) == [
        ("added", 1, "late_report", "c"),
        ("withdrawn", -1, "correction_by_source", "a"),
        ("withdrawn", -1, "correction_by_source", "b"),
    ]


def test_a_first_publication_and_a_claim_first_counted_change_nothing(publications):
    bench = publications("", "A:p")
    assert changes(bench) == []
    bench.clear()
    bench.given(
        "marts.counted_unit", {"claim_id": "X", "unit_id": "a", "person_id": "p", "release_id": "r"}
    )
    assert changes(bench) == []


# Causes -----------------------------------------------------------------------------------------

KEPT = "K:k "


@pytest.mark.parametrize(
    ("now", "run", "cause"),
    [
        (FRESH, {"source_ids": ["gov"]}, "new_source"),
        (FRESH, {}, "late_report"),
        (FRESH | LATER, {}, "new_report"),
        (FRESH | UNDATED, {}, "new_report"),
        ({}, {"method_changed": True}, "change_of_method"),
    ],
)
def test_why_a_unit_was_added(publications, now, run, cause):
    again = publications(KEPT, KEPT + "A:p", now={"a": now}, files=NEXT, **run)
    assert changes(again) == [("added", 1, cause, "a")]


@pytest.mark.parametrize(
    ("files", "cause"), [(NEXT, "correction_by_source"), ([], "change_of_method")]
)
def test_why_a_unit_was_withdrawn(publications, files, cause):
    assert changes(publications(KEPT + "A:p", KEPT, files=files)) == [("withdrawn", -1, cause, "a")]


def test_a_row_withdrawn_for_safety_is_told_without_its_name(publications):
    again = publications(KEPT + "A:p", KEPT, files=NEXT)
    again.given("staging.withdrawn", safety("a"))
    [change] = again.run("marts.change")
    assert (change["kind"], change["direction"]) == ("withdrawn", -1)
    assert (change["cause"], change["unit_id"]) == ("withdrawal_for_safety", "ngo:withdrawn-1")
    assert change["record_ids"] == []


def safety(record_id, **more):
    told = {"position": 1, "record_id": record_id, "source_id": "ngo"}
    return told | {"withdrawn_on": "2026-02-10", "withdrawal_reason": "danger"} | more


SOME = {"left_record_id": "a", "right_record_id": "b", "judgement": "same", "standing": "holds"}
SOME |= {"position": 1, "locator": "row 2", "left_judged_id": "a", "right_judged_id": "b"}
SOME |= {"judged_by": "X", "judged_on": "2026-02-10"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("A:p B:q", "A:p b:p", "merged"), ("A:p b:p", "A:p B:q", "split")],
)
@pytest.mark.parametrize(
    ("how", "cause"),
    [
        ({}, "re_match"),
        ({"method_changed": True}, "change_of_method"),
        ({"judged": [SOME]}, "judgement"),
        ({"judged": [SOME | {"right_record_id": "z"}]}, "judgement"),
        ({"judged": [SOME], "judged_pairs": ["a b same"]}, "re_match"),
        ({"judged": [SOME | {"left_record_id": "y", "right_record_id": "z"}]}, "re_match"),
        ({"judged_pairs": ["a b different"]}, "judgement"),
        ({"now": {"b": FRESH | {"state": "Lara"}}, "files": NEXT}, "correction_by_source"),
        ({"now": {"b": {"state": "Lara"}}, "method_changed": True}, "change_of_method"),
    ],
)
def test_why_two_units_are_one_or_one_is_two(publications, before, after, kind, how, cause):
    [change] = changes(publications(before, after, **how))
    assert change[0] == kind
    assert change[1:3] == (SIGN[kind], cause)


def test_a_new_row_that_joins_two_persons_matches_them_anew_also_with_another_method(publications):
    again = publications(
        "A:p B:q", "A:p b:p c:p", now={"c": FRESH}, files=NEXT, method_changed=True
    )
    assert changes(again) == [("merged", -1, "re_match", "b")]


@pytest.mark.parametrize(
    ("how", "cause"),
    [
        ({"now": {"a": FRESH | {"event": "transfer"}}, "files": NEXT}, "correction_by_source"),
        ({"method_changed": True}, "change_of_method"),
        ({}, "re_classification"),
    ],
)
def test_why_a_unit_counts_no_more_though_its_row_is_there(publications, how, cause):
    assert changes(publications(KEPT + "A:p", KEPT + "a:p", **how)) == [
        ("reclassified", -1, cause, "a")
    ]
    assert changes(publications(KEPT + "a:p", KEPT + "A:p", **how)) == [
        ("reclassified", 1, cause, "a")
    ]


def test_a_rearrest_on_another_list_classifies_anew_also_with_another_method(publications):
    rearrest = FRESH | {"source_id": "gov", "event": "rearrest", "release_id": None}
    again = publications(
        KEPT + "A:p",
        KEPT + "a:p r:p",
        now={"r": rearrest},
        files=[("gov", NEW_FILE)],
        method_changed=True,
    )
    assert changes(again) == [("reclassified", -1, "re_classification", "a")]


def test_a_rearrest_that_somebody_judged_to_be_theirs_is_a_judgement(publications):
    rearrest = {"source_id": "gov", "event": "rearrest", "release_id": None}
    theirs = SOME | {"right_record_id": "r"}
    again = publications(
        KEPT + "A:p r:q", KEPT + "a:p r:p", {"r": rearrest}, {"r": rearrest}, judged=[theirs]
    )
    assert changes(again) == [("reclassified", -1, "judgement", "a")]


def test_a_withdrawn_rearrest_gives_back_the_release(publications):
    rearrest = {"source_id": "gov", "event": "rearrest", "release_id": None}
    again = publications(KEPT + "a:p r:p", KEPT + "A:p", {"r": rearrest}, files=NEXT)
    again.given("staging.withdrawn", safety("r", source_id="gov"))
    [change] = again.run("marts.change")
    assert (change["kind"], change["cause"]) == ("reclassified", "withdrawal_for_safety")
    assert (change["unit_id"], change["record_ids"]) == ("a", ["a"])


@pytest.mark.parametrize(("after", "kind"), [("A:p B:p", "split"), ("a:p b:p", "reclassified")])
def test_a_claim_of_another_scope_is_a_change_of_method(publications, after, kind):
    again = publications("A:p b:p", after)
    again.rows["marts.claim"][0]["unit"] = "row"
    [change] = changes(again)
    assert (change[0], change[2]) == (kind, "change_of_method")


# Every unit once --------------------------------------------------------------------------------


def test_three_become_one_and_one_becomes_three(publications):
    assert [change[:2] for change in changes(publications("A:p B:q C:r", "A:p b:p c:p"))] == [
        ("merged", -1)
    ] * 2
    assert [change[:2] for change in changes(publications("A:p b:p c:p", "A:p B:q C:r"))] == [
        ("split", 1)
    ] * 2


@pytest.mark.parametrize("seed", range(6))
def test_on_random_worlds_the_changes_lead_from_the_old_count_to_the_new(bench, seed):
    """Rows come, go, change and are grouped otherwise, and every change is told once."""
    rng = random.Random(seed)
    old = world(rng)
    bench.give_world(old)
    kept = become_last(bench)
    people = sorted({row["person_id"] for row in old["records"]})
    safe, *others = old["records"]
    rows = [row for row in others if rng.random() < 0.85]
    for row in rows:
        if rng.random() < 0.2:
            row["person_id"] = rng.choice(people)
        if rng.random() < 0.1:
            row |= {"event": rng.choice(["release", "transfer", None]), "document_sha256": NEW_FILE}
    for number in range(rng.randint(0, 4)):
        source_id = rng.choice(["north_list", "south_list"])
        dates = {"occurred_from": CUT_OFF, "occurred_to": CUT_OFF, "date_basis": "stated"}
        fresh = record(f"n{number}", source_id, old["sources"][source_id], rng.choice(people))
        rows.append(fresh | dates | {"published_on": date(2026, 2, 12), "list_order": 100 + number})
    bench.give_world(old | {"records": rows})
    bench.given("raw.document", {"source_id": "north_list", "sha256": NEW_FILE})
    bench.given("staging.withdrawn", safety(safe["record_id"], source_id=safe["source_id"]))
    found = bench.run("marts.change")
    units = [(row["claim_id"], row["unit_id"], row["direction"]) for row in found]
    assert len({unit[:2] for unit in units}) == len(units)
    new = Counter(row["claim_id"] for row in bench.found("from marts.counted_unit"))
    before = Counter(row["claim_id"] for row in kept["raw.previous_unit"])
    counted = {row["unit_id"] for row in bench.found("from marts.counted_unit")}
    was = {row["unit_id"] for row in kept["raw.previous_unit"]} | {
        f"{safe['source_id']}:withdrawn-1"
    }
    for claim_id in before:
        mine = [row for row in found if row["claim_id"] == claim_id]
        assert sum(row["direction"] for row in mine) == new[claim_id] - before[claim_id]
    for row in found:
        assert row["direction"] == SIGN.get(row["kind"], row["direction"])
        assert row["unit_id"] in (counted if row["direction"] > 0 else was)
