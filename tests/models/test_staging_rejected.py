"""What cannot be used is refused with a remedy, and stops its list."""

import pytest

COLUMNS = {
    "full_name": "Nombre",
    "occurred_on": "Fecha",
    "measure": "Medida",
    "political": "Delito",
    "offence": "Delito",
    "age": "Edad",
    "nationality": "País",
}
VALUES = {"measure": {"Libertad plena": "full_freedom"}, "political": {"Común": "no"}}
WHOLE = {
    "Nombre": "Ana",
    "Fecha": "2026-01-09",
    "Medida": "Libertad plena",
    "Delito": "Común",
    "Edad": "34",
    "País": "VE",
}


@pytest.fixture
def refused(bench):
    """What is refused of a list of whole rows with these cells put in, one row each."""

    def read(*changes, **declared):
        bench.give_labels()
        bench.declare("ngo", COLUMNS, **({"values": VALUES, "date_order": "iso"} | declared))
        bench.publish("ngo", *(WHOLE | change for change in changes))
        found = sorted(bench.run("staging.rejected"), key=lambda row: row["locator"])
        return [
            (row["locator"], row["heading"], row["value_text"], row["reason_text"], row["remedy"])
            for row in found
        ]

    return read


def test_a_whole_row_is_not_refused(refused):
    assert refused({}, {"Edad": "", "País": None, "Medida": " "}) == []


def test_each_fault_is_told_with_its_remedy(refused):
    assert refused(
        {"Medida": "Libertad"},
        {"Fecha": "ayer"},
        {"Edad": "unos 30"},
        {"País": "Venezuela"},
        {"Delito": "Rebelión"},
    ) == [
        (
            "row 1",
            "Medida",
            "Libertad",
            "unknown value",
            "list it under values: measure: in the YAML of ngo",
        ),
        (
            "row 2",
            "Fecha",
            "ayer",
            "unreadable date",
            "correct it, or mend dates: iso in the YAML of ngo",
        ),
        (
            "row 3",
            "Edad",
            "unos 30",
            "unreadable age",
            "write whole years, or ignore the heading in the YAML of ngo",
        ),
        (
            "row 4",
            "País",
            "Venezuela",
            "unknown value",
            "list it under values: nationality: in the YAML of ngo",
        ),
        (
            "row 5",
            "Delito",
            "Rebelión",
            "unknown value",
            "list it under values: political: in the YAML of ngo",
        ),
    ]


def test_a_blank_is_refused_only_where_the_yaml_requires_a_value(refused):
    blank = {"Nombre": " "}
    remedy = "fill it in, or take full_name out of required: in the YAML of ngo"
    assert refused(blank, {}, required=("full_name",)) == [
        ("row 1", "Nombre", None, "blank", remedy)
    ]


def test_a_required_value_may_be_the_default(refused):
    assert refused({"Edad": ""}, required=("age",), defaults={"age": "30"}) == []


def test_two_unknown_values_of_one_cell_are_one_refusal(refused, bench):
    [row] = refused({"Medida": "Nada; Algo"}, split={"measure": ";"})
    assert row[2] == "Algo; Nada"


def test_one_heading_that_two_fields_do_not_understand_is_told_for_each(refused):
    values = {"political": {"Común": "no"}, "offence": {"Común": "común"}}
    found = refused({"Delito": "Rebelión"}, values=VALUES | values)
    assert [row[4].split(":")[1] for row in sorted(found)] == [" offence", " political"]


def test_a_refusal_stops_its_list_and_keeps_the_cells(refused, bench):
    refused({"Medida": "Libertad"})
    [row] = bench.run("staging.rejected")
    assert row["stops"] is True
    assert row["cells"] == WHOLE | {"Medida": "Libertad"}


def test_what_a_reader_refused_is_kept_and_stops_nothing(given, run):
    told = {"sha256": "1" * 64, "source_id": "ngo"}
    given("raw.document", told)
    given(
        "raw.rejected",
        {
            "document_sha256": "1" * 64,
            "locator": "line 3",
            "reason_text": "more cells than headings",
            "remedy": "quote the comma",
            "stops": False,
            "cells": {"1": "x"},
        },
    )
    [row] = run("meta.rejected")
    assert (row["locator"], row["stops"], row["cells"]) == ("line 3", False, {"1": "x"})


def test_what_is_refused_in_a_version_that_no_longer_holds_is_not_told(declare, publish, run):
    declare("ngo", {"row_id": "N", "occurred_on": "Fecha"})
    publish("ngo", {"N": "1", "Fecha": "ayer"}, on="2026-02-01", row_key=("N",))
    publish("ngo", {"N": "1", "Fecha": "2026-01-09"}, on="2026-02-09", row_key=("N",))
    assert run("staging.rejected") == []
