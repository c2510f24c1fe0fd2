"""One row per published row, with dates as intervals, places by accepted name, and oddities."""

import pytest

COLUMNS = {
    "full_name": "Nombre",
    "occurred_on": "Fecha",
    "detained_on": "Detención",
    "facility": "Lugar",
    "state": "Estado",
    "offence": "Delito",
    "age": "Edad",
    "nationality": "País",
    "birth_date": "Nacimiento",
}


@pytest.fixture
def record(bench):
    """The one record of a row published on 9 February, from its cells."""

    def read(on="2026-02-09", split=None, source_kind="release_list", **cells):
        headings = {field: COLUMNS[field] for field in cells}
        bench.declare("ngo", headings, split=split, source_kind=source_kind)
        bench.publish("ngo", {headings[field]: cell for field, cell in cells.items()}, on=on)
        [row] = bench.run("staging.record")
        return row

    return read


def dates(row):
    return (
        row["occurred_from"] and str(row["occurred_from"]),
        row["occurred_to"] and str(row["occurred_to"]),
        row["date_basis"],
    )


def test_a_stated_day_is_that_day(record):
    row = record(occurred_on="2026-01-09")
    assert dates(row) == ("2026-01-09", "2026-01-09", "stated")
    assert row["flags"] == []


def test_no_interval_ends_after_the_publication_of_its_file(record):
    row = record(occurred_on="2026-02")
    assert dates(row) == ("2026-02-01", "2026-02-09", "stated")
    assert row["flags"] == ["cut_by_publication"]


def test_a_date_after_publication_is_kept_and_flagged(record):
    row = record(occurred_on="2026-02-10")
    assert dates(row) == ("2026-02-10", "2026-02-10", "stated")
    assert row["flags"] == ["date_after_publication"]


@pytest.mark.parametrize("field", ["occurred_on", "detained_on"])
def test_a_date_before_1999_is_kept_and_flagged(record, field):
    row = record(**{field: "1998-12-31"})
    assert str(row["occurred_from"]) == "1998-12-31"
    assert row["flags"] == ["date_before_1999"]


def test_an_undated_row_runs_from_the_detention_to_the_publication(record):
    row = record(occurred_on="", detained_on="2025-07")
    assert dates(row) == ("2025-07-01", "2026-02-09", "detained_to_publication")
    assert (str(row["detained_from"]), str(row["detained_to"])) == ("2025-07-01", "2025-07-31")


def test_an_undated_row_without_detention_runs_up_to_the_publication(record):
    assert dates(record(occurred_on=None)) == (None, "2026-02-09", "until_publication")


def test_a_detention_after_the_publication_limits_nothing(record):
    row = record(occurred_on="", detained_on="2026-03-01")
    assert dates(row) == (None, "2026-02-09", "until_publication")


def test_without_date_and_publication_nothing_limits_it(record):
    assert dates(record(on=None, occurred_on="")) == (None, None, "none")


def test_a_file_without_date_of_publication_cuts_nothing(record):
    row = record(on=None, occurred_on="2026-02")
    assert dates(row) == ("2026-02-01", "2026-02-28", "stated")


def test_the_version_that_holds_limits_the_date(declare, publish, run):
    declare("ngo", {"full_name": "Nombre", "occurred_on": "Fecha"})
    publish("ngo", {"Nombre": "Ana", "Fecha": ""}, on="2026-02-01")
    publish("ngo", {"Nombre": "Ana", "Fecha": ""}, on="2026-02-09")
    [row] = run("staging.record")
    assert (str(row["published_on"]), str(row["occurred_to"])) == ("2026-02-01", "2026-02-09")


def test_a_register_dates_no_release(record):
    row = record(source_kind="register", full_name="Ana", detained_on="2025-07-29")
    assert dates(row) == (None, None, None)
    assert str(row["detained_from"]) == "2025-07-29"


def test_a_place_is_known_by_its_name_and_its_aliases(given, declare, publish, run):
    given("raw.facility", {"facility": "El Helicoide", "aliases": ["SEBIN - Helicoide"]})
    declare("ngo", {"facility": "Lugar"})
    publish("ngo", *({"Lugar": place} for place in ("EL HELICOIDE", "Sebin Helicóide")))
    found = run("staging.record")
    assert [(row["facility"], row["flags"]) for row in found] == [("El Helicoide", [])] * 2


def test_an_unknown_place_is_kept_as_published_and_flagged(given, record):
    given("raw.facility", {"facility": "El Helicoide"})
    given("raw.state", {"state": "Lara"})
    row = record(facility="Torre Gris", state="Laras")
    assert (row["facility"], row["state"]) == ("Torre Gris", "Laras")
    assert row["flags"] == ["unknown_facility", "unknown_state"]


def test_an_offence_that_the_law_shuts_out(given, declare, publish, run):
    given("raw.offence", {"offence": "Homicidio", "aliases": ["Homicidio calificado"]})
    given("raw.offence", {"offence": "Tráfico de drogas", "excluded": False})
    declare("ngo", {"offence": "Delito"})
    told = ["HOMICIDIO", "homicidio  calificado", "Trafico de drogas", "otro", ""]
    publish("ngo", *({"Delito": offence} for offence in told))
    found = sorted(run("staging.record"), key=lambda row: row["list_order"])
    assert [row["offence_excluded"] for row in found] == [True, True, False, False, False]
    assert [row["offence"] for row in found][2:] == ["Trafico de drogas", "otro", None]


def test_one_of_several_offences_is_enough(given, record):
    given("raw.offence", {"offence": "Homicidio"})
    assert record(offence="Rebelión; Homicidio", split={"offence": ";"})["offence_excluded"]


def test_an_age_is_whole_years(declare, publish, run):
    declare("ngo", {"age": "Edad"})
    publish("ngo", *({"Edad": age} for age in ("34", "34 años", "")))
    found = sorted(run("staging.record"), key=lambda row: row["list_order"])
    assert [row["age"] for row in found] == [34, 34, None]


def test_several_nationalities_of_a_cell(record):
    row = record(nationality="VE / CO", split={"nationality": "/"})
    assert row["nationality"] == ["VE", "CO"]


def test_a_year_and_month_of_birth_allow_its_days(record):
    row = record(birth_date="1990-05")
    assert (str(row["birth_from"]), str(row["birth_to"])) == ("1990-05-01", "1990-05-31")


def test_a_row_of_blanks_is_a_row(record):
    row = record(full_name="", occurred_on="")
    assert row["full_name"] is None
