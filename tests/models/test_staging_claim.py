"""Claims: typed, bounded, and refused where a figure or a reference cannot be used."""

from datetime import date

import pytest

HEADINGS = [
    *("claim_id", "reading", "organisation", "side", "said_on", "as_of", "value", "qualifier"),
    *("unit", "stock_or_flow", "basis", "window_start", "window_end", "excludes", "population"),
    "evidence",
    *("parts", "derived_from", "names_published", "part_reason"),
]
WHOLE = {
    "organisation": "Organización inventada",
    "side": "ngo",
    "said_on": "2026-02-09",
    "value": "10",
    "unit": "person",
}


@pytest.fixture
def claimed(bench):
    """Publish claims, each a whole one with these cells put in, in a case with one list."""

    def publish(*changes, date_order="iso"):
        bench.give_labels()
        columns = {heading: heading for heading in HEADINGS}
        bench.declare("claims", columns, source_kind="claims", date_order=date_order)
        bench.given("raw.source", {"source_id": "ngo_list"})
        rows = [{"claim_id": f"Q{place}"} | WHOLE | cells for place, cells in enumerate(changes, 1)]
        return bench.publish("claims", *rows, on=None)

    return publish


@pytest.fixture
def claims(bench, claimed):
    def read(*changes, **declared):
        claimed(*changes, **declared)
        return sorted(bench.run("staging.claim"), key=lambda row: (row["claim_id"], row["reading"]))

    return read


@pytest.fixture
def faults(bench, claimed):
    """Line, heading, value, fault and remedy of everything that keeps claims from being used."""

    def read(*changes, **declared):
        claimed(*changes, **declared)
        return sorted(
            (row["locator"], row["heading"], row["value_text"], row["reason_text"], row["remedy"])
            for row in bench.run("staging.claim_fault")
        )

    return read


def test_what_a_claim_leaves_unsaid(claims):
    [claim] = claims({})
    unsaid = {key: claim[key] for key in ("reading", "qualifier", "basis", "stock_or_flow")}
    assert unsaid == {
        "reading": "stated",
        "qualifier": "exact",
        "basis": "gross",
        "stock_or_flow": "flow",
    }
    assert claim["as_of"] == claim["said_on"] == date(2026, 2, 9)
    assert (claim["window_start"], claim["window_end"], claim["derived_from"]) == (None, None, None)
    assert (claim["excludes"], claim["evidence"], claim["parts"]) == ([], [], [])


def test_the_words_of_a_figure_bound_it(claims):
    found = claims(
        {"qualifier": "exact"},
        {"qualifier": "about"},
        {"qualifier": "at_least"},
        {"qualifier": "more_than"},
        {"qualifier": "more_than", "value": ""},
    )
    assert [(claim["value_low"], claim["value_high"]) for claim in found] == [
        (10, 10),
        (10, 10),
        (10, None),
        (11, None),
        (None, None),
    ]


def test_lists_of_a_claim(claims):
    found = claims(
        {"excludes": "TRANSFER | DEATH", "evidence": "ngo_list", "parts": "Q2|Q3"},
        {"derived_from": "Q1|Q3"},
        {},
    )
    assert found[0]["excludes"] == ["TRANSFER", "DEATH"]
    assert found[0]["evidence"] == ["ngo_list"]
    assert found[0]["parts"] == ["Q2", "Q3"]
    assert found[1]["derived_from"] == ["Q1", "Q3"]


def test_readings_stand_beside_the_claim_as_it_was_said(claims):
    found = claims({}, {"claim_id": "Q1", "reading": "december", "window_start": "2025-12-01"})
    assert [(claim["reading"], claim["window_start"]) for claim in found] == [
        ("december", date(2025, 12, 1)),
        ("stated", None),
    ]


def test_dates_are_read_in_the_declared_order_and_months_to_their_end(claims):
    window = {"window_start": "12/2025", "window_end": "01/2026"}
    [claim] = claims({"said_on": "09/02/2026", "as_of": "8/2/2026"} | window, date_order="dmy")
    assert (claim["said_on"], claim["as_of"]) == (date(2026, 2, 9), date(2026, 2, 8))
    assert (claim["window_start"], claim["window_end"]) == (date(2025, 12, 1), date(2026, 1, 31))


def test_a_claim_said_after_the_cut_off_of_the_run_is_not_known(given, claims):
    given("raw.vintage", {"as_of_day": "2026-02-09"})
    found = claims({}, {"said_on": "2026-02-10", "as_of": "2026-02-01"})
    assert [claim["claim_id"] for claim in found] == ["Q1"]


def test_a_claim_may_be_a_part_of_one_that_is_not_yet_said(given, faults):
    given("raw.vintage", {"as_of_day": "2026-02-09"})
    given("raw.comparison", {"from_claim_id": "Q1", "to_claim_id": "Q2"})
    assert faults({"parts": "Q2"}, {"said_on": "2026-02-10"}) == []


def test_whole_claims_have_no_fault(faults):
    assert (
        faults({}, {"value": ""}, {"window_start": "2026-01-08", "window_end": "2026-01-08"}) == []
    )


CODES = "use a code of data/reference/labels.csv"
SOURCE = "name the stem of a YAML file under sources/, or leave it blank"
CLAIM = "name a claim_id of the claims"
EXCLUDE = "name codes that a scope shuts out only if it says so"
DATE = "write a day, in the order that dates: of its YAML declares"
FAULTS = [
    ({"claim_id": ""}, "claim_id", None, "blank", "fill it in"),
    ({"organisation": " "}, "organisation", None, "blank", "fill it in"),
    ({"side": None}, "side", None, "blank", "fill it in"),
    ({"said_on": ""}, "said_on", None, "blank", "fill it in"),
    ({"unit": ""}, "unit", None, "blank", "fill it in"),
    ({"side": "ong"}, "side", "ong", "unknown code", CODES),
    ({"qualifier": "over"}, "qualifier", "over", "unknown code", CODES),
    ({"unit": "people"}, "unit", "people", "unknown code", CODES),
    ({"stock_or_flow": "both"}, "stock_or_flow", "both", "unknown code", CODES),
    ({"basis": "net"}, "basis", "net", "unknown code", CODES),
    ({"population": "foreigners"}, "population", "foreigners", "unknown code", CODES),
    ({"names_published": "some"}, "names_published", "some", "unknown code", CODES),
    ({"part_reason": "LATE"}, "part_reason", "LATE", "unknown code", CODES),
    (
        {"value": "más de 800"},
        "value",
        "más de 800",
        "no whole number",
        "write digits alone, or leave it blank where no figure was given",
    ),
    ({"evidence": "ngo_list|gov|un"}, "evidence", "gov|un", "unknown source", SOURCE),
    ({"parts": "Q2|Q99"}, "parts", "Q99", "unknown claim", CLAIM),
    ({"derived_from": "Q98"}, "derived_from", "Q98", "unknown claim", CLAIM),
    (
        {"excludes": "TRANSFER|DUPLICATE"},
        "excludes",
        "DUPLICATE",
        "not a code that a scope may exclude",
        EXCLUDE,
    ),
    ({"reading": "december"}, "reading", None, "no stated reading", None),
    ({"said_on": "ayer"}, "said_on", "ayer", "no date", DATE),
    ({"as_of": "2026-02"}, "as_of", "2026-02", "no date", DATE),
    (
        {"window_start": "2026-01-08/2026-01-09"},
        "window_start",
        "2026-01-08/2026-01-09",
        "no date",
        DATE,
    ),
    (
        {"window_start": "2026-01-08", "window_end": "2026-01-07"},
        "window_end",
        "2026-01-07",
        "ends before it begins",
        "correct the dates",
    ),
]


def test_each_fault_is_told_once_with_its_remedy(faults):
    expected = []
    for place, (_, heading, value, fault, remedy) in enumerate(FAULTS, 1):
        told = (value, fault, remedy)
        if fault == "no stated reading":
            told = (f"Q{place}", fault, "add the claim as it was said, with reading stated")
        expected.append((f"row {place}", heading, *told))
    assert faults(*(cells for cells, *_ in FAULTS)) == sorted(expected)


def test_a_faulty_claim_stops_the_run_and_is_not_used(bench, claimed):
    claimed(*(cells for cells, *_ in FAULTS), {})
    used = [claim["claim_id"] for claim in bench.run("staging.claim")]
    assert used == [f"Q{len(FAULTS) + 1}"]
    told = bench.run("staging.rejected")
    assert len(told) == len(FAULTS)
    assert all(row["stops"] for row in told)


def test_only_unidentifiable_of_the_evidence_reasons_may_be_excluded(faults):
    by_themselves = "REPEAT|OUT_OF_WINDOW|REARRESTED|UNDETERMINED|UNVERIFIED|NOT_ON_LIST|UNITEMISED"
    [fault] = faults({"excludes": f"UNIDENTIFIABLE|{by_themselves}"})
    assert set(fault[2].split("|")) == set(by_themselves.split("|"))


def test_one_reading_given_twice(faults):
    [fault] = faults({}, {"claim_id": "Q1"})
    assert fault == (
        "row 2",
        "claim_id",
        "Q1",
        "one reading given twice",
        "give each further reading a name of its own in reading",
    )


def test_a_comparison_of_a_claim_that_is_none(given, faults):
    given("raw.comparison", {"from_claim_id": "Q1", "to_claim_id": "Q9"})
    assert faults({}) == [("comparison main", "to", "Q9", "unknown claim", CLAIM)]


def test_a_window_that_ends_before_it_begins_in_another_order_of_dates(faults):
    whole = {"said_on": "09/02/2026", "window_start": "20/01/2026"}
    found = faults(
        whole | {"window_end": "08/02/2026"}, whole | {"window_end": "19/01/2026"}, date_order="dmy"
    )
    assert [fault[0] for fault in found] == ["row 2"]


# Claims made of themselves ----------------------------------------------------------------------

CIRCLE = "leads back to the claim itself"
OPENED = "take out what the claim is itself a part of, or computed from"


@pytest.mark.parametrize("heading", ["parts", "derived_from"])
def test_a_claim_may_not_be_made_of_itself(faults, heading):
    assert faults({heading: "Q1"}) == [("row 1", heading, "Q1", CIRCLE, OPENED)]


@pytest.mark.parametrize("heading", ["parts", "derived_from"])
def test_every_claim_of_a_circle_is_named_with_what_leads_back(faults, heading):
    told = faults({heading: "Q2|Q4"}, {heading: "Q3"}, {heading: "Q1"}, {}, {heading: "Q1"})
    assert told == [
        ("row 1", heading, "Q2", CIRCLE, OPENED),
        ("row 2", heading, "Q3", CIRCLE, OPENED),
        ("row 3", heading, "Q1", CIRCLE, OPENED),
    ]


@pytest.mark.parametrize("heading", ["parts", "derived_from"])
def test_a_stock_is_made_of_no_flow(faults, heading):
    remedy = "name claims of the same stock_or_flow; declare a balance for the others"
    assert faults({heading: "Q2|Q3"} | STOCK, {}, STOCK, {heading: "Q2"}) == [
        ("row 1", heading, "Q2", "mixes stock and flow", remedy)
    ]


def test_a_difference_may_be_a_part_of_what_it_was_taken_from(faults):
    assert faults({"parts": "Q2|Q3"}, {}, {"derived_from": "Q1|Q2"}) == []


def test_a_part_for_the_same_period_says_of_what_it_is_a_part(claims):
    whole = {"parts": "Q2|Q3|Q4|Q5", "window_start": "2026-01-08"}
    same, later = {"window_start": "2026-01-08"}, {"window_start": "2026-02-01"}
    found = claims(whole, same, later, same | {"organisation": "Otra"}, same | {"unit": "order"})
    assert [claim["breakdown_of"] for claim in found] == [None, "Q1", None, None, None]


# Balances ---------------------------------------------------------------------------------------

STOCK = {"stock_or_flow": "stock"}
OPENING = STOCK | {"as_of": "2026-01-05"}
FREED = {"window_start": "2026-01-08"}
LATE = STOCK | {"population": "late_registered"}


@pytest.fixture
def unbalanced(given, faults):
    """Item, value, fault and remedy of a balance of claims Q1 to Q2 in which Q3 was released, Q4 late."""

    def read(opening=None, closing=None, freed=None, late=None):
        titles = {"balance_id": "b", "position": 1, "balance_es": "B", "balance_en": "B"}
        items = ("opening", "releases", "late_additions", "closing")
        for place, (item, claim_id) in enumerate(
            zip(items, ("Q1", "Q3", "Q4", "Q2"), strict=True), 1
        ):
            given("raw.balance", titles | {"item": item, "place": place, "claim_id": claim_id})
        told = faults(
            OPENING | (opening or {}),
            STOCK | (closing or {}),
            FREED | (freed or {}),
            LATE | (late or {}),
        )
        assert {fault[0] for fault in told} <= {"balance b"}
        return [fault[1:] for fault in told]

    return read


def test_a_sound_balance_has_no_fault(unbalanced):
    assert unbalanced() == []


UNBALANCED = [
    ({"opening": {"stock_or_flow": "flow"}}, "opening", "Q1", "no stock",
        "name a claim whose stock_or_flow is stock"),
    ({"closing": {"stock_or_flow": "flow"}}, "closing", "Q2", "no stock",
        "name a claim whose stock_or_flow is stock"),
    ({"freed": STOCK}, "releases", "Q3", "no flow", "name a claim whose stock_or_flow is flow"),
    ({"late": {"population": ""}}, "late_additions", "Q4", "counts all who are held",
        "name a claim of those who came or went, and say whom it counts in population"),
    ({"freed": {"unit": "measure"}}, "releases", "Q3", "counts no persons",
        "name a claim whose unit is person"),
    ({"freed": {"value": ""}}, "releases", "Q3", "no figure", "name a claim with a value"),
    ({"closing": {"organisation": "Otra"}}, "closing", "Q2",
        "another organisation than that of the opening", "name claims of one organisation"),
    ({"closing": {"population": "press"}}, "closing", "Q2",
        "another population than that of the opening", "name claims of one population"),
    ({"freed": {"population": "press"}}, "releases", "Q3",
        "another population than that of the opening", "name claims of one population"),
    ({"closing": {"as_of": "2026-01-05"}, "freed": {"window_start": ""}}, "closing", "Q2",
        "closes before it opens", "name a closing stock of a later day"),
    ({"freed": {"window_start": "2025-12-01"}}, "releases", "Q3",
        "counts days outside the balance", "name a claim of days between the two stocks"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "item", "value", "fault", "remedy"), UNBALANCED)
def test_what_a_balance_may_not_be_made_of(unbalanced, changes, item, value, fault, remedy):
    assert unbalanced(**changes) == [(item, value, fault, remedy)]


def test_a_balance_of_a_claim_that_is_none(given, faults):
    titles = {"balance_id": "b", "position": 1, "balance_es": "B", "balance_en": "B"}
    for place, (item, claim_id) in enumerate([("opening", "Q1"), ("closing", "Q9")], 1):
        given("raw.balance", titles | {"item": item, "place": place, "claim_id": claim_id})
    assert faults(OPENING) == [("balance b", "closing", "Q9", "unknown claim", CLAIM)]
