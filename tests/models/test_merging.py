"""Rows, releases and persons: what is further of each is the difference, and joining two persons adds nothing."""

from collections import Counter
from random import Random

import pytest

from tests.models.worlds import claim, world


@pytest.fixture
def counted(bench):
    """Rows, releases and persons of a world, and why rows are no units of a count of persons."""

    def count(made):
        bench.clear()
        lists = sorted(
            name
            for name, source in made["sources"].items()
            if source["source_kind"] == "release_list"
        )
        everything = {"evidence_sources": lists, "excludes": []}
        rows, people = claim("X", unit="row", **everything), claim("Y", unit="person", **everything)
        bench.give_world(made | {"x": rows, "y": people})
        judged = [
            row for row in bench.run("tally.judged") if row["side"] == "from" and row["counted"]
        ]
        return (
            len(judged),
            len({row["release_id"] for row in judged}),
            len({row["person_id"] for row in judged}),
            Counter(reason for row in judged for reason in row["all_reasons"]),
            judged,
        )

    return count


def without_rearrests(made):
    """Nobody is arrested again, so that nothing but a distance in time parts two releases."""
    moves = ("rearrest", "detention")
    return made | {"records": [row for row in made["records"] if row["event"] not in moves]}


@pytest.mark.parametrize("seed", range(2200, 2206))
def test_further_rows_and_further_releases_are_what_the_counts_differ_by(counted, seed):
    rows, releases, persons, reasons, judged = counted(world(Random(seed)))
    assert reasons["DUPLICATE"] == rows - releases
    first_rows = {}
    for row in judged:
        if "DUPLICATE" not in row["all_reasons"]:
            first_rows[row["release_id"]] = row
    assert len(first_rows) == releases
    repeats = sum("REPEAT" in row["all_reasons"] for row in first_rows.values())
    assert repeats == releases - persons


@pytest.mark.parametrize("seed", range(2200, 2206))
def test_joining_two_persons_never_adds_a_release_or_a_person(counted, seed):
    random = Random(seed)
    made = without_rearrests(world(random))
    rows, releases, persons, *_ = counted(made)
    one, other = random.sample(sorted({row["person_id"] for row in made["records"]}), 2)
    joined = [
        row | {"person_id": one if row["person_id"] == other else row["person_id"]}
        for row in made["records"]
    ]
    joined_rows, joined_releases, joined_persons, *_ = counted(made | {"records": joined})
    assert joined_rows == rows
    assert joined_releases <= releases
    assert persons - 1 <= joined_persons <= persons
