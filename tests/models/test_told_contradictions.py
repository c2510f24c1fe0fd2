"""What the lists tell of one person that cannot all be true."""

from datetime import date

import pytest

from tests.models.worlds import claim, record

SOURCES = {
    name: {"source_kind": kind, "independence_group": name}
    for name, kind in (("a", "release_list"), ("b", "release_list"), ("status", "status_list"))
}


@pytest.fixture
def contradictions(bench):
    """The contradictions of the rows of one person: a list, an event, its days, what else it says."""

    def found(*rows):
        made = []
        for place, (source_id, event, days, *told) in enumerate(rows, 1):
            starts, _, ends = days.partition("/")
            dates = {
                "occurred_from": date.fromisoformat(starts) if starts else None,
                "occurred_to": date.fromisoformat(ends or starts),
                "date_basis": "stated" if starts else "until_publication",
            }
            stated = {"event": event, "list_order": place} | dates | dict(told)
            made.append(record(f"r{place}", source_id, SOURCES[source_id], "p", **stated))
        bench.give_world(
            {"records": made, "sources": SOURCES, "x": claim("X"), "y": claim("Y")}
            | {"case": {"country": "VE", "release_gap_days": 5}}
        )
        bench.give_labels()
        return [(row["kind"], row["record_ids"]) for row in bench.run("marts.contradiction")]

    return found


FREE = ("measure", ["full_freedom"])
HOME = ("measure", ["house_arrest"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", "release", "2026-01-10"), ("b", "release", "2026-01-10/2026-01-12")], []),
        (
            [("a", "release", "2026-01-10"), ("b", "release", "2026-01-12")],
            [("release_dates", ["r1", "r2"])],
        ),
        (
            [("a", "release", "2026-01-10"), ("b", "release", "2026-02-01")],
            [("released_twice", ["r1", "r2"])],
        ),
        (
            [
                ("a", "release", "2026-01-10"),
                ("status", "rearrest", "2026-01-20"),
                ("b", "release", "2026-02-01"),
            ],
            [],
        ),
        (
            [
                ("a", "release", "2026-01-10"),
                ("status", "detention", "2025-12-20/2026-01-15"),
                ("b", "release", "2026-02-01"),
            ],
            [],
        ),
        # A detention before both says nothing; one between, told by the later row, does.
        (
            [
                ("a", "release", "2026-01-10"),
                ("b", "release", "2026-02-01", ("detained_from", date(2024, 8, 1)),
                 ("detained_to", date(2024, 8, 1))),
            ],
            [("released_twice", ["r1", "r2"])],
        ),
        (
            [
                ("a", "release", "2026-01-10"),
                ("b", "release", "2026-02-01", ("detained_from", date(2026, 1, 20)),
                 ("detained_to", date(2026, 1, 20))),
            ],
            [],
        ),
        # Home first, then free, is a sequence; an order moves nobody.
        ([("a", "house_arrest", "2026-01-10"), ("b", "release", "2026-02-01")], []),
        ([("a", "order", "2026-01-10"), ("b", "release", "2026-02-01")], []),
        (
            [("status", "death", "2026-01-10"), ("a", "release", "2026-01-12")],
            [("after_death", ["r1", "r2"])],
        ),
        ([("status", "death", "2026-01-10/2026-01-20"), ("a", "release", "2026-01-12")], []),
        ([("a", "release", "2026-01-08"), ("status", "death", "2026-01-10")], []),
        (
            [
                ("a", "release", "2026-01-08"),
                ("status", "death", "2026-01-10"),
                ("status", "rearrest", "2026-01-12"),
            ],
            [("after_death", ["r2", "r3"])],
        ),
        (
            [("status", "rearrest", "2026-01-12"), ("a", "release", "2026-01-20")],
            [("rearrest_without_release", ["r1"])],
        ),
        ([("status", "rearrest", "2026-01-12"), ("a", "release", "/2026-01-20")], []),
        (
            [("a", "release", "2026-01-10", HOME), ("b", "release", "2026-01-10", FREE)],
            [("home_and_free", ["r1", "r2"])],
        ),
        (
            [("a", "release", "2026-01-10", ("measure", ["full_freedom", "house_arrest"]))],
            [("home_and_free", ["r1"])],
        ),
        ([("a", "release", "2026-01-10/2026-01-12", HOME), ("b", "release", "2026-01-10", FREE)], []),
    ],
)  # fmt: skip
def test_days_that_cannot_all_be_true_contradict(contradictions, rows, expected):
    assert contradictions(*rows) == expected


def test_a_contradiction_is_told_in_words_with_its_days_and_without_a_name(contradictions, bench):
    contradictions(("a", "release", "2026-01-10"), ("b", "release", "2026-02-01"))
    [found] = bench.found("select * from marts.contradiction")
    assert found["explanation_es"] == (
        "Dos excarcelaciones sin detención entre ellas: 10/01/2026, 01/02/2026."
    )
    assert found["explanation_en"] == (
        "Two releases with no detention between them: 2026-01-10, 2026-02-01."
    )
