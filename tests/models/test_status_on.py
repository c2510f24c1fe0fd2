"""Where each person was on a day, by what had been published until a day."""

from itertools import count

import pytest

import models

SEEN = "2026-03-01"


@pytest.fixture(scope="module")
def connection():
    with models.blank() as connection:
        yield connection


@pytest.fixture
def status(connection):
    """Fill the rows of a person; return what is said of the person on a day, by what was known on another."""

    def told(rows, on_day, known_on=SEEN):
        table = models.tables()["marts.appearance"]
        constant = {
            name: 0 if name == "list_order" else [] if name == "flags" else "x"
            for name in table.required
        }
        numbers = count()
        filled = []
        for event, days, published_on, *more in rows:
            starts, _, ends = days.partition("/")
            filled.append(
                constant
                | {"record_id": f"r{next(numbers)}", "person_id": "P", "offence_excluded": False}
                | {"source_kind": "release_list", "event": event, "published_on": published_on}
                | {"occurred_from": starts or None, "occurred_to": (ends or starts) or None}
                | dict(more)
            )
        models.fill(connection, table, filled)
        found = connection.execute("from status_on(?, ?)", [on_day, known_on]).fetchall()
        return {person: word for person, word, _ in found}.get("P")

    return told


FREED = ("release", "2026-01-10", "2026-01-12")
TAKEN = ("rearrest", "2026-01-20", "2026-01-25")


@pytest.mark.parametrize(
    ("rows", "on_day", "known_on", "expected"),
    [
        ([FREED], "2026-01-09", SEEN, None),
        ([FREED], "2026-01-10", SEEN, "released"),
        ([FREED, TAKEN], "2026-01-19", SEEN, "released"),
        ([FREED, TAKEN], "2026-01-20", SEEN, "in_custody"),
        # What was published later was not known.
        ([FREED, TAKEN], "2026-01-20", "2026-01-24", "released"),
        ([FREED], "2026-01-11", "2026-01-11", None),
        # Somebody held since 2024, then at home.
        (
            [(None, "", SEEN, ("detained_from", "2024-08-01"), ("detained_to", "2024-08-01"))],
            "2026-01-01",
            SEEN,
            "in_custody",
        ),
        (
            [("release", "2026-01-10", "2026-01-12", ("measure", ["house_arrest"]))],
            SEEN,
            SEEN,
            "house_arrest",
        ),
        ([("house_arrest", "2026-01-10", "2026-01-12")], SEEN, SEEN, "house_arrest"),
        ([FREED, ("death", "2026-02-01", "2026-02-02")], SEEN, SEEN, "dead"),
        # An order moves nobody.
        ([TAKEN, ("order", "2026-01-28", "2026-01-28")], SEEN, SEEN, "in_custody"),
        # Nor does the end of a measure, whichever it was.
        (
            [TAKEN, ("measure_lifted", "2026-01-28", "2026-01-28", ("measure", ["house_arrest"]))],
            SEEN,
            SEEN,
            "in_custody",
        ),
        # Nobody knows whether the day had come, or which of two came last.
        ([("release", "2026-01-05/2026-01-15", "2026-01-16")], "2026-01-10", SEEN, "undetermined"),
        ([("release", "2026-01-05/2026-01-15", "2026-01-16")], "2026-01-15", SEEN, "released"),
        ([("release", "2026-01-05/2026-01-25", "2026-01-26"), TAKEN], SEEN, SEEN, "undetermined"),
        ([("release", "2026-01-05/2026-01-19", "2026-01-26"), TAKEN], SEEN, SEEN, "in_custody"),
        # Two lists of one release.
        (
            [FREED, ("release", "2026-01-09/2026-01-11", "2026-01-30")],
            "2026-01-11",
            SEEN,
            "released",
        ),
    ],
)
def test_a_person_is_where_the_last_event_that_was_known_left_them(
    status, rows, on_day, known_on, expected
):
    assert status(rows, on_day, known_on) == expected


def test_the_order_of_rows_says_nothing(status):
    rows = [FREED, TAKEN, ("release", "2026-02-01", "2026-02-03")]
    assert status(rows, SEEN) == status(rows[::-1], SEEN) == "released"
