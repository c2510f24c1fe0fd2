"""Every scored pair carries its evidence, in words and in weights that add up to its odds."""

import re
from collections import defaultdict

import pytest

import models
from tests.linkage.lists import generate
from tests.models.linkage_lists import filled, judged, row

NAME = ("given", "family", "name")
SEEDS = (201, 202, 203, 204)


def told(rows, judgements=()):
    """Link these rows and tell the evidence of each pair."""
    connection = filled(rows, judgements)
    for name in ("marts.evidence", "marts.link"):
        models.build(connection, models.tables()[name])
    return connection


def found(connection, query):
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, each, strict=True)) for each in cursor.fetchall()]


def steps(*rows, judgements=()):
    """The steps of the one pair of these rows, by what they are about."""
    each = found(told(rows, judgements), "select * from marts.evidence order by step_no")
    return {(step["feature"], step["level"]): step for step in each}


@pytest.fixture(scope="module", params=SEEDS)
def lists(request):
    generated = generate(request.param, {"official": 120, "ngo": 60, "press": 60})
    judgement = judged(1, "ngo:1", "official:2", "same")
    with told(generated.rows, [judgement]) as connection:
        yield connection


def test_the_steps_of_a_pair_add_up_to_what_the_rules_say_of_it(lists):
    account = defaultdict(list)
    for step in found(lists, "select * from marts.evidence order by step_no"):
        account[step["left_record_id"], step["right_record_id"]].append(step)
    shown = found(
        lists,
        "select * from linkage.pair where decision <> 'apart' or decided_by = 'judgement'"
        " or rule_probability > 0.00001",
    )
    assert account.keys() == {(pair["left_record_id"], pair["right_record_id"]) for pair in shown}
    assert len(shown) > 100
    for pair in shown:
        each = account[pair["left_record_id"], pair["right_record_id"]]
        assert [step["step_no"] for step in each] == list(range(1, len(each) + 1))
        assert each[0]["feature"] == "prior"
        assert each[-1]["feature"] == "calibration"
        of_name = sum(step["bits"] for step in each if step["feature"] in NAME)
        assert of_name == pytest.approx(pair["name_bits"], abs=1e-4)
        assert each[-1]["running_bits"] == pytest.approx(pair["odds_bits"], abs=1e-4)


def test_every_step_has_its_words_in_both_languages(lists):
    words = found(lists, "select distinct feature, level, sign_es, sign_en from marts.evidence")
    assert len(words) > 30
    assert len({(word["feature"], word["level"]) for word in words}) == len(words)
    for word in words:
        assert word["sign_es"].strip()
        assert word["sign_en"].strip()
        assert word["sign_es"] != word["sign_en"]


def test_every_part_of_both_names_stands_in_one_step(lists):
    """Only `crossed` names parts that another step weighs already."""
    weighed = found(
        lists,
        "select left_record_id, right_record_id, string_agg(said_left, ' ') as mine,"
        " string_agg(said_right, ' ') as other from marts.evidence"
        " where feature in ('given', 'family', 'name') and level <> 'crossed'"
        " group by all",
    )
    parts = dict(
        lists.execute(
            "select record_id, list(part) from linkage.part join linkage.trait using (row_no)"
            " group by record_id"
        ).fetchall()
    )
    unsaid = 0
    for pair in weighed:
        for side, record in (("mine", "left_record_id"), ("other", "right_record_id")):
            said = (pair[side] or "").split()
            have = sorted(part for part in parts[pair[record]] if len(part) > 1)
            assert sorted(part for part in said if len(part) > 1) == have
            unsaid += len(said) < len(parts[pair[record]])
    # An initial that faces nothing is no sign.
    assert unsaid < len(weighed) / 10


def test_the_text_of_a_pair_tells_every_weight_in_both_languages(lists):
    pairs = found(
        lists,
        "select evidence, evidence_en, pair.* from marts.link"
        " join linkage.pair as pair using (left_record_id, right_record_id)",
    )
    far = [pair for pair in pairs if pair["rule_probability"] < 1e-5]
    assert len(far) > 10
    for pair in pairs:
        spanish = re.findall(r" ([+-]\d+,\d)(?:; |$)", pair["evidence"])
        english = re.findall(r" ([+-]\d+\.\d)(?:; |$)", pair["evidence_en"])
        assert [each.replace(",", ".") for each in spanish] == english
        # What is left out weighs less than 0.05, and so does what each is rounded by.
        off = abs(sum(map(float, english)) - pair["odds_bits"])
        assert off <= 0.05 * (len(english) + 14)
        assert pair["evidence"].startswith("Antes de mirar")
        assert pair["evidence_en"].startswith("Before looking")


def test_evidence_names_every_sign_with_what_the_rows_say():
    connection = told(
        [
            row("fp:1", "Ana Uzcátegui", released="2026-01-20", facility="Tocorón"),
            row("gov:1", "Ana Uscátegui Rengifo", released="2026-01-21", facility="El Rodeo I"),
        ]
    )
    (pair,) = found(connection, "select * from marts.link")
    for sign in (
        r"^Antes de mirar: filas de dos listas -\d+,\d; Nombre de pila en común: ANA \+\d+,\d; ",
        r"; Apellido que suena igual: UZCATEGUI / USCATEGUI \+\d+,\d; ",
        r"; Parte del nombre que una omite: RENGIFO -\d,\d; ",
        r"; Excarcelación a tres días o menos: 2026-01-20 / 2026-01-21 \+\d,\d; ",
        r"; Otro lugar de detención: Tocorón / El Rodeo I -\d,\d; ",
    ):
        assert re.search(sign, pair["evidence"])
    assert "; Surname that sounds the same: UZCATEGUI / USCATEGUI +" in pair["evidence_en"]


def test_parts_of_a_name_that_answer_to_none_stand_in_the_step_that_weighs_them():
    found = steps(
        row("fp:1", "Pedro Luis Uzcátegui Yépez"), row("gov:1", "Rosa Uzcátegui Quijada"),
        judgements=[judged(1, "fp:1", "gov:1", "different")],
    )  # fmt: skip
    said = {key: (step["said_left"], step["said_right"]) for key, step in found.items()}
    assert said["family", "equal"] == ("UZCATEGUI", "UZCATEGUI")
    assert said["given", "against"] == ("PEDRO", "ROSA")
    assert said["family", "against"] == ("YEPEZ", "QUIJADA")
    assert said["name", "left_out"] == ("LUIS", None)


def test_a_part_that_is_a_given_name_in_one_and_a_surname_in_the_other_says_so():
    rows = [row("fp:1", "Yusmary Uzcátegui Yépez"), row("gov:1", "Yusmary Uzcátegui Yépez")]
    alike = steps(*rows)
    connection = told(rows)
    connection.execute("update linkage.part set role = 'family' where row_no = 1 and position = 1")
    for name in ("linkage.trait", "linkage.comparison", "linkage.pair", "marts.evidence"):
        models.build(connection, models.tables()[name])
    each = found(
        connection,
        "select evidence.*, odds_bits from marts.evidence as evidence"
        " join linkage.pair using (left_record_id, right_record_id) order by step_no",
    )
    (odd,) = [step for step in each if (step["feature"], step["level"]) == ("name", "equal")]
    assert odd["said_left"] == odd["said_right"] == "YUSMARY"
    assert alike["given", "equal"]["bits"] < odd["bits"] < alike["family", "equal"]["bits"]
    assert each[-1]["running_bits"] == pytest.approx(each[-1]["odds_bits"], abs=1e-4)


def test_facts_say_what_each_row_states():
    found = steps(
        row("fp:1", "Pedro Pérez Soto, hijo", national_id="V-12.345.***", detained="2025-01-03"),
        row("gov:1", "Pedro Pérez Soto", national_id="12345679", detained_from="2025-02-01",
            detained_to="2025-02-28", age=48, sex="M"),
    )  # fmt: skip
    said = {key: (step["said_left"], step["said_right"]) for key, step in found.items()}
    assert said["generation", "one_says"] == ("HIJO", None)
    assert said["id", "masked"] == ("V12345***", "V12345679")
    assert said["detained", "apart"] == ("2025-01-03", "2025-02-01/2025-02-28")
    assert not any(feature in ("released", "sex", "born", "state") for feature, _ in said)


def test_a_number_that_speaks_of_an_age_stands_on_its_own_side():
    rows = [
        row("fp:1", "Pedro Pérez Soto", age=30),
        row("gov:1", "Pedro Pérez Soto", national_id="V12345679"),
    ]
    for order in (rows, rows[::-1]):
        one, other = order[0] | {"record_id": "a:1"}, order[1] | {"record_id": "b:1"}
        (step,) = [step for (feature, _), step in steps(one, other).items() if feature == "number"]
        said = [step["said_left"], step["said_right"]]
        assert sorted(said) == ["1995-02-10/1996-02-09", "V12345679"]
        assert (said[0] == "V12345679") == ("national_id" in one)


def test_day_of_release_and_day_of_rearrest_are_not_compared():
    again = {"event": "rearrest", "source_kind": "status_list"}
    connection = told(
        [
            row("fp:1", "Yusmary Uzcátegui Yépez", released="2026-01-10"),
            row("back:1", "Yusmary Uzcátegui Yépez", released="2026-01-24", **again),
        ]
    )
    assert connection.execute("select decision from marts.link").fetchall() == [("link",)]
    assert "released" not in {
        step["feature"] for step in found(connection, "select * from marts.evidence")
    }


def test_a_slip_between_rare_words_weighs_less_than_a_rare_word_that_is_equal():
    def family(one, other):
        found = steps(row("fp:1", f"Luis {one}"), row("gov:1", f"Luis {other}"))
        return next(step["bits"] for (feature, _), step in found.items() if feature == "family")

    assert 0 < family("Quiaroba", "Quierova") < family("Quiaroba", "Quiaroba") - 5


def test_the_evidence_of_a_judged_pair_is_what_the_rules_say():
    same = {"released": "2026-01-20", "facility": "Tocorón"}
    rows = [row("fp:1", "Ana Soto", **same), row("gov:1", "Luis Pérez", **same)]
    found = steps(*rows, judgements=[judged(1, "gov:1", "fp:1", "same")])
    assert found["given", "against"]["bits"] < -5
    assert min(step["running_bits"] for step in found.values()) < -20


def test_the_waterfall_of_a_pair_is_told_whichever_row_is_named_first():
    connection = told([row("fp:1", "Ana Soto Quijada"), row("gov:1", "Ana Soto Quijada")])
    waterfall = connection.execute("from waterfall_of('fp:1', 'gov:1')").fetchall()
    assert len(waterfall) > 4
    assert connection.execute("from waterfall_of('gov:1', 'fp:1')").fetchall() == waterfall
