"""A population held, reconciled with what came and went."""

import pytest

from tests.models.figures import day, figure

HELD = {"stock_or_flow": "stock", "window_start": None}
OPENED = figure("OPEN", 806, as_of=day(5), **HELD)
CLOSED = figure("SHUT", 777, as_of=day(19), **HELD)
FREED = figure("OUT", 143, as_of=day(19))
LATE = figure("LATE", 122, as_of=day(20), population="late_registered", **HELD)
ITEMS = ("releases", "deaths", "arrests", "rearrests", "late_additions", "reclassified")


@pytest.fixture
def balance(bench):
    """Item, amount and running total of each line; `named` are items and their claims in order."""

    def reconcile(named, *claims):
        bench.give_labels()
        bench.given("staging.claim", *claims)
        titles = {
            "balance_id": "b",
            "position": 1,
            "balance_es": "Balance",
            "balance_en": "Balance",
        }
        for place, (item, claim_id) in enumerate(named, 1):
            bench.given(
                "raw.balance", titles | {"item": item, "place": place, "claim_id": claim_id}
            )
        found = sorted(bench.run("marts.balance"), key=lambda line: line["line_no"])
        return [(line["item"], line["amount"], line["running_total"]) for line in found]

    return reconcile


def between(*items):
    return [("opening", "OPEN"), *items, ("closing", "SHUT")]


def test_the_residual_keeps_its_sign_and_a_line_of_its_own(bench, balance):
    named = between(("releases", "OUT"), ("late_additions", "LATE"))
    assert balance(named, OPENED, FREED, LATE, CLOSED) == [
        ("opening", 806, 806),
        ("releases", -143, 663),
        ("late_additions", 122, 785),
        ("residual", -8, 777),
        ("closing", 0, 777),
    ]
    labels = {
        line["item"]: (line["label_es"], line["label_en"]) for line in bench.run("marts.balance")
    }
    assert labels["releases"] == (
        "excarcelaciones: Norte, 143 (OUT, 19/01/2026)",
        "releases: Norte, 143 (OUT, 2026-01-19)",
    )
    assert labels["residual"] == ("sin explicar", "unexplained")


def test_a_residual_of_nothing_is_shown(balance):
    came = figure("IN", 114, as_of=day(19), population="newly_jailed", **HELD)
    assert balance(between(("releases", "OUT"), ("arrests", "IN")), OPENED, FREED, came, CLOSED)[
        3
    ] == (
        "residual",
        0,
        777,
    )


@pytest.mark.parametrize(("item", "sign"), [*zip(ITEMS, (-1, -1, 1, 1, 1, -1), strict=True)])
def test_what_comes_adds_and_what_goes_takes_off(balance, item, sign):
    moved = figure("M", 10, as_of=day(19))
    lines = balance(between((item, "M")), OPENED, moved, CLOSED)
    assert lines[1:3] == [(item, sign * 10, 806 + sign * 10), ("residual", -29 - sign * 10, 777)]


def test_several_figures_of_one_item_have_a_line_each(balance):
    more = figure("MORE", 7, as_of=day(19))
    lines = balance(between(("releases", "OUT"), ("releases", "MORE")), OPENED, FREED, more, CLOSED)
    assert [line[:2] for line in lines] == [
        ("opening", 806),
        ("releases", -143),
        ("releases", -7),
        ("residual", 121),
        ("closing", 0),
    ]


def test_what_is_open_leaves_an_open_residual(bench, balance):
    balance(
        between(("releases", "OUT")),
        OPENED,
        figure("OUT", 143, qualifier="at_least", as_of=day(19)),
        CLOSED,
    )
    lines = {line["item"]: line for line in bench.run("marts.balance")}
    bounds = [
        (lines[item]["amount_low"], lines[item]["amount_high"]) for item in ("releases", "residual")
    ]
    assert bounds == [(None, -143), (114, None)]


@pytest.mark.parametrize("missing", ["OPEN", "OUT", "SHUT"])
def test_a_balance_of_a_figure_not_yet_said_is_left_out(balance, missing):
    known = [claim for claim in (OPENED, FREED, CLOSED) if claim["claim_id"] != missing]
    assert balance(between(("releases", "OUT")), *known) == []


# The real claims --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reconciled(real):
    """Amount and running total of each line of a real balance, with its claim."""

    def lines(balance_id):
        found = [line for line in real["marts.balance"] if line["balance_id"] == balance_id]
        return [
            (line["claim_id"], line["amount"], line["running_total"])
            for line in sorted(found, key=lambda line: line["line_no"])
        ]

    return lines


def test_806_less_143_is_663_and_122_late_additions_overshoot_777_by_8(reconciled):
    assert reconciled("january_777") == [
        ("C020", 806, 806),
        ("C063", -143, 663),
        ("C068", 122, 785),
        (None, -8, 777),
        ("C064", 0, 777),
    ]


def test_902_held_is_893_and_10_jailed_less_1_released(reconciled, real):
    assert reconciled("december_week") == [
        ("C005a", 893, 893),
        ("C005c", -1, 892),
        ("C005b", 10, 902),
        (None, 0, 902),
        ("C005", 0, 902),
    ]
    [sentence] = [row for row in real["staging.claim"] if row["claim_id"] == "C005"]
    assert "Week before 893, plus 10 jailed, minus 1 released" in sentence["notes"]


def test_806_less_302_is_504_and_207_short_of_711_of_which_122_were_told(reconciled):
    assert reconciled("january_711") == [
        ("C020", 806, 806),
        ("C089", -302, 504),
        ("C068", 122, 626),
        (None, 85, 711),
        ("C090", 0, 711),
    ]
    assert 711 - 504 == 122 + 85 == 207
