import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from tests.models.linkage_lists import row


@pytest.fixture(scope="module")
def warehouse():
    return models.blank()


def scalar(warehouse, query, *values):
    return warehouse.execute(query, list(values)).fetchall()[0][0]


@pytest.mark.parametrize(
    ("published", "id_key", "valid"),
    [
        ("V-12.345.679", "V12345679", True),
        ("V12345679", "V12345679", True),
        ("V 12345679", "V12345679", True),
        ("v.- 12.345.679", "V12345679", True),
        ("C.I. 12.345.679", "V12345679", True),
        ("C.I. N° V-9.876.544", "V9876544", True),
        ("CI12345679", "V12345679", True),
        ("12345679.0", "V12345679", True),
        ("V-5.670.000", "V5670000", True),
        ("012345679", "V12345679", True),
        ("E-82.972.650", "E82972650", True),
        ("82972650", "E82972650", True),
        ("12.345.***", "V12345***", False),
        ("V-12.XXX.679", "V12***679", False),
        ("123456789", "V123456789", False),
        ("45.123.456", "V45123456", False),
        ("0", "V0", False),
        ("1111111", "V1111111", False),
        ("12345678", "V12345678", False),
        ("99999999", "V99999999", False),
        ("S/N", None, False),
        ("no tiene", None, False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_numbers_take_one_form(warehouse, published, id_key, valid):
    assert scalar(warehouse, "select id_key_of(?)", published) == id_key
    assert scalar(warehouse, "select id_is_valid(id_key_of(?))", published) is valid


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("V12345679", "V12345679", "equal"),
        ("V12345679", "V12345697", "slip"),
        ("V12345679", "V12345670", "slip"),
        ("V12345679", "V20345118", "different"),
        ("V12345***", "V12345679", "masked"),
        ("V12345***", "V12346679", "masked_different"),
        ("V123456789", "V123456789", None),
        ("V451234569", "V451234569", "same_text"),
        ("V99999999", "V99999999", None),
        ("V12345679", None, None),
    ],
)
def test_numbers_agree_by_level(warehouse, one, other, level):
    query = (
        "select id_level(one, id_is_valid(one), other, id_is_valid(other))"
        " from (select ? as one, ? as other)"
    )
    assert scalar(warehouse, query, one, other) == level


def test_a_case_without_a_scheme_takes_numbers_as_text(warehouse):
    tables = models.tables()
    case = {
        "country": "CU",
        "case_es": "Caso",
        "case_en": "Case",
        "timezone": "America/Havana",
        "identity": "none",
        "release_gap_days": 14,
        "precedence": [],
    }
    models.fill(warehouse, tables["raw.case"], [case])
    models.fill(
        warehouse, tables["staging.record"], [row("a:1", "Ana Soto", national_id="ab-79 123")]
    )
    models.build(warehouse, tables["staging.name"])
    assert warehouse.execute("select id_key, id_valid from staging.name").fetchall() == [
        ("AB79123", True)
    ]


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="VEve0123456789.-* XCI°N", max_size=20))
def test_the_form_of_a_form_is_itself(warehouse, text):
    once = scalar(warehouse, "select id_key_of(?)", text)
    assert once is None or scalar(warehouse, "select id_key_of(?)", once) == once
