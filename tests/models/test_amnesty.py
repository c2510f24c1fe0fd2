"""Which releases the amnesty law reaches, and what speaks against the legal basis as stated."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.models.worlds import claim, record

ROOT = Path(__file__).parents[2]
LISTS = {
    name: {"source_kind": "release_list", "independence_group": name} for name in ("a", "b", "c")
} | {"register": {"source_kind": "register", "independence_group": "a"}}


def given_law(bench):
    """Give the law of the repository."""
    with (ROOT / "data/reference/amnesty.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days = {"situation_from": row.pop("first_day"), "situation_to": row.pop("last_day")}
            words = {"situation_es": row.pop("es"), "situation_en": row.pop("en")}
            bench.given("raw.amnesty", {k: v or None for k, v in row.items()} | days | words)


@pytest.fixture
def law(bench):
    """The rows of marts.amnesty of rows of persons: a list, days of detention, what else each says."""

    def told(*rows, has_law=True, released="2026-02-20"):
        made = []
        for place, (source_id, detained, stated, *person) in enumerate(rows, 1):
            starts, _, ends = (detained or "").partition("/")
            day = None if source_id == "register" else date.fromisoformat(released)
            days = {
                "occurred_from": day,
                "occurred_to": day,
                "date_basis": "stated" if day else "none",
                "event": "release" if day else None,
                "detained_from": date.fromisoformat(starts) if starts else None,
                "detained_to": date.fromisoformat(ends or starts) if starts else None,
                "list_order": place,
            }
            whose = person[0] if person else "p"
            made.append(record(f"r{place}", source_id, LISTS[source_id], whose, **days | stated))
        bench.give_world(
            {"records": made, "sources": LISTS, "x": claim("X"), "y": claim("Y")}
            | {"case": {"country": "VE", "release_gap_days": 14}}
        )
        bench.give_labels()
        if has_law:
            given_law(bench)
        return bench.run("marts.amnesty")

    return told


COMMON = {"offence": "instigación al odio"}
EXCLUDED = {"offence": "homicidio", "offence_excluded": True}
UNKNOWN = {"offence": "delito raro", "flags": ["unknown_offence"]}
NONE: dict[str, str] = {}


@pytest.mark.parametrize(
    ("detained", "stated", "reached", "article", "because"),
    [
        ("2024-08-01", COMMON, "yes", "8", "within_situation"),
        ("2014-02-01/2014-06-30", COMMON, "yes", "8", "within_situation"),
        # Two situations that follow each other.
        ("2023-12-20/2024-01-10", COMMON, "yes", "8", "within_situation"),
        ("2002-04-11", COMMON, "yes", "8", "within_situation"),
        ("2002-04-13", COMMON, "no", "8", "outside_situations"),
        ("2015-03-01", COMMON, "no", "8", "outside_situations"),
        ("2015-03-01", NONE, "no", "8", "outside_situations"),
        ("2015-03-01", UNKNOWN, "no", "8", "outside_situations"),
        ("1998-12-31", COMMON, "no", "1", "outside_term"),
        ("2026-02-20", COMMON, "no", "1", "outside_term"),
        ("2026-02-19", COMMON, "no", "8", "outside_situations"),
        ("2024-08-01", EXCLUDED, "no", "9", "excluded_offence"),
        ("2015-03-01", EXCLUDED, "no", "9", "excluded_offence"),
        (None, EXCLUDED, "no", "9", "excluded_offence"),
        ("2024-08-01", NONE, "undetermined", None, "offence_open"),
        ("2024-08-01", UNKNOWN, "undetermined", None, "offence_open"),
        (None, COMMON, "undetermined", None, "detention_open"),
        ("2014-06-30/2014-07-01", COMMON, "undetermined", None, "detention_open"),
        ("2025-12-31/2026-01-01", COMMON, "undetermined", None, "detention_open"),
        # The acts of the Assembly have a term, not days.
        ("2018-05-20", COMMON, "undetermined", None, "detention_open"),
        ("2017-02-28/2017-03-01", COMMON, "undetermined", None, "detention_open"),
        ("2017-03-01", COMMON, "yes", "8", "within_situation"),
        (None, NONE, "undetermined", None, "both_open"),
        ("2018-05-20", UNKNOWN, "undetermined", None, "both_open"),
    ],
)
def test_what_the_law_reaches(law, detained, stated, reached, article, because):
    [found] = law(("a", detained, stated))
    assert (found["reached"], found["article"], found["because"]) == (reached, article, because)


def test_a_register_tells_what_the_rows_of_the_release_leave_unsaid(law):
    [found] = law(("a", None, NONE), ("register", "2024-08-01", COMMON))
    assert (found["reached"], found["told_by_register"]) == ("yes", ["offence", "detained_on"])
    assert found["detained_from"] == date(2024, 8, 1)
    assert "que da un registro, se toma por el de los hechos" in found["explanation_es"]
    assert "which a register gives, is taken" in found["explanation_en"]


def test_what_the_rows_of_the_release_say_needs_no_register(law):
    [found] = law(("a", "2015-03-01", COMMON), ("register", "2024-08-01", EXCLUDED))
    assert (found["because"], found["told_by_register"]) == ("outside_situations", [])
    assert "que da un registro" not in found["explanation_es"]


def test_an_entry_of_a_register_from_before_another_release_tells_nothing(law):
    earlier = {"occurred_from": date(2025, 1, 10), "occurred_to": date(2025, 1, 10)}
    rows = [("a", None, earlier), ("b", None, COMMON), ("register", "2024-08-01", NONE)]
    found = {row["offence_standing"]: row for row in law(*rows)}
    assert found["not_stated"]["told_by_register"] == ["detained_on"]
    assert found["not_excluded"]["told_by_register"] == []
    assert found["not_excluded"]["detention_standing"] == "not_stated"


def test_an_entry_of_a_register_that_begins_after_the_release_tells_nothing(law):
    [found] = law(("a", None, COMMON), ("register", "2026-03-01", EXCLUDED))
    assert (found["because"], found["told_by_register"]) == ("detention_open", [])


def test_what_is_missing_is_told(law):
    rows = [
        ("a", None, NONE, "p"),
        ("a", "2018-05-20", COMMON, "q"),
        ("a", "2014-06-30/2014-07-01", UNKNOWN, "r"),
    ]
    found = {row["person_id"]: row for row in law(*rows)}
    standings = {
        name: (row["offence_standing"], row["detention_standing"]) for name, row in found.items()
    }
    assert standings == {
        "p": ("not_stated", "not_stated"),
        "q": ("not_excluded", "acts"),
        "r": ("unknown", "straddles"),
    }
    assert "delito que la referencia no conoce" in found["r"]["explanation_es"]
    assert "the day of detention is taken for that of the facts" in found["q"]["explanation_en"]
    assert "which may be older" in found["r"]["explanation_en"]
    assert (
        "protests and political violence of February to June 2014" in found["r"]["explanation_en"]
    )


@pytest.mark.parametrize(
    ("detained", "situations", "days_known"),
    [
        ("2017-03-01", ["protests_2017"], "month"),
        ("2018-03-01", ["assembly_2016"], "acts"),
        ("2017-02-01/2017-03-01", ["assembly_2016", "protests_2017"], "acts"),
        ("2002-04-12", ["coup_2002"], "day"),
        ("2023-12-31/2024-01-01", ["primary_2023", "election_2024"], "year"),
        ("2015-03-01", [], None),
    ],
)
def test_the_situations_are_told_and_how_well_their_days_are_known(
    law, detained, situations, days_known
):
    [found] = law(("a", detained, COMMON))
    assert (found["situations"], found["days_known"]) == (situations, days_known)


def test_that_only_the_year_of_a_situation_is_known_is_said(law):
    [found] = law(("a", "2024-08-01", COMMON))
    assert "(only the year is known)" in found["explanation_en"]
    assert "(solo se conoce el año)" in found["explanation_es"]


@pytest.mark.parametrize(
    ("rows", "days", "reached"),
    [
        # Any excluded offence excludes; any unknown one leaves it open.
        ([("a", "2024-08-01", COMMON), ("b", None, EXCLUDED)], ("2024-08-01",) * 2, "no"),
        ([("a", "2024-08-01", COMMON), ("b", None, UNKNOWN)], ("2024-08-01",) * 2, "undetermined"),
        ([("a", "2024-08-01", COMMON), ("b", None, NONE)], ("2024-08-01",) * 2, "yes"),
        ([("a", "2024-08-01", NONE), ("b", None, COMMON)], ("2024-08-01",) * 2, "yes"),
        # Days of detention meet, or their hull decides.
        (
            [("a", "2014-06-01/2014-07-31", COMMON), ("b", "2014-06-15", NONE)],
            ("2014-06-15", "2014-06-15"),
            "yes",
        ),
        (
            [("a", "2014-03-01", COMMON), ("b", "2014-05-01", NONE)],
            ("2014-03-01", "2014-05-01"),
            "yes",
        ),
        (
            [("a", "2014-06-01", COMMON), ("b", "2014-08-01", NONE)],
            ("2014-06-01", "2014-08-01"),
            "undetermined",
        ),
        (
            [("a", "2015-03-01", COMMON), ("b", "2015-05-01", NONE)],
            ("2015-03-01", "2015-05-01"),
            "no",
        ),
    ],
)
def test_of_several_rows_offences_unite_and_detentions_meet(law, rows, days, reached):
    [found] = law(*rows)
    assert (str(found["detained_from"]), str(found["detained_to"])) == days
    assert found["reached"] == reached


@pytest.mark.parametrize(
    ("bases", "released", "detained", "told", "against"),
    [
        ([None], "2026-02-20", "2024-08-01", "not_stated", []),
        (["amnesty", None], "2026-02-20", "2024-08-01", "amnesty", []),
        (["amnesty"], "2026-02-14", "2024-08-01", "amnesty", ["before_the_law"]),
        (["amnesty"], "2026-02-14", "2015-08-01", "amnesty", ["before_the_law", "not_reached"]),
        (["pardon"], "2026-02-14", "2015-08-01", "pardon", []),
        (
            ["amnesty", "dismissal"],
            "2026-02-14",
            "2024-08-01",
            "contradicting",
            ["bases_differ", "before_the_law"],
        ),
    ],
)
def test_what_speaks_against_the_basis_as_stated(law, bases, released, detained, told, against):
    rows = [
        (name, detained, COMMON | {"legal_basis": basis})
        for name, basis in zip("ab", bases, strict=False)
    ]
    [found] = law(*rows, released=released)
    assert (found["basis_told"], found["basis_against"]) == (told, against)


def test_a_country_without_a_law_is_told_of_none(law):
    [found] = law(("a", "2024-08-01", EXCLUDED | {"legal_basis": "amnesty"}), has_law=False)
    assert (found["reached"], found["article"], found["because"]) == (None, None, "no_law")
    assert (found["offence_standing"], found["detention_standing"]) == (None, None)
    assert found["explanation_en"] == "No amnesty law of the country is on file."
    assert (found["wave_year"], found["wave_es"]) == (2024, None)
    assert found["basis_against"] == []


def test_cohorts_never_add_persons_to_releases(law, bench):
    full = {"measure": ["full_freedom"], "legal_basis": "pardon"}
    law(
        ("a", "2024-08-01", COMMON | full, "p"),
        ("b", "2024-08-01", NONE, "p"),
        ("a", "2024-12-01", EXCLUDED | {"legal_basis": "pardon", "occurred_from": date(2026, 1, 1),
                                        "occurred_to": date(2026, 1, 1)}, "p"),
        ("a", "2024-12-30/2025-01-02", COMMON, "q"),
        ("a", "2015-03-01", COMMON, "r"),
    )  # fmt: skip
    found = bench.found("from cohorts()")
    assert [
        (row["wave_year"], row["wave_en"], row["basis_told"], row["releases"], row["persons"])
        for row in found
    ] == [
        (2015, None, "not_stated", 1, 1),
        (2024, "election of 2024", "pardon", 2, 1),
        (None, None, "not_stated", 1, 1),
    ]
    pardoned = found[1]
    told = (pardoned["reached"], pardoned["not_reached"], pardoned["undetermined"])
    assert (told, pardoned["full_freedom"]) == ((1, 1, 0), 1)


@pytest.mark.parametrize(
    ("offence", "excluded", "flags"),
    [
        ("Homicidio intencional", True, []),
        ("INSTIGACION AL ODIO", False, []),
        ("Terrorismo; Homicidio calificado", True, []),
        ("Terrorismo; delito raro", False, ["unknown_offence"]),
        ("delito raro; homicidio", True, ["unknown_offence"]),
        ("¿?", False, ["unknown_offence"]),
        (None, False, []),
    ],
)
def test_an_offence_is_matched_by_its_aliases_or_unknown(bench, offence, excluded, flags):
    bench.declare("a", {"offence": "Delito", "full_name": "Nombre"}, split={"offence": ";"})
    bench.publish("a", {"Delito": offence, "Nombre": "Ana Soto"})
    with (ROOT / "data/reference/offences.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = {"aliases": row["aliases"].split("|"), "excluded": row["excluded"] == "yes"}
            bench.given("raw.offence", {"offence": row["offence"]} | aliases)
    [found] = bench.run("staging.record")
    assert (found["offence_excluded"], found["flags"]) == (excluded, flags)
