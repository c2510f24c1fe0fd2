"""How much each reason accounts for, against slow definitions: every subset, every order, every draw."""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import chain, combinations, permutations
from math import factorial
from random import Random

import pytest

from tests.models.test_draw import DRAWS, as_drawn, built, counted_again, drawn_outcomes  # noqa: F401
from tests.models.worlds import world

SIDES = ("from", "to")
NAMELESS = {"FROM", "TO", "UNITEMISED", "BEYOND_CLAIM"}
# Every order of more reasons than this takes too long.
FEW = 6


def subsets(reasons):
    every = sorted(reasons)
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


def left(rows, filters):
    """How many rows stay when exactly these reasons shut rows out."""
    return sum(not set(filters) & reasons for reasons in rows)


def by_subsets(rows, reasons):
    """The Shapley value of each reason, from its definition over all sets of the others."""
    number = len(reasons)
    shares = dict.fromkeys(reasons, Fraction(0))
    for reason in reasons:
        for others in subsets(reasons - {reason}):
            weight = Fraction(
                factorial(len(others)) * factorial(number - len(others) - 1), factorial(number)
            )
            shares[reason] += weight * (left(rows, others) - left(rows, {*others, reason}))
    return shares


def by_orders(rows, reasons):
    """Every step that a reason takes in some order of precedence."""
    steps = defaultdict(list)
    for order in permutations(sorted(reasons)):
        for place, reason in enumerate(order):
            steps[reason].append(left(rows, order[:place]) - left(rows, order[: place + 1]))
    return steps


def by_cells(rows, reasons):
    """Rows of each exact set of reasons, by Möbius inversion of how many carry at least a set."""
    least = {
        frozenset(each): sum(set(each) <= carried for carried in rows) for each in subsets(reasons)
    }
    return {
        each: sum((-1) ** len(more - each) * times for more, times in least.items() if each <= more)
        for each in least
    }


def reasons_of(judged, side):
    return [set(row["all_reasons"]) for row in judged if row["counted"] and row["side"] == side]


@pytest.fixture
def told(bench):
    """Judged rows, bridge and sets of reasons of a world."""

    def tell(seed):
        bench.give_world(world(Random(seed)))
        lines = bench.run("marts.bridge")
        sets = bench.run("marts.reason_set")
        return bench.run("tally.judged"), lines, sets

    return tell


@pytest.mark.parametrize("seed", range(2000, 2006))
def test_each_reason_accounts_for_what_every_subset_and_every_order_says(told, seed):
    judged, lines, _ = told(seed)
    compared = 0
    for side in SIDES:
        rows = reasons_of(judged, side)
        reasons = set().union(*rows)
        here = {line["reason"]: line for line in lines if line["side"] == side}
        assert here.keys() - NAMELESS == reasons
        shares = by_subsets(rows, reasons)
        assert {reason: Fraction(here[reason]["shapley"]) for reason in reasons} == shares
        assert sum(shares.values()) == left(rows, ()) - left(rows, reasons)
        if len(reasons) > FEW:
            continue
        compared += len(reasons)
        for reason, steps in by_orders(rows, reasons).items():
            assert (min(steps), max(steps)) == (here[reason]["alone"], here[reason]["total"])
            assert Fraction(sum(steps), len(steps)) == shares[reason]
            assert abs(here[reason]["amount"]) in steps
    assert compared


@pytest.mark.parametrize("seed", range(2000, 2003))
def test_the_sets_of_reasons_are_the_cells_that_moebius_inversion_gives(told, seed):
    judged, lines, sets = told(seed)
    for side in SIDES:
        rows = reasons_of(judged, side)
        cells = by_cells(rows, set().union(*rows))
        found = {frozenset(each["all_reasons"]): each for each in sets if each["side"] == side}
        assert {each: cell["units"] for each, cell in found.items()} == {
            each: units for each, units in cells.items() if units
        }
        assert all(cell["degree"] == len(each) for each, cell in found.items())
        for line in lines:
            if line["side"] == side and line["reason"] not in NAMELESS:
                carried = [cell for each, cell in found.items() if line["reason"] in each]
                assert sum(cell["units"] for cell in carried) == line["total"]


def test_in_every_draw_the_rows_of_both_sides_and_their_reasons_add_up(bench, built):  # noqa: F811
    """Rows, cells, attribution, bridge and the identity of two named lists, in each outcome."""
    pairs = built(8)
    values = dict(bench.connection.execute("select claim_id, value from staging.claim").fetchall())
    told = bench.found("select * from raw.comparison")[0]
    outcomes = drawn_outcomes(bench, pairs)
    for outcome in outcomes:
        amounts, _ = counted_again(bench, as_drawn(pairs, outcome))
        judged = bench.found("select * from tally.judged where counted")
        by_side = {side: [row for row in judged if row["side"] == side] for side in SIDES}
        only = {side: [row for row in rows if not row["in_both"]] for side, rows in by_side.items()}
        # Two named lists: one, less what only it counts, plus what only the other counts.
        assert len(by_side["from"]) - len(only["from"]) + len(only["to"]) == len(by_side["to"])
        for side in SIDES:
            rows = reasons_of(judged, side)
            reasons = set().union(*rows)
            assert sum(by_subsets(rows, reasons).values()) == len(only[side])
            cells = by_cells(rows, reasons)
            assert sum(cells.values()) == len(by_side[side])
            primary = Counter(row["primary_reason"] for row in only[side])
            steps = {
                line[-1]: abs(amount)
                for line, amount in amounts.items()
                if line[-2] == side and line[-1] not in NAMELESS
            }
            assert steps == primary
        end = told["from_claim_id"], told["to_claim_id"]
        assert sum(amounts.values()) == values[end[1]]
        assert next(v for line, v in amounts.items() if line[-1] == "FROM") == values[end[0]]
    assert len(outcomes) > 1


def test_the_median_of_a_line_is_the_amount_of_a_draw(bench, built):  # noqa: F811
    built(5)
    drawn = defaultdict(list)
    for line in bench.found("select * from marts.draw"):
        drawn[line["side"], line["reason"]].append(line["amount"])
    lines = [each for each in bench.found("select * from marts.bridge") if each["named"]]
    assert lines
    for line in lines:
        amounts = sorted(drawn[line["side"], line["reason"]])
        assert len(amounts) == DRAWS
        assert line["amount_median"] == amounts[DRAWS // 2 - 1]
