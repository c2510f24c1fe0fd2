"""What analysts read: bridges, evidence, best counts, releases, changes of status."""

from datetime import date

import pytest

from tests.models.worlds import claim, record, worked_example

DECEMBER = date(2025, 12, 1)


@pytest.fixture
def example(bench):
    """The worked example, with changes to its second claim and further readings of it."""

    def give(*readings, labels=False, **said):
        made = worked_example()
        made["y"] |= said
        if labels:
            bench.give_labels()
        wider = [made["y"] | {"reading": name, **scope} for name, scope in readings]
        bench.give_world(made, *wider)
        return bench

    return give


def by_key(rows, *keys):
    return {tuple(row[key] for key in keys): row for row in rows}


# Bridge -----------------------------------------------------------------------------------------


def test_the_bridge_of_the_worked_example_closes(example):
    lines = sorted(example().run("marts.bridge"), key=lambda line: line["line_no"])
    assert [(line["side"], line["reason"], line["amount"]) for line in lines] == [
        ("from", "FROM", 16),
        ("from", "DUPLICATE", -4),
        ("from", "TRANSFER", -1),
        ("from", "MEASURE_LIFTED", -1),
        ("from", "DEPENDENT", -1),
        ("from", "NOT_POLITICAL", -1),
        ("from", "OUT_OF_WINDOW", -1),
        ("from", "UNDETERMINED", -1),
        ("to", "UNITEMISED", 14),
        ("to", "TO", 0),
    ]
    assert lines[-1]["running_total"] == 20
    assert [line["line_no"] for line in lines] == list(range(1, 11))


@pytest.mark.parametrize(
    ("qualifier", "value", "residual"),
    [
        ("exact", 20, ("UNITEMISED", 14, 14, 14)),
        ("more_than", 20, ("UNITEMISED", 14, 15, None)),
        ("at_least", 6, ("UNITEMISED", 0, 0, None)),
        ("more_than", 4, ("UNITEMISED", -2, 0, None)),
        ("exact", 4, ("BEYOND_CLAIM", -2, -2, -2)),
        ("exact", 6, None),
    ],
)
def test_only_the_named_residual_takes_up_what_is_left(example, qualifier, value, residual):
    high = None if qualifier in {"more_than", "at_least"} else value
    low = value + (qualifier == "more_than")
    bench = example(value=value, qualifier=qualifier, value_low=low, value_high=high)
    found = [
        (line["reason"], line["amount"], line["amount_low"], line["amount_high"])
        for line in bench.run("marts.bridge")
        if line["side"] == "to" and line["reason"] != "TO"
    ]
    assert found == ([residual] if residual else [])


def test_a_claim_without_a_figure_is_shown_and_never_compared(example):
    bench = example(value=None, value_low=None, value_high=None)
    assert bench.run("marts.bridge") == []
    assert bench.run("marts.discrepancy") == []
    found = by_key(bench.run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["evidenced_low"], found["evidenced_high"], found["itemised"]) == (6, 7, 6)
    bounds = ("residual_low", "residual_high", "unexplained_low", "unexplained_high")
    assert [found[bound] for bound in bounds] == [None] * 4
    [comparison] = bench.run("marts.comparison")
    assert comparison["bridged_by"] == "refused"
    assert by_key(bench.run("marts.claim"), "claim_id")[("Y",)]["value"] is None


def test_a_comparison_with_rows_on_both_sides_says_so(example):
    [comparison] = example().run("marts.comparison")
    assert (comparison["bridged_by"], comparison["days_apart"]) == ("rows", 0)


# Rows -------------------------------------------------------------------------------------------


def test_every_row_says_why_in_both_languages(example):
    rows = by_key(example(labels=True).run("marts.discrepancy"), "side", "record_id")
    both, moved = rows["from", "ngo-01"], rows["from", "gov-06"]
    assert both["explanation_en"] == "Both sides count it."
    assert both["explanation_es"] == "La cuentan ambos lados."
    assert moved["explanation_en"].startswith("The other side does not count it: ")
    assert moved["explanation_es"].startswith("El otro lado no la cuenta: ")
    assert "TRANSFER" not in moved["explanation_en"]
    assert rows["to", "prs-02"]["explanation_en"].startswith("Its own side does not count it: ")


def test_without_labels_a_row_names_its_codes(example):
    rows = by_key(example().run("marts.discrepancy"), "side", "record_id")
    assert "TRANSFER" in (rows["from", "gov-06"]["explanation_en"] or "")


def test_only_the_stated_readings_are_told_row_by_row(example):
    bench = example(("december", {"window_start": DECEMBER}))
    assert len(bench.run("marts.discrepancy")) == 16 + 9
    assert {line["to_reading"] for line in bench.run("marts.bridge")} == {"stated", "december"}


# Evidence of a claim ----------------------------------------------------------------------------


def test_names_evidence_six_or_seven_of_the_twenty(example):
    found = by_key(example().run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["evidenced_low"], found["evidenced_high"]) == (6, 7)
    assert (found["residual_low"], found["residual_high"]) == (13, 14)
    assert (found["itemised"], found["is_about"]) == (6, False)


def test_wider_readings_bound_what_is_unexplained(example):
    some = ["TRANSFER", "MEASURE_LIFTED"]
    bench = example(
        ("since_december", {"window_start": DECEMBER}),
        ("any_person", {"window_start": DECEMBER, "excludes": some}),
        ("any_measure", {"window_start": DECEMBER, "excludes": []}),
    )
    found = by_key(bench.run("marts.claim_evidence"), "claim_id", "reading")
    stated = found["Y", "stated"]
    assert (stated["unexplained_low"], stated["unexplained_high"]) == (8, 14)
    readings = {reading: row for (claim_id, reading), row in found.items() if claim_id == "Y"}
    assert {row["unexplained_low"] for row in readings.values()} == {8}
    assert {row["widest_reading"] for row in readings.values()} == {"any_measure"}


def test_what_is_open_above_is_unexplained_without_bound(example):
    bench = example(qualifier="more_than", value_low=21, value_high=None)
    found = by_key(bench.run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["residual_low"], found["residual_high"]) == (14, None)
    assert (found["unexplained_low"], found["unexplained_high"]) == (14, None)


def test_names_beyond_a_figure_leave_nothing_unexplained_and_a_negative_residual(example):
    bench = example(value=4, value_low=4, value_high=4)
    found = by_key(bench.run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["residual_low"], found["residual_high"]) == (-3, -2)
    assert (found["unexplained_low"], found["unexplained_high"]) == (0, 0)


def test_about_has_equal_bounds_and_a_flag(example):
    found = by_key(example(qualifier="about").run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["residual_low"], found["residual_high"], found["is_about"]) == (13, 14, True)


def test_a_stock_is_not_held_against_releases(example):
    found = by_key(example(stock_or_flow="stock").run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["itemised"], found["evidenced_low"], found["residual_low"]) == (None, None, None)
    assert found["unexplained_low"] is None


def test_a_claim_without_lists_of_its_own_is_evidenced_by_those_of_others(example):
    found = by_key(example(evidence_sources=[]).run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["itemised"], found["evidenced_low"], found["evidenced_high"]) == (None, 6, 7)


def test_a_claim_of_persons_is_evidenced_by_persons(example):
    bench = example(unit="person", window_start=DECEMBER, excludes=[])
    found = by_key(bench.run("marts.claim_evidence"), "claim_id")[("Y",)]
    assert (found["evidenced_low"], found["evidenced_high"]) == (11, 12)


# Best count -------------------------------------------------------------------------------------


@pytest.fixture
def best(bench, example):
    def count(unit):
        bench.given(
            "raw.common_scope",
            {
                "window_start": date(2026, 1, 8),
                "window_end": date(2026, 2, 1),
                "unit": unit,
                "excludes": ["TRANSFER", "MEASURE_LIFTED", "DEPENDENT", "NOT_POLITICAL"],
            },
        )
        found = bench.run("marts.best_count")
        return {row["definition"]: (row["count"], row["low"], row["high"]) for row in found}

    return count


@pytest.mark.parametrize("unit", ["release", "person"])
def test_the_best_count_is_what_names_certainly_evidence(example, best, unit):
    example()
    assert best(unit) == {
        "common_scope": (6, 6, 7),
        "common_scope_in_independent_sources": (2, 2, 2),
        "verified": (None, None, None),
        "full_freedom": (0, 0, 0),
        "full_freedom_disputed": (0, 0, 0),
        "none_stated": (5, 5, 6),
        "reporting": (1, 1, 1),
        "house_arrest": (0, 0, 0),
        "back_in_custody": (None, None, None),
        "net_of_rearrest": (None, None, None),
    }


def test_without_lists_there_is_no_best_count(given, best):
    given("raw.case", {})
    assert {*best("person").values()} == {(None, None, None)}


# Releases and changes of status -----------------------------------------------------------------


@pytest.fixture
def lists(bench):
    """Releases by the ids of their first row, of rows of two independent groups."""
    sources = {
        name: {"source_kind": kind, "independence_group": group}
        for name, kind, group in (
            ("ngo", "release_list", "one"),
            ("copy", "release_list", "one"),
            ("press", "release_list", "two"),
            ("register", "register", "one"),
            ("status", "status_list", "one"),
        )
    }

    def give(*rows):
        made = []
        for place, (source_id, told) in enumerate(rows, 1):
            day = {"occurred_from": date(2026, 1, 9), "occurred_to": date(2026, 1, 9)}
            stated = {"date_basis": "stated", "list_order": place} | day | told
            made.append(record(f"r{place}", source_id, sources[source_id], "a", **stated))
        bench.give_world(
            {"records": made, "sources": sources, "x": claim("X"), "y": claim("Y"), "case": {}}
        )
        return bench

    return give


@pytest.mark.parametrize(
    ("rows", "evidence", "groups"),
    [
        ([("ngo", {})], "single_source", 1),
        ([("ngo", {}), ("copy", {})], "single_source", 1),
        ([("ngo", {}), ("press", {})], "corroborated", 2),
        ([("ngo", {"verification": "verified"})], "verified", 1),
        ([("ngo", {"verification": "verified"}), ("press", {})], "verified", 2),
        ([("ngo", {"verification": "por confirmar"}), ("press", {})], "corroborated", 2),
    ],
)
def test_the_class_of_a_release_is_its_best_evidence(lists, rows, evidence, groups):
    [release] = lists(*rows).run("marts.release")
    assert (release["evidence_class"], release["independent_sources"]) == (evidence, groups)


def test_a_release_gathers_what_its_rows_say(lists):
    [release] = lists(
        ("ngo", {"measure": ["reporting"], "facility": None, "state": "Lara"}),
        ("press", {"measure": ["travel_ban"], "facility": "Tocorón", "political": "no"}),
    ).run("marts.release")
    assert release["measure"] == ["reporting", "travel_ban"]
    assert (release["facility"], release["state"], release["records"]) == ("Tocorón", "Lara", 2)
    assert release["flags"] == ["CONDITIONAL", "NOT_POLITICAL"]


def test_dates_that_do_not_meet_are_spanned_and_flagged(lists):
    later = {"occurred_from": date(2026, 1, 12), "occurred_to": date(2026, 1, 12)}
    [release] = lists(("ngo", {}), ("press", later)).run("marts.release")
    assert (release["occurred_from"], release["occurred_to"]) == (
        date(2026, 1, 9),
        date(2026, 1, 12),
    )
    assert release["flags"] == ["date_conflict"]


def test_dates_that_meet_are_their_intersection(lists):
    month = {"occurred_from": date(2026, 1, 1), "occurred_to": date(2026, 1, 31)}
    [release] = lists(("ngo", {}), ("press", month)).run("marts.release")
    assert (release["occurred_from"], release["occurred_to"]) == (
        date(2026, 1, 9),
        date(2026, 1, 9),
    )
    assert release["flags"] == []


def test_status_holds_every_change_whichever_list_tells_of_it(lists):
    bench = lists(
        ("ngo", {}),
        ("ngo", {"event": "rearrest"}),
        ("status", {"event": "rearrest"}),
        ("status", {"event": "house_arrest"}),
        ("register", {}),
    )
    found = by_key(bench.run("marts.status"), "record_id")
    assert {record_id: row["event"] for (record_id,), row in found.items()} == {
        "r1": "release",
        "r2": "rearrest",
        "r3": "rearrest",
        "r4": "house_arrest",
    }


def test_every_row_appears_and_only_releases_have_one(lists):
    bench = lists(
        ("ngo", {}),
        ("ngo", {"event": "rearrest"}),
        ("register", {}),
        ("status", {"event": "death"}),
    )
    found = by_key(bench.run("marts.appearance"), "record_id")
    assert {record_id for (record_id,), row in found.items() if row["release_id"]} == {"r1"}
    assert len(found) == 4
    assert all(row["person_id"] == "a" for row in found.values())


def test_a_person_has_the_fullest_name_and_all_sources(lists):
    bench = lists(
        ("ngo", {"full_name": "Ana Soto", "name_parts": 2}),
        ("press", {"full_name": "Ana Luisa Soto Rengifo", "name_parts": 4}),
        ("register", {"full_name": "Soto", "name_parts": 1}),
    )
    [person] = bench.run("marts.person")
    assert person["display_name"] == "Ana Luisa Soto Rengifo"
    assert person["sources"] == ["ngo", "press", "register"]
    assert (person["independent_sources"], person["records"], person["releases"]) == (2, 3, 1)


def test_what_a_net_claim_itemises_is_what_its_first_bridge_uses(bench):
    """Two people of list a are re-arrested; b lists later releases of both, c does not."""
    sources = {
        name: {"source_kind": kind, "independence_group": group}
        for name, kind, group in (
            ("a", "release_list", "a"),
            ("status", "status_list", "a"),
            ("b", "release_list", "b"),
        )
    }

    def told(record_id, source_id, day, person, event="release"):
        on = date(2026, 1, day)
        dates = {"occurred_from": on, "occurred_to": on, "date_basis": "stated", "event": event}
        order = {"list_order": int(record_id[1:])}
        return record(record_id, source_id, sources[source_id], person, **dates | order)

    rows = [
        *(told(f"r{n}", "a", 10, person) for n, person in ((1, "p"), (2, "q"))),
        *(told(f"r{n}", "b", 20, person) for n, person in ((3, "p"), (4, "q"))),
        *(told(f"r{n}", "status", 25, person, "rearrest") for n, person in ((5, "p"), (6, "q"))),
    ]
    net = claim("X", evidence_sources=["a"], basis="net_of_rearrest")
    world = {"records": rows, "sources": sources, "x": net, "y": claim("Y", evidence_sources=["b"])}
    gross = claim("Z", evidence_sources=["a"])
    bench.give_world(world | {"case": {"precedence": [], "release_gap_days": 0}}, gross)
    later = {"comparison_id": "later", "position": 2, "from_claim_id": "X", "to_claim_id": "Z"}
    bench.given("raw.comparison", later)
    found = by_key(bench.run("marts.claim_evidence"), "claim_id")
    counted = [
        row for row in bench.run("tally.counted") if row["counted"] and row["side"] == "from"
    ]
    used = {
        name: sum(row["comparison_id"] == name for row in counted) for name in ("main", "later")
    }
    assert used == {"main": 2, "later": 0}
    assert found["X",]["itemised"] == 2
