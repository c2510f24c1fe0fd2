import pytest

from sources import SourceError, read_sources
from sources.reference import codes


def refused(case) -> str:
    with pytest.raises(SourceError) as refusal:
        read_sources(case.root, codes(case.root, case.reference))
    return str(refusal.value)


def test_sources_come_in_order_of_id(case):
    case.declare("b_list", "ngo")
    case.declare("a_list", "press")
    assert [source.id for source in read_sources(case.root)] == ["a_list", "b_list"]


def test_claims_are_a_source_of_their_own(case):
    case.write("data/claims.csv", "claim_id\n")
    [claims] = read_sources(case.root)
    assert (claims.id, claims.declaration.kind) == ("claims", "claims")
    assert claims.declaration.heading_of["said_on"] == "said_on"


def test_names_are_masked_unless_the_declaration_permits_them(case):
    case.declare("shut")
    case.declare("open", names="public")
    assert [each.declaration.names for each in read_sources(case.root)] == ["public", "masked"]


def test_one_heading_may_feed_two_fields(case):
    case.declare(columns="{' Delito  común ': [offence, political]}")
    assert case.source().declaration.heading_of == {
        "offence": "Delito común",
        "political": "Delito común",
    }


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"titel": "x"}, "unknown key titel; write one of title, publisher"),
        ({"publisher": "{name: N, kind: state}"}, "publisher.kind is 'state'; write 'government'"),
        ({"publisher": "{name: N, kind: ngo, url: x}"}, "unknown key publisher.url; take it out"),
        ({"title": None}, "title is missing; add it"),
        ({"names": "yes"}, "names is 'yes'; write 'public' or 'masked'"),
        (
            {"kind": "register", "names": "public"},
            "names: public is for kind: release_list alone; take it out",
        ),
        ({"columns": "{}"}, "columns is {}"),
        (
            {"columns": "{Nombre: ful_name}"},
            "no field is called 'ful_name'; did you mean full_name",
        ),
        ({"columns": "{A: age, B: age}"}, "two headings feed age; put one of them under ignore:"),
        ({"columns": "{A b: age, 'A  b': sex}"}, "columns: ['A b'] stand twice"),
        ({"ignore": "[Nombre]"}, "['Nombre'] stand under columns: and ignore:; keep one"),
        ({"row_key": "[Foto]"}, "row_key: ['Foto'] stand neither under columns: nor ignore:"),
        ({"dates": None}, "dates is missing; write iso, dmy or mdy"),
        ({"dates": "ymd"}, "dates is 'ymd'; write 'iso', 'dmy' or 'mdy'"),
        ({"name_order": None}, "name_order is missing; write given_first"),
        (
            {"values": "{measure: {a: full_freedom}}"},
            "values: names measure, which no heading feeds",
        ),
        ({"values": "{full_name: {a: b}}"}, "values: binds categories only; take full_name out"),
        ({"split": "{full_name: ';'}"}, "split: full_name holds one value"),
        ({"required": "[age]"}, "required: names age, which no heading feeds"),
        (
            {"defaults": "{event: freed}"},
            "defaults.event: no code 'freed'; write one of ['release']",
        ),
        ({"defaults": "{nationality: Venezuela}"}, "'Venezuela' is no country"),
        ({"files": "../elsewhere/*"}, "files: ../elsewhere/* leaves the case"),
        ({"encoding": "latin-99"}, "encoding: no encoding is called 'latin-99'"),
        ({"pattern": "x"}, "pattern belongs to reader: text; take it out"),
        ({"reader": "text", "pattern": "("}, "pattern is no regular expression"),
        ({"reader": "text", "pattern": "(?P<a>.)"}, "pattern names the groups ['a']"),
        ({"reader": "own"}, "reader: own needs list.py beside it"),
        ({"reader": "excel"}, "reader is 'excel'; write 'table'"),
        ({"expect": "{min_rows: none}"}, "expect.min_rows is 'none'"),
    ],
)
def test_what_a_declaration_may_not_say(case, keys, said):
    case.declare(**keys)
    assert said in refused(case)
    assert refused(case).startswith("sources/ngo/list.yml")


def test_a_value_must_mean_a_code_of_its_scheme(case):
    columns = "{Nombre: full_name, Medida: measure}"
    case.declare(columns=columns, values="{measure: {Plena: full_freedom, '*': null}}")
    read_sources(case.root, codes(case.root, case.reference))
    case.declare(columns=columns, values="{measure: {Plena: freedom}}")
    assert "values.measure: no code 'freedom'; write one of ['full_freedom', 'reporting']" in (
        refused(case)
    )


def test_two_sources_may_not_share_a_name(case):
    case.declare("list", "ngo")
    case.declare("list", "press")
    assert "sources/ngo/list.yml and sources/press/list.yml: two sources with one name" in (
        refused(case)
    )


def test_the_name_of_a_file_is_an_identifier(case):
    case.declare("Lista 1")
    assert "write it in small letters, digits and _" in refused(case)


def test_the_name_claims_belongs_to_the_claims(case):
    case.write("data/claims.csv", "claim_id\n")
    case.declare("claims")
    assert "the name claims belongs to data/claims.csv" in refused(case)


def test_every_fault_is_said_at_once(case):
    case.declare("a", dates="ymd")
    case.declare("b", name_order=None)
    assert [line.split(":")[0] for line in refused(case).splitlines()] == [
        "sources/ngo/a.yml",
        "sources/ngo/b.yml",
    ]
