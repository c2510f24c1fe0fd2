"""The appendix gives a number only where nothing speaks against it, and says what does."""

import pytest

from models.capture.appendix import Claim, Listed, lines
from models.capture.refusal import Refusal
from tests.models.capture_tables import (
    ARTIFICIAL_3,
    HIV_ROME,
    KOSOVO,
    SLAVERY,
    SPINA_BIFIDA,
    histories,
)

STATED = ("Supuesto inventado.", "Invented assumption.")
TWO_NGOS = "11:350 10:70 01:30"
NUMBERS = ("low", "estimate", "high")


def appendix(written, draws=None, **told):
    """The lines for a table, by identifier; it is every draw unless others are given."""
    known = {"nameless": [], "unidentified": 0, "assumption": STATED, "claims": []} | told
    listed = Listed(histories(written), **known)
    made = lines(listed, lambda: draws or [histories(written)] * 20)
    return {line["estimate_id"]: line for line in made}


def refused(found):
    return {line["refusal"] for line in found.values() if line.get("refusal")}


def claim(claim_id, value):
    return Claim(claim_id, value, "", "")


def test_a_sound_table_is_estimated_by_every_method_with_its_assumption():
    found = appendix(SPINA_BIFIDA)
    assert not refused(found)
    assert list(found) == ["observed", "no_highest_order", "log_linear", "dga", "chao", "chapman"]
    told = {name: tuple(line.get(each) for each in NUMBERS) for name, line in found.items()}
    assert found["observed"]["observed"] == 626
    assert told["observed"] == (None, None, None)
    # The usual interval, 707 to 761, leaves out the noise of those on no list.
    assert told["log_linear"] == (702, 731, 770)
    assert told["no_highest_order"][1] == 763
    assert told["dga"][1] == pytest.approx(733, abs=4)
    assert told["chao"][1:] == (872, None)
    assert found["chapman"]["lists"] == ["a", "b"]
    for line in list(found.values())[1:]:
        assert STATED[0] in line["note_es"]
        assert STATED[1] in line["note_en"]
        assert line["draws"] == 20
        assert line["low"] <= line["estimate"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (TWO_NGOS, {"too_few_lists"}),
        ("1:20", {"too_few_lists", "few_on_two_lists"}),
        ("11:6 10:40 01:30", {"too_few_lists", "small_overlap", "few_on_two_lists"}),
        (
            ARTIFICIAL_3,
            {"no_overlap", "small_overlap", "few_on_two_lists", "not_identified"}
            | {"models_disagree"},
        ),
        ("100:50 010:50 001:50 110:40 101:40 011:40 111:0", {"no_maximum"}),
        ("100:50 010:50 001:50 110:9 101:9 011:9 111:2", {"few_on_two_lists"}),
        (SLAVERY, {"models_disagree"}),
        (HIV_ROME, set()),
        (KOSOVO, set()),
    ],
)
def test_each_reason_to_refuse_is_told_and_takes_away_every_number(written, codes):
    found = appendix(written)
    assert refused(found) == codes
    if codes:
        assert not any(line.get(each) for line in found.values() for each in NUMBERS)
        assert found["observed"]["observed"] == sum(histories(written).values())


def test_without_an_assumption_nothing_is_estimated():
    assert refused(appendix(SPINA_BIFIDA, assumption=None)) == {"no_assumption"}


def test_a_list_that_names_nobody_is_told():
    found = appendix(SPINA_BIFIDA, nameless=["ministry"])
    assert refused(found) == {"list_without_names"}
    assert found["refused/list_without_names"]["note_es"] == "ministry"


def test_fewer_than_ten_draws_that_allow_an_estimate_are_too_few():
    sound, unsound = histories(SPINA_BIFIDA), histories("100:9 010:9 001:9")
    nine = appendix(SPINA_BIFIDA, draws=[sound] * 9 + [unsound] * 11)
    assert refused(nine) == {"too_few_draws"}
    assert appendix(SPINA_BIFIDA, draws=[sound] * 10 + [unsound] * 10)["dga"]["draws"] == 10


def test_draws_that_differ_widen_the_interval():
    moved = histories(SPINA_BIFIDA) | {frozenset("ac"): 82, frozenset("a"): 277}
    alike = appendix(SPINA_BIFIDA)["dga"]
    apart = appendix(SPINA_BIFIDA, draws=[histories(SPINA_BIFIDA), moved] * 10)["dga"]
    assert apart["high"] - apart["low"] > alike["high"] - alike["low"]


def test_of_six_lists_the_smallest_two_are_one():
    found = appendix(SLAVERY)
    assert found["observed"]["lists"] == ["a+f", "b", "c", "d", "e"]
    assert found["observed"]["observed"] == 2744


def test_every_code_of_refusal_can_come_up():
    found = set().union(
        *(refused(appendix(written)) for written in (TWO_NGOS, ARTIFICIAL_3)),
        refused(appendix("100:50 010:50 001:50 110:40 101:40 011:40 111:0")),
    )
    others = {"list_without_names", "no_assumption", "too_few_draws"}
    assert found | others == set(Refusal)


def test_what_a_claim_would_take_is_told_though_nothing_is_estimated():
    found = appendix(TWO_NGOS, assumption=None, claims=[claim("C1", 808), claim("C2", 895)])
    assert refused(found) == {"too_few_lists", "no_assumption"}
    ratios = [found[f"tipping_point/{each}"]["tipping_odds_ratio"] for each in ("C1", "C2")]
    assert [round(ratio, 1) for ratio in ratios] == [59.7, 74.2]


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [
        (TWO_NGOS, 450, "already"),
        (TWO_NGOS, None, "not held against people"),
        ("11:6 10:40 01:30", 100, "cannot be told"),
        ("11:40 10:30", 100, "cannot be told"),
    ],
)
def test_where_there_is_no_tipping_point_it_says_why(written, value, said):
    line = appendix(written, claims=[claim("C", value)])["tipping_point/C"]
    assert line["tipping_odds_ratio"] is None
    assert said in line["note_en"]


def test_nothing_listed_is_no_list():
    found = appendix("1:0", claims=[claim("C", 5)])
    assert refused(found) == {"too_few_lists", "few_on_two_lists"}
    assert found["observed"]["observed"] == 0
    assert list(found) == ["observed", "refused/too_few_lists", "refused/few_on_two_lists"]
