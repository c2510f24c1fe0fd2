"""What each edition shows of each table is declared, column by column."""

from collections import Counter
from datetime import date

import pytest

import models
from pipelines.case import Case
from pipelines.edition import (
    FILE,
    Counts,
    Edition,
    EditionError,
    History,
    Protected,
    Sum,
    edition,
    protected,
    read_history,
)
from pipelines.edition.breakdown import breakdowns
from pipelines.edition.declared import NOTHING, public_tables

PUBLISHED = {name: table for name, table in models.tables().items() if table.published}
OF_A_PERSON = {
    "record_id", "release_id", "person_id", "unit_id", "row_id", "record_ids", "left_record_id", "right_record_id",
    "old_person_id", "new_person_id", "locator", "national_id", "display_name", "given_names", "surnames", "nickname",
    "age", "birth_from", "birth_to", "note", "notes", "url", "judged_by", "judged_why", "captured_by", "cells",
    "value_text", "said_left", "said_right", "evidence_en",
}  # fmt: skip
BRIDGE = {
    "comparison_id": "main", "from_reading": "stated", "to_reading": "stated", "side": "from", "reason": "DUPLICATE",
    "label_es": "fila repetida", "label_en": "further row", "amount": -3, "amount_median": -3, "running_total": 40,
    "named": 3, "claim_ids": [],
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_column_of_a_published_table_is_declared_once_and_no_other(name):
    declared = Counter(public_tables().get(name, NOTHING).declared)
    assert declared == Counter(field.name for field in PUBLISHED[name].columns), (
        f"say in pipelines/edition/public.yml what the public edition shows of each column of {name}"
    )


def test_no_other_table_is_declared():
    assert public_tables().keys() == PUBLISHED.keys()


@pytest.mark.parametrize("name", PUBLISHED)
def test_nothing_that_leads_to_a_person_is_shown(name):
    shown = public_tables()[name]
    assert not OF_A_PERSON & {*shown.show, *shown.month_begins, *shown.month_ends}
    assert shown.rows != "all" or name not in {"marts.appearance", "marts.person", "marts.release"}


def test_a_column_or_table_that_nobody_declared_is_left_out(bench, monkeypatch):
    bench.given("marts.bridge", BRIDGE | {"line_no": 1})
    ready(bench)
    few = public_tables()["marts.bridge"].model_copy(update={"show": ("side", "amount")})
    monkeypatch.setattr("pipelines.edition.editions.public_tables", lambda: {"marts.bridge": few})
    shown = Edition("public")
    assert shown.rows(bench.connection, "marts.bridge") == (("side", "amount"), [("from", -3)])
    assert shown.rows(bench.connection, "marts.claim") == ((), [])


@pytest.mark.parametrize("name", ["public", "restricted"])
def test_a_bridge_of_figures_is_the_same_in_both_editions_in_order(bench, name):
    bench.given("marts.bridge", *(BRIDGE | {"line_no": number} for number in (2, 1, 3)))
    ready(bench)
    columns, rows = Edition(name).rows(bench.connection, "marts.bridge")
    assert columns == tuple(field.name for field in PUBLISHED["marts.bridge"].columns)
    assert [row[columns.index("line_no")] for row in rows] == [1, 2, 3]


def test_a_table_that_is_not_published_is_refused(bench):
    with pytest.raises(EditionError, match=r"no publication holds 'raw\.row'; ask for one of"):
        Edition("restricted").rows(bench.connection, "raw.row")


def test_permission_is_what_the_declarations_say_today(canaries):
    assert edition("public", canaries) == Edition("public", frozenset({"abierta"}))
    assert edition("restricted", canaries) == Edition("restricted")


# Tables of counts --------------------------------------------------------------------------------


def ready(bench):
    """Every table of which the public edition is made; without rows, where none are given."""
    for table in (
        "bridge",
        "comparison",
        "release",
        "amnesty",
        "discrepancy",
        "appearance",
        "change",
    ):
        bench.given(f"marts.{table}")
        bench.run(f"marts.{table}")
    for table in ("meta.run", "meta.label"):
        bench.given(table)
        bench.run(table)


@pytest.fixture
def tables(bench):
    def made():
        ready(bench)
        return breakdowns(bench.connection)

    return made


def released(number, **said):
    return {"release_id": f"R{number}", "person_id": f"P{number}", "measure": [], "flags": [],
            "evidence_class": "verified", "independent_sources": 1, "records": 1} | said  # fmt: skip


def test_only_who_left_prison_is_counted_and_what_is_not_known_says_so(bench, tables):
    week = {"occurred_from": date(2026, 1, 13), "occurred_to": date(2026, 1, 18)}
    known = {"facility": "Tocorón", "state": "Aragua", "measure": ["full_freedom"], **week}
    bench.given(
        "marts.release",
        *(released(number, **known) for number in range(6)),
        *(released(number, facility="Ana Soto", flags=["unknown_facility"]) for number in range(6, 11)),
        released(11, flags=["TRANSFER"], **known),
    )  # fmt: skip
    found = tables()["release"]
    assert found.lines() == [((), 11)]
    assert found.lines("facility") == [(("Tocorón",), 6), (("unknown",), 5)]
    assert found.lines("week", "state") == [
        (("2026-01-12", "Aragua"), 6),
        (("2026-01-12", "unknown"), 0),
        (("unknown", "Aragua"), 0),
        (("unknown", "unknown"), 5),
    ]
    assert found.lines("conditions") == [(("full_freedom",), 6), (("none_stated",), 5)]


def test_a_place_or_state_of_too_few_is_not_named(bench, tables):
    few = {"facility": "Calabozo de Guanta", "state": "Anzoátegui"}
    bench.given(
        "marts.release",
        *(released(number, facility="Tocorón", state="Aragua") for number in range(20)),
        *(released(number, **few) for number in range(20, 23)),
    )
    found = tables()["release"]
    assert "Guanta" not in repr(found)
    assert "Anzo" not in repr(found)
    everything = Edition("restricted").breakdowns(bench.connection)["release"]
    assert (("Calabozo de Guanta",), 3) in everything.table.lines("facility")


def counted_by(bench, *said):
    for number, (reasons, source) in enumerate(said):
        bench.given(
            "marts.appearance", {"record_id": f"r{number}", "source_id": source, "person_id": "p"}
        )
        bench.given("marts.discrepancy", {
            "comparison_id": "main", "side": "to", "record_id": f"r{number}", "release_id": "R", "person_id": "P",
            "counted": True, "in_both": False, "primary_reason": reasons[0], "all_reasons": list(reasons),
            "probability": 1, "explanation_es": "-", "explanation_en": "-",
        })  # fmt: skip


def test_sets_of_reasons_of_too_few_are_not_told_apart(bench, tables):
    sets = [("TRANSFER",)] * 7 + [("TRANSFER", "DEATH")] * 6
    sets += [("TRANSFER", "FOREIGN")] * 2 + [("TRANSFER", "MILITARY")] * 3
    counted_by(bench, *((each, "gov") for each in sets))
    found = tables()["reason_source/main/to"]
    assert found.lines("reason", "reasons") == [
        (("TRANSFER", "TRANSFER"), 7),
        (("TRANSFER", "TRANSFER+DEATH"), 6),
        (("TRANSFER", "other"), 5),
    ]
    assert protected(found).outcome == "whole"


def test_what_is_known_of_a_side_is_its_total_alone(bench, tables):
    said = [("TRANSFER", "gov")] * 6 + [("TRANSFER", "ngo")] * 2 + [("FOREIGN", "gov")] * 9
    counted_by(bench, *(((reason,), source) for reason, source in said))
    found = tables()["reason_source/main/to"]
    assert found.lines("reason") == [(("FOREIGN",), 9), (("TRANSFER",), 8)]
    assert found.known == (Sum((((), 1),), 17),)
    shown = protected(found)
    assert shown.outcome == "suppressed"
    assert shown.table.lines() == [((), 17)]
    assert (("TRANSFER", "ngo"), None) in shown.table.lines("reason", "source")


# What was published before -----------------------------------------------------------------------


def test_what_was_shown_is_kept_and_read_again(tmp_path):
    table = Counts(
        {(): 40, (("place", "Zulia"),): None, (("place", "Lara"),): 12},
        (Sum((((("place", "Lara"),), 1),), 12),),
        date(2026, 2, 9),
    )
    history = History().added({"release": Protected(table, "suppressed")})
    history.write(Case(tmp_path))
    assert read_history(Case(tmp_path)) == history
    assert list((tmp_path / FILE).parent.iterdir()) == [tmp_path / FILE]


def test_a_table_shown_again_is_kept_once_and_changes_not_at_all():
    table = Protected(Counts({(): 40}), "whole")
    twice = History().added({"release": table}).added({"release": table, "change/A1": table})
    assert twice == History({"release": (table.table,)})


def test_before_the_first_edition_there_is_nothing(tmp_path):
    assert read_history(Case(tmp_path)) == History()
