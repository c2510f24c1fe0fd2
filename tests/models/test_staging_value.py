"""What a published value means, by the YAML of its source."""

import pytest


@pytest.fixture
def codes(bench):
    """The codes of one field of one published cell, and whether each was understood."""

    def read(field, cell, **declared):
        bench.give_labels()
        bench.declare("ngo", {field: "H"}, **declared)
        bench.publish("ngo", {"H": cell})
        found = sorted(bench.run("staging.value"), key=lambda row: row["position"])
        return [(row["value_code"], row["understood"]) for row in found]

    return read


LISTED = {"Casa por cárcel": "house_arrest", "Libertad plena": "full_freedom", "-": None}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Libertad plena", [("full_freedom", True)]),
        ("  Libertad \u00a0 plena ", [("full_freedom", True)]),
        ("Casa por ca\u0301rcel", [("house_arrest", True)]),
        ("-", [(None, True)]),
        ("", [(None, True)]),
        (None, [(None, True)]),
        ("libertad plena", [(None, False)]),
        ("Libertad", [(None, False)]),
    ],
)
def test_a_listed_value_means_its_code_and_no_other_is_understood(codes, cell, expected):
    assert codes("measure", cell, values={"measure": LISTED}) == expected


def test_a_star_stands_for_every_other_value_but_not_for_a_blank(codes):
    values = {"political": {"Común": "no", "*": "unstated"}}
    assert codes("political", "Otro", values=values) == [("unstated", True)]


def test_a_blank_is_not_what_the_star_says(codes):
    values = {"political": {"Común": "no", "*": "unstated"}}
    assert codes("political", " ", values=values) == [(None, True)]


def test_a_blank_means_the_default(codes):
    assert codes("event", "", defaults={"event": "release"}) == [("release", True)]


def test_a_field_without_heading_holds_its_default(declare, publish, run, bench):
    bench.give_labels()
    declare("ngo", {"full_name": "Nombre"}, defaults={"event": "release"})
    publish("ngo", {"Nombre": "Ana"})
    found = {row["field"]: row["value_code"] for row in run("staging.value")}
    assert found == {"full_name": "Ana", "event": "release"}


def test_several_values_of_a_cell_stand_apart_in_order(codes):
    found = codes(
        "measure",
        "Libertad plena; Casa por cárcel",
        values={"measure": LISTED},
        split={"measure": ";"},
    )
    assert found == [("full_freedom", True), ("house_arrest", True)]


def test_a_separator_at_the_end_adds_no_value(codes):
    found = codes(
        "measure",
        "Casa por cárcel;",
        values={"measure": LISTED},
        split={"measure": ";"},
        defaults={"measure": "none_stated"},
    )
    assert found == [("house_arrest", True)]


@pytest.mark.parametrize(
    ("field", "cell", "understood"),
    [
        ("event", "order", True),
        ("event", "orden", False),
        ("sex", "F", True),
        ("sex", "mujer", False),
        ("facility", "cualquiera", True),
    ],
)
def test_an_unlisted_field_holds_codes_where_the_field_has_codes(codes, field, cell, understood):
    assert codes(field, cell) == [(cell, understood)]


def test_a_code_in_the_yaml_that_is_none_is_not_understood(codes):
    assert codes("event", "Sí", values={"event": {"Sí": "freed"}}) == [("freed", False)]


def test_one_heading_feeds_two_fields(declare, publish, run, bench):
    bench.give_labels()
    values = {"political": {"Común": "no", "*": "yes"}}
    declare("ngo", {"offence": "Delito", "political": "Delito"}, values=values)
    publish("ngo", {"Delito": "Común"})
    found = {row["field"]: row["value_code"] for row in run("staging.value")}
    assert found == {"offence": "Común", "political": "no"}
