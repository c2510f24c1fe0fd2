"""Where each person was on a day, by what had been published until a day."""

from itertools import count
from random import Random

import pytest

import models

SEEN = "2026-03-01"
TABLES = models.tables()
# What a row must hold, whatever it says.
CONSTANT = {name: [] if name == "flags" else "x" for name in TABLES["staging.record"].required} | {
    "source_kind": "release_list",
    "list_order": 0,
    "offence_excluded": False,
}


@pytest.fixture(scope="module")
def connection():
    with models.blank() as connection:
        yield connection


@pytest.fixture
def fill(connection):
    """Fill the rows of persons, each an event, its days, its publication, and what else it says."""

    def filled(rows):
        numbers = count()
        records = []
        for event, days, published_on, *more in rows:
            starts, _, ends = days.partition("/")
            records.append(
                CONSTANT
                | {"record_id": f"r{next(numbers)}", "event": event, "published_on": published_on}
                | {"occurred_from": starts or None, "occurred_to": (ends or starts) or None}
                | dict(more)
            )
        persons = [
            {"record_id": row["record_id"], "person_id": row.pop("person_id", "P")}
            for row in records
        ]
        models.fill(connection, TABLES["staging.record"], records)
        models.fill(connection, TABLES["linkage.person"], persons)
        models.build(connection, TABLES["marts.status"])

    return filled


@pytest.fixture
def told(connection, fill):
    """Fill the rows of a person; status and condition on a day, by what was known on another."""

    def asked(rows, on_day, known_on=SEEN):
        fill(rows)
        query = "select status, condition from status_on(?, ?)"
        found = connection.execute(query, [on_day, known_on]).fetchall()
        return found[0] if found else (None, None)

    return asked


@pytest.fixture
def status(told):
    """Where a person was, whatever the condition."""

    def asked(rows, on_day, known_on=SEEN):
        return told(rows, on_day, known_on)[0]

    return asked


FREED = ("release", "2026-01-10", "2026-01-12")
TAKEN = ("rearrest", "2026-01-20", "2026-01-25")
DETAINED = (("detained_from", "2024-08-01"), ("detained_to", "2024-08-01"))


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
            [("x", "", SEEN, *DETAINED, ("source_kind", "register"))],
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
        # Freed and taken back the same night; detained and freed on one day.
        ([FREED, ("rearrest", "2026-01-10", "2026-01-12")], SEEN, SEEN, "in_custody"),
        (
            [(*FREED, ("detained_from", "2026-01-10"), ("detained_to", "2026-01-10"))],
            SEEN,
            SEEN,
            "released",
        ),
        # Somebody held, and out on some day before the list that says so.
        (
            [("release", "2024-08-01/2026-01-12", "2026-01-12", *DETAINED)],
            "2026-01-05",
            SEEN,
            "undetermined",
        ),
        ([("release", "2024-08-01/2026-01-12", "2026-01-12", *DETAINED)], SEEN, SEEN, "released"),
        ([("release", "/2026-01-12", "2026-01-12")], "2026-01-11", SEEN, "undetermined"),
        ([("release", "/2026-01-12", "2026-01-12")], "2026-01-12", SEEN, "released"),
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


FULL = ("measure", ["full_freedom"])
UNDER = ("measure", ["reporting"])
# One release, told as full freedom, then by the same source as conditional; then a re-arrest.
TOLD_AGAIN = [
    ("release", "2026-01-10", "2026-01-12", FULL),
    ("release", "2026-01-10", "2026-01-18", UNDER),
    ("rearrest", "2026-01-30", "2026-02-01"),
]


@pytest.mark.parametrize(
    ("on_day", "known_on", "expected"),
    [
        ("2026-01-10", "2026-01-12", ("released", "full_freedom")),
        ("2026-01-10", "2026-02-01", ("released", "conditional")),
        ("2026-01-30", "2026-01-20", ("released", "conditional")),
        ("2026-01-30", "2026-02-01", ("in_custody", None)),
        ("2026-01-29", "2026-02-01", ("released", "conditional")),
    ],
)
def test_what_was_known_tells_full_freedom_from_release_under_measures(
    told, on_day, known_on, expected
):
    assert told(TOLD_AGAIN, on_day, known_on) == expected


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([None], "not_stated"),
        ([["none_stated"], ["full_freedom"]], "full_freedom"),
        ([["full_freedom"], ["full_freedom"]], "full_freedom"),
        ([["travel_ban", "full_freedom"]], "conditional"),
        ([["full_freedom"], ["reporting"]], "undetermined"),
    ],
)
def test_sources_that_differ_leave_the_condition_undetermined(told, measures, expected):
    rows = [(*FREED, ("measure", each), ("source_id", f"s{n}")) for n, each in enumerate(measures)]
    assert told(rows, SEEN) == ("released", expected)


def test_a_row_corrected_since_is_known_since_its_correction(told, connection, fill):
    fill([(*FREED, UNDER)])
    version = dict.fromkeys(TABLES["staging.version"].required, "x") | {"list_order": 0}
    version |= {"first_seen_at": "2026-03-01 00:00:00", "cells": {}, "record_id": "r0"}
    version |= {"published_on": "2026-01-12", "last_published_on": "2026-02-12"}
    models.fill(connection, TABLES["staging.version"], [version])
    models.build(connection, TABLES["marts.status"])
    asked = "select condition from status_on('2026-01-20', ?)"
    answers = [connection.execute(asked, [day]).fetchall() for day in ("2026-02-11", "2026-02-12")]
    models.fill(connection, TABLES["staging.version"], [])
    assert answers == [[], [("conditional",)]]


def random_row(random):
    start, length = random.randint(1, 28), random.choice([0, 0, 0, 3, 9])
    days = f"2026-01-{start:02}/2026-01-{min(start + length, 31):02}"
    event = random.choice(
        ["release"] * 4 + ["rearrest", "detention", "house_arrest", "death", "order"]
    )
    more = [("person_id", random.choice("PQ")), ("source_id", random.choice("ab"))]
    more += random.choice([[], [FULL], [UNDER], [("measure", ["house_arrest"])], [*DETAINED]])
    return (
        event,
        random.choice([days, days, "/2026-01-31"]),
        f"2026-02-{random.randint(1, 9):02}",
        *more,
    )


@pytest.mark.parametrize("seed", range(20))
def test_rows_published_later_never_change_an_earlier_answer(connection, fill, seed):
    random = Random(seed)
    rows = [random_row(random) for _ in range(random.randint(2, 9))]
    known = f"2026-02-{random.randint(1, 8):02}"

    def answers():
        return [
            connection.execute("from status_on(?, ?)", [f"2026-01-{day:02}", known]).fetchall()
            for day in range(1, 31, 3)
        ]

    fill(rows)
    with_all = answers()
    fill([row for row in rows if row[2] <= known])
    assert answers() == with_all


@pytest.fixture
def standing(connection, fill):
    """How many of the persons whom the common definition counts are where, on a day."""

    def asked(rows, on_day, known_on=SEEN):
        fill(rows)
        persons = {dict(row[3:]).get("person_id", "P") for row in rows}
        constant = {name: [] for name in ("measure", "flags")}
        constant |= {"evidence_class": "x", "independent_sources": 1, "records": 1}
        models.fill(
            connection,
            TABLES["marts.release"],
            [
                constant
                | {"release_id": f"R{person}", "person_id": person, "common_scope": "certain"}
                for person in persons
            ],
        )
        found = connection.execute("from standing_on('common_scope', ?, ?)", [on_day, known_on])
        return {word: (persons, full, under) for word, persons, full, under in found.fetchall()}

    return asked


def test_897_released_less_one_re_arrested_are_896(standing):
    rows = [
        (*FREED, ("person_id", f"p{number}"), FULL if number < 400 else UNDER)
        for number in range(897)
    ]
    assert standing(rows, SEEN) == {"released": (897, 400, 497)}
    rows.append((*TAKEN, ("person_id", "p0")))
    assert standing(rows, SEEN) == {"released": (896, 399, 497), "in_custody": (1, 0, 0)}
    assert standing(rows, "2026-01-19") == {"released": (897, 400, 497)}
    assert standing(rows, SEEN, "2026-01-11") == {"not_yet_told": (897, 0, 0)}
