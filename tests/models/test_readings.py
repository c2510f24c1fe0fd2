"""One figure reported with several periods: what is left without names under each of them."""

from datetime import date
from random import Random

import pytest

from tests.models.worlds import world

CUT_OFF = date(2026, 1, 26)
BRIDGE = {"comparison_id": "main", "from_reading": "stated", "label_es": "", "label_en": ""}


def figure(claim_id, value, reading="stated", start=None, **more):
    said = {"claim_id": claim_id, "value": value, "reading": reading, "window_start": start}
    return said | {"as_of": CUT_OFF, "said_on": CUT_OFF} | more


def line(number, reading, reason, amount, low=None, high=None):
    told = {"line_no": number, "to_reading": reading, "reason": reason, "amount": amount}
    side = "from" if reason == "FROM" else "to"
    bounds = {"amount_low": low, "amount_high": high, "amount_median": amount, "running_total": 0}
    return BRIDGE | told | bounds | {"side": side, "named": 0, "claim_ids": []}


@pytest.fixture
def readings(bench):
    def read():
        for name in ("marts.comparison", "marts.claim", "marts.bridge"):
            bench.run(name)
        return bench.found("from readings_of('main')")

    return read


def test_the_widest_period_comes_first_and_not_the_one_that_fits_best(given, readings):
    given(
        "marts.comparison",
        {"position": 1, "from_claim_id": "A", "to_claim_id": "Z", "bridged_by": "claims"},
    )
    given(
        "marts.claim",
        figure("A", 266, start="2026-01-08"),
        figure("Z", 808, "december", "2025-12-01"),
        figure("Z", 808, "november", "2025-11-01"),
        figure("Z", 808),
    )
    for reading, explained in (("december", 117), ("november", 500), ("stated", 0)):
        left = 808 - 266 - explained
        given(
            "marts.bridge",
            line(1, reading, "FROM", 266, 266, 266),
            line(2, reading, "OUT_OF_WINDOW", explained, explained, explained),
            line(3, reading, "UNITEMISED", left, left, left),
            line(4, reading, "TO", 0, 0, 0),
        )
    told = [
        (each["to_reading"], each["difference"], each["explained"], each["residual"])
        for each in readings()
    ]
    assert told == [
        ("stated", 542, 0, 542),
        ("november", 542, 500, 42),
        ("december", 542, 117, 425),
    ]


def test_what_is_left_is_open_where_the_figure_is(given, readings):
    given(
        "marts.comparison",
        {"position": 1, "from_claim_id": "A", "to_claim_id": "Z", "bridged_by": "claims"},
    )
    given("marts.claim", figure("A", 5), figure("Z", 9))
    given("marts.bridge", line(1, "stated", "FROM", 5, 5, 5), line(2, "stated", "UNITEMISED", 4, 5))
    (told,) = readings()
    assert (told["residual"], told["residual_low"], told["residual_high"]) == (4, 5, None)


def test_a_figure_without_names_left_over_has_a_residual_of_nothing(given, readings):
    given(
        "marts.comparison",
        {"position": 1, "from_claim_id": "A", "to_claim_id": "Z", "bridged_by": "claims"},
    )
    given("marts.claim", figure("A", 5), figure("Z", 5))
    given("marts.bridge", line(1, "stated", "FROM", 5, 5, 5), line(2, "stated", "TO", 0, 0, 0))
    (told,) = readings()
    assert (told["residual"], told["residual_low"], told["residual_high"]) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(2100, 2104))
def test_every_reading_of_a_world_is_bridged_and_the_bounds_hold(bench, seed):
    """The difference is what the lines account for and what is left; wider readings leave no more."""
    made = world(Random(seed))
    wide = made["y"] | {"reading": "wide", "window_start": None, "excludes": []}
    bench.give_world(made, wide)
    for name in ("marts.claim", "marts.comparison", "marts.bridge", "marts.claim_evidence"):
        bench.run(name)
    told = {each["to_reading"]: each for each in bench.found("from readings_of('main')")}
    assert told.keys() == {"stated", "wide"}
    for each in told.values():
        assert each["difference"] == made["y"]["value"] - made["x"]["value"]
        assert each["difference"] == each["explained"] + each["residual"]
    evidence = [
        each
        for each in bench.found("select * from marts.claim_evidence")
        if each["claim_id"] == made["y"]["claim_id"]
    ]
    most = max(each["evidenced_high"] for each in evidence)
    for each in evidence:
        assert each["unexplained_low"] == max(0, made["y"]["value_low"] - most)
        if made["y"]["value_high"] is None:
            assert each["unexplained_high"] is None
        else:
            least = made["y"]["value_high"] - each["evidenced_low"]
            assert each["unexplained_high"] == max(0, least)
