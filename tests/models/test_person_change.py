"""What became of the persons of the last publication."""

from hashlib import sha256

import pytest


@pytest.fixture
def changes(given, run):
    """Each change as kind, old person, new person, rows; persons are told as `P:abc`, a row a letter."""

    def changed(before, now):
        for name, told in (("raw.previous_record", before), ("linkage.person", now)):
            rows = [
                {"record_id": row, "person_id": person}
                for person, _, rows in (each.partition(":") for each in told.split())
                for row in rows
            ]
            given(name, *rows)
        return sorted(
            (row["kind"], row["old_person_id"], row["new_person_id"], "".join(row["record_ids"]))
            for row in run("marts.person_change")
        )

    return changed


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("", "P:ab Q:c", []),
        ("P:ab Q:c", "P:ab Q:c", []),
        ("P:ab Q:c", "P:abd R:e", []),
        ("P:a Q:b", "P:abc", [("merged", "P", "P", "a"), ("merged", "Q", "P", "b")]),
        ("P:abc", "P:a Q:bc", [("split", "P", "P", "a"), ("split", "P", "Q", "bc")]),
        ("P:ab", "Q:abc", [("renamed", "P", "Q", "ab")]),
        ("P:ab", "Q:bc", [("renamed", "P", "Q", "b")]),
        (
            "P:ab Q:c",
            "P:a Q:bc",
            [
                ("merged", "P", "Q", "b"),
                ("merged", "Q", "Q", "c"),
                ("split", "P", "P", "a"),
                ("split", "P", "Q", "b"),
            ],
        ),
    ],
)
def test_persons_are_followed_by_the_rows_that_both_publications_hold(changes, before, now, told):
    assert changes(before, now) == told


def test_a_person_who_was_named_after_a_withdrawn_row_is_not_told_of(given, run):
    named = "P" + sha256(b"a").hexdigest()[:12]
    for row, before, now in (("b", named, "Q"), ("c", "R", "S")):
        given("raw.previous_record", {"record_id": row, "person_id": before})
        given("linkage.person", {"record_id": row, "person_id": now})
    withdrawn = {"withdrawn_on": "2026-02-10", "withdrawal_reason": "danger", "source_id": "ngo"}
    given("staging.withdrawn", {"position": 1, "record_id": "a"} | withdrawn)
    assert [row["old_person_id"] for row in run("marts.person_change")] == ["R"]
