"""Figures of different organisations for one definition, side by side."""

import pytest

from tests.models.figures import day, figure


@pytest.fixture
def pairs(bench):
    """Each pair: its claims, the difference and the days between the cut-offs."""

    def beside(*claims):
        bench.given("staging.claim", *claims)
        return sorted(
            (row["left_claim_id"], row["right_claim_id"], row["difference"], row["days_apart"])
            for row in bench.run("marts.claim_pair")
        )

    return beside


def south(claim_id, value, **said):
    return figure(claim_id, value, organisation="Sur", **said)


def test_each_pair_stands_once_the_lesser_identifier_on_the_left(bench, pairs):
    codes = {"excludes": ["SHORT_ARREST", "DEATH"]}
    assert pairs(south("A", 459, as_of=day(20), excludes=["DEATH", "FOREIGN"]),
                 figure("B", 448, as_of=day(19), **codes)) == [("A", "B", -11, -1)]  # fmt: skip
    [pair] = bench.run("marts.claim_pair")
    assert (pair["left_organisation"], pair["right_organisation"]) == ("Sur", "Norte")
    assert (pair["left_excludes"], pair["right_excludes"]) == (["FOREIGN"], ["SHORT_ARREST"])


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("three days apart", {"as_of": day(23)}),
        ("the period ended three days before", {"as_of": day(25), "window_end": day(17)}),
        ("one organisation", {"organisation": "Norte"}),
        ("another unit", {"unit": "release"}),
        ("a stock", {"stock_or_flow": "stock"}),
        ("another basis", {"basis": "net_of_rearrest"}),
        ("another first day", {"window_start": day(9)}),
        ("another population", {"population": "press"}),
        ("another reading", {"reading": "december"}),
        ("no figure", {"value": None}),
        ("a part for the same period", {"breakdown_of": "Z"}),
        ("computed, not published", {"derived_from": ["A"]}),
    ],
)
def test_what_is_no_pair(pairs, why, other):
    told = {"organisation": "Sur", "as_of": day(20)} | other
    value = told.pop("value", 100)
    assert pairs(figure("A", 90, as_of=day(20)), figure("B", value, **told)) == [], why


def test_of_two_unstated_first_days_nobody_knows_whether_they_are_one(pairs):
    unstated = {"window_start": None, "as_of": day(20)}
    assert pairs(figure("A", 90, **unstated), south("B", 100, **unstated)) == []


def test_stocks_of_one_day_are_a_pair(pairs):
    held = {"window_start": None, "stock_or_flow": "stock", "as_of": day(20)}
    assert pairs(figure("A", 90, **held), south("B", 100, **held)) == [("A", "B", 10, 0)]


def test_a_period_that_ended_is_taken_at_its_end(pairs):
    closed = south("B", 100, as_of=day(31), window_end=day(21))
    assert pairs(figure("A", 90, as_of=day(20)), closed) == [("A", "B", 10, 1)]


def test_each_figure_takes_the_nearest_of_the_other_organisation(pairs):
    told = [figure("A", 90, as_of=day(18)), figure("B", 95, as_of=day(19))]
    # A's nearest of Sur is C, two days off; C's nearest of Norte is B.
    assert pairs(*told, south("C", 99, as_of=day(20)), south("D", 120, as_of=day(21))) == [
        ("A", "C", 9, 2),
        ("B", "C", 4, 1),
        ("B", "D", 25, 2),
    ]


def test_of_figures_equally_near_the_one_of_the_nearest_definition_is_taken(pairs):
    like = south("C", 99, as_of=day(19), excludes=["FOREIGN"])
    unlike = south("B", 98, as_of=day(20), excludes=["MILITARY"])
    found = pairs(figure("A", 90, as_of=day(19), excludes=["FOREIGN"]), like, unlike)
    assert ("A", "C", 9, 0) in found


def test_of_figures_equally_near_and_alike_the_later_is_taken(pairs):
    norte = [
        figure(name, 90, as_of=day(number)) for name, number in (("G", 19), ("H", 18), ("I", 20))
    ]
    sur = [south(name, 80, as_of=day(number)) for name, number in (("E", 18), ("F", 20))]
    assert [pair[:2] for pair in pairs(*norte, *sur)] == [("E", "H"), ("F", "G"), ("F", "I")]


def test_of_several_figures_of_one_day_the_last_is_taken(pairs):
    told = [figure("A", 41, as_of=day(12)), figure("B", 56, as_of=day(12))]
    assert pairs(*told, south("C", 53, as_of=day(12))) == [("B", "C", -3, 0)]


@pytest.mark.parametrize(
    ("left", "right", "bounds"),
    [
        ("exact", "exact", (10, 10)),
        ("exact", "at_least", (10, None)),
        ("more_than", "exact", (None, 9)),
        ("more_than", "at_least", (None, None)),
    ],
)
def test_what_is_open_stays_open(bench, pairs, left, right, bounds):
    pairs(figure("A", 90, qualifier=left), south("B", 100, qualifier=right))
    [pair] = bench.run("marts.claim_pair")
    assert (pair["difference"], pair["difference_low"], pair["difference_high"]) == (10, *bounds)


# The real claims --------------------------------------------------------------------------------


def test_448_of_foro_penal_459_of_jep_and_494_of_pud(real):
    amounts = {
        (row["left_claim_id"], row["right_claim_id"]): (
            row["left_value"],
            row["right_value"],
            abs(row["days_apart"]),
        )
        for row in real["marts.claim_pair"]
    }
    assert amounts["C110", "C153"] == (448, 459, 1)
    assert amounts["C110", "C115"] == (448, 494, 2)
    assert amounts["C115", "C153"] == (494, 459, 1)


def test_what_foro_penal_alone_leaves_out_is_told(real):
    [pair] = [
        row
        for row in real["marts.claim_pair"]
        if (row["left_claim_id"], row["right_claim_id"]) == ("C110", "C153")
    ]
    assert (pair["left_excludes"], pair["right_excludes"]) == (["HOUSE_ARREST", "SHORT_ARREST"], [])


def test_late_additions_stand_beside_late_additions(real):
    late = [
        (row["left_claim_id"], row["right_claim_id"])
        for row in real["marts.claim_pair"]
        if row["population"] == "late_registered"
    ]
    assert late == [("C066", "C068")]
