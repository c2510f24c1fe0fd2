"""A figure against a sum of parts."""

import pytest

from tests.models.figures import day, figure


@pytest.fixture
def sums(bench):
    """Claim, sum and how, by claim: the addends and the difference with its bounds."""

    def add(*claims):
        bench.given("staging.claim", *claims)
        return {
            (row["claim_id"], row["sum_claim_id"], row["how"]): (
                row["addends"],
                row["difference"],
                row["difference_low"],
                row["difference_high"],
            )
            for row in bench.run("marts.claim_sum")
        }

    return add


def official(claim_id, value, organisation="Ministerio", **said):
    told = {"side": "government", "as_of": day(12)} | said
    return figure(claim_id, value, organisation=organisation, **told)


ROUNDS = [official("P", 99, window_start=day(8), window_end=day(8)), official("Q", 88)]
PRESS = {"organisation": "Agencia", "side": "press", "parts": ["P", "Q"], "as_of": day(12)}
DECLARED = {("S", "S", "declared"): ("99 + 88", 0, 0, 0)}


def found(sums, whole, **press):
    """What the sum of the press leaves of a whole, besides what the sum itself declares."""
    told = sums(*ROUNDS, figure("S", 187, **(PRESS | press)), whole)
    return {key: value for key, value in told.items() if key[2] == "found"}


def test_what_the_press_added_up_leaves_of_what_the_presidency_said(sums):
    whole = official("W", 250, "Presidencia", window_start=None, as_of=day(14))
    assert sums(*ROUNDS, figure("S", 187, **PRESS), whole) == DECLARED | {
        ("W", "S", "found"): ("99 + 88", 63, 63, 63)
    }


def test_the_parts_and_the_days_are_cited(bench, sums):
    sums(*ROUNDS, figure("S", 187, **PRESS), official("W", 250, "Presidencia", as_of=day(14)))
    [row] = [row for row in bench.run("marts.claim_sum") if row["how"] == "found"]
    assert (row["parts"], row["sum"], row["value"], row["days_apart"]) == (["P", "Q"], 187, 250, 2)


@pytest.mark.parametrize(
    ("why", "whole", "press"),
    [
        ("another side", {"side": "ngo"}, {}),
        ("another unit", {"unit": "order"}, {}),
        ("another basis", {"basis": "net_of_rearrest"}, {}),
        ("another population", {"population": "foreign"}, {}),
        ("a stock", {"stock_or_flow": "stock"}, {}),
        ("cut off before", {"as_of": day(11)}, {}),
        ("a period that ended before", {"window_end": day(11), "as_of": day(14)}, {}),
        ("a narrower period", {"window_start": day(9)}, {}),
        (
            "a part that began before",
            {"window_start": day(9)},
            {"window_start": day(9)},
        ),
        ("a sum of an unstated period", {}, {"window_start": None}),
        ("its own sum", {"organisation": "Agencia"}, {}),
        ("no figure", {"value": None}, {}),
        ("another reading", {"reading": "december"}, {}),
        ("a sum of another unit", {}, {"unit": "measure"}),
    ],
)
def test_what_is_no_sum_of_a_whole(sums, why, whole, press):
    said = {"organisation": "Presidencia", "as_of": day(14)} | whole
    value = said.pop("value", 250)
    assert found(sums, official("W", value, **said), **press) == {}, why


def test_a_part_is_no_whole_of_the_sum_that_it_stands_in(sums):
    assert sums(*ROUNDS, figure("S", 187, **PRESS)) == DECLARED


def test_two_organisations_that_are_no_government_are_two_sides(sums):
    parts = [figure("P", 5), figure("Q", 6, organisation="Sur")]
    press = figure("S", 11, **PRESS)
    assert sums(*parts, press, figure("W", 20)) == {("S", "S", "declared"): ("5 + 6", 0, 0, 0)}


def test_an_open_figure_leaves_an_open_rest(sums):
    whole = official("W", 200, "Presidencia", qualifier="more_than")
    assert found(sums, whole) == {("W", "S", "found"): ("99 + 88", 13, 14, None)}


def test_declared_parts_that_do_not_add_up_are_shown_with_their_difference(sums):
    parts = [figure("P", 60), figure("Q", 20, unit="measure")]
    assert sums(*parts, figure("W", 85, parts=["P", "Q"])) == {
        ("W", "W", "declared"): ("60 + 20", 5, 5, 5)
    }


@pytest.mark.parametrize("part", [[figure("Q", None)], []])
def test_a_part_without_a_figure_or_not_yet_said_leaves_the_sum_unknown(sums, part):
    assert sums(figure("P", 60), *part, figure("W", 85, parts=["P", "Q"])) == {
        ("W", "W", "declared"): ("60 + ?", None, None, None)
    }


# The real claims --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def left(real):
    """What each sum leaves of each claim."""
    return {(row["claim_id"], row["sum_claim_id"]): row for row in real["marts.claim_sum"]}


def test_the_communiques_add_up_to_303_and_leave_103_of_the_406(left):
    assert left["C050", "C051"]["addends"] == "99 + 88 + 116"
    assert left["C050", "C051"]["parts"] == ["C006", "C014", "C034"]
    wholes = ("C050", "C074", "C080", "C081")
    assert [left[whole, "C051"]["value"] for whole in wholes] == [406, 626, 808, 808]
    assert [left[whole, "C051"]["difference"] for whole in wholes] == [103, 323, 505, 505]


def test_since_december_2024_the_communiques_come_to_more_than_the_406(left):
    assert (left["C050", "C052"]["sum"], left["C050", "C052"]["difference"]) == (463, -57)
    assert ("C080", "C052") not in left  # counted since November 2025 only


def test_every_declared_sum_of_the_real_claims_adds_up(real):
    declared = [row for row in real["marts.claim_sum"] if row["how"] == "declared"]
    assert len(declared) > 15
    assert {row["difference"] for row in declared} == {0}


def test_sums_are_found_on_the_side_of_the_government_alone(real):
    sides = {row["claim_id"]: row["side"] for row in real["staging.claim"]}
    assert {sides[row["claim_id"]] for row in real["marts.claim_sum"] if row["how"] == "found"} == {
        "government"
    }
