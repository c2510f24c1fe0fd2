"""Every rule holds of sound rows, fails of unsound ones, and tells counts alone."""

import great_expectations.expectations as gxe
import pytest

import expectations
import models
from expectations import validation
from expectations.rule import query
from models.contract import _reads

NAME = "Inventada, Ana"
PAIR = {"probability": 0.5, "decision": "link", "decided_by": "rule", "left_no": 1, "right_no": 2}
JUDGED = {"from_reading": "stated", "to_reading": "stated", "release_id": "R", "person_id": "P"}
CLAIM = {"claim_id": "X", "value": 10}
ENDS = {"from_claim_id": "X", "to_claim_id": "Y"}
LINE = {
    "from_reading": "stated",
    "to_reading": "stated",
    "label_es": "",
    "label_en": "",
    "named": 0,
    "claim_ids": [],
}
DRAWN = {"comparison_id": "main", "from_reading": "stated", "to_reading": "stated", "draw": 1}
ESTIMATE = {"method": "dga", "lists": ["fp"]}
COUNT = {"definition": "common_scope", "unit": "person", "count": 1, "low": 1, "high": 1}
LAST = {"run_id": "last", "method_changed": False}
LAST |= {"source_ids": [], "documents": [], "judged_pairs": []}
CHANGE = {"claim_id": "X", "unit_id": "1", "kind": "withdrawn", "direction": -1}
CHANGE |= {"cause": "correction_by_source", "record_ids": ["1"]}
WITHDRAWN = {"position": 1, "record_id": "ngo:1", "source_id": "ngo"}
WITHDRAWN |= {"withdrawn_on": "2026-02-10", "withdrawal_reason": "danger"}
WITHDRAWAL = WITHDRAWN | {"locator": "row 2", "withdrawn_by": "X"}
DISCREPANT = {"comparison_id": "main", "counted": True, "in_both": False}


def line(number, side, reason, amount, running_total, **more):
    told = {"side": side, "reason": reason, "amount": amount, "running_total": running_total}
    told |= {"amount_median": amount}
    return {"comparison_id": "main", "line_no": number} | told | LINE | more


def judged(side, record, reasons, **more):
    told = {"side": side, "record_id": record, "all_reasons": reasons, "primary_reason": reasons[0]}
    return DISCREPANT | JUDGED | told | more


def decision(position, left, right, judgement, **more):
    told = {"left_record_id": left, "right_record_id": right, "standing": "holds"}
    judged = {"left_judged_id": left or "gone", "right_judged_id": right or "gone"}
    by = {"judged_by": "X", "judged_on": "2026-02-01"}
    return {"position": position, "judgement": judgement} | told | judged | by | more


# r1 = r2 = r3, and r1 is not r3.
CHAIN = [
    decision(1, "r1", "r2", "same"),
    decision(2, "r3", "r2", "same"),
    decision(3, "r1", "r3", "different"),
]


# What one row that only X lists, and one that both list, make.
SETS = [
    {"comparison_id": "main", "from_reading": "stated", "to_reading": "stated", "side": side}
    | {"all_reasons": reasons, "degree": len(reasons), "units": 1}
    for side, reasons in (("from", ["NOT_ON_LIST"]), ("from", []), ("to", []))
]

# From 10 to 8: one row that only X lists, one of both sides, eight and seven without names.
ROWS_BRIDGE = {
    "raw.comparison": [ENDS],
    "staging.claim": [CLAIM, CLAIM | {"claim_id": "Y", "value": 8}],
    "tally.judged": [
        judged("from", "r1", ["NOT_ON_LIST"]),
        judged("from", "r2", ["IN_BOTH"], in_both=True, all_reasons=[]),
        judged("to", "r3", ["IN_BOTH"], in_both=True, all_reasons=[]),
    ],
    "tally.row_line": [
        {"comparison_id": "main", "place": 0, "side": "from", "reason": "FROM", "amount": 10} | LINE
    ],
    "marts.bridge": [
        line(1, "from", "FROM", 10, 10),
        line(2, "from", "UNITEMISED", -8, 2),
        line(3, "from", "NOT_ON_LIST", -1, 1, total=1, alone=1, shapley="1"),
        line(4, "to", "UNITEMISED", 7, 8),
        line(5, "to", "TO", 0, 8),
    ],
}
# From 10 to 8 without rows: one step that two claims measure, a residual of 1.
CLAIMS_BRIDGE = {
    "raw.comparison": [ENDS],
    "staging.claim": [
        CLAIM,
        CLAIM | {"claim_id": "Y", "value": 8},
        CLAIM | {"claim_id": "Z", "value": 7},
    ],
    "marts.bridge": [
        line(1, "from", "FROM", 10, 10),
        line(2, "from", "OUT_OF_WINDOW", -3, 7, claim_ids=["X", "Z"]),
        line(3, "to", "UNITEMISED", 1, 8),
        line(4, "to", "TO", 0, 8),
    ],
}
# From 10 held to 8: three released, one registered late.
BALANCE = {"balance_id": "b", "position": 1, "balance_es": "", "balance_en": ""}
ITEMS = [
    ("opening", "X", 10),
    ("releases", "Y", 3),
    ("late_additions", "Z", 1),
    ("closing", "W", 8),
]
STEPS = [("opening", 10, 10), ("releases", -3, 7), ("late_additions", 1, 8)]
STEPS += [("residual", 0, 8), ("closing", 0, 8)]
BALANCED = {
    "raw.balance": [
        BALANCE | {"item": item, "place": place, "claim_id": claim_id}
        for place, (item, claim_id, _) in enumerate(ITEMS, 1)
    ],
    "staging.claim": [
        CLAIM | {"claim_id": claim_id, "value": value} for _, claim_id, value in ITEMS
    ],
    "marts.balance": [
        BALANCE
        | {"line_no": number, "item": item, "amount": amount, "running_total": total}
        | {"label_es": "", "label_en": ""}
        for number, (item, amount, total) in enumerate(STEPS, 1)
    ],
}
PERSON = {
    "staging.record": [{"record_id": "ngo:1"}],
    "linkage.person": [{"record_id": "ngo:1", "person_id": "P"}],
}
TRAIT = {
    "row_no": 1,
    "list_no": 1,
    "list_rows": 2,
    "tokens": [],
    "dates_release": True,
    "id_valid": True,
}
UNNUMBERED = TRAIT | {"id_valid": False}
TWO_NUMBERS = {
    "staging.record": [{"record_id": "ngo:1"}, {"record_id": "ngo:2"}],
    "linkage.person": [
        {"record_id": "ngo:1", "person_id": "P"},
        {"record_id": "ngo:2", "person_id": "P"},
    ],
    "linkage.trait": [
        {"record_id": "ngo:1", "id_key": "V12345679"} | TRAIT,
        {"record_id": "ngo:2", "id_key": "V23456781"} | TRAIT,
    ],
}
RELEASED = {
    "staging.record": [{"record_id": "ngo:1"}, {"record_id": "ngo:2"}],
    "linkage.person": [
        {"record_id": "ngo:1", "person_id": "P"},
        {"record_id": "ngo:2", "person_id": "Q"},
    ],
}

COMPARED = {"left_record_id": "a", "right_record_id": "b"}
WORDS = {"sign_es": "", "sign_en": ""}
EVIDENCE = {
    "linkage.pair": [PAIR | COMPARED | {"odds_bits": -1.5}],
    "marts.evidence": [
        COMPARED | WORDS | {"step_no": 1, "feature": "prior", "level": "other_list"}
        | {"bits": -7.5, "running_bits": -7.5},
        COMPARED | WORDS | {"step_no": 2, "feature": "given", "level": "equal"}
        | {"bits": 6, "running_bits": -1.5},
    ],
}  # fmt: skip


def changed(tables, name, place, **what):
    """The same tables, one row of one of them told otherwise."""
    rows = [row | what if number == place else row for number, row in enumerate(tables[name])]
    return tables | {name: rows}


# Table, rule, rows of which it does not hold, and how many fail it.
BROKEN = [
    (
        "raw.document",
        "no_file_has_more_rows_than_expected",
        {
            "raw.source": [{"source_id": "ngo", "max_rows": 1}],
            "raw.document": [{"sha256": "a", "source_id": "ngo", "rows": 2}],
        },
    ),
    (
        "staging.version",
        "every_row_read_is_kept",
        {
            "raw.source": [{"source_id": "ngo"}],
            "raw.row": [{"source_id": "ngo", "row_key": "k", "occurrence": 1, "cells": {}}],
            "staging.version": [],
        },
    ),
    (
        "staging.record",
        "dates_run_forwards",
        {
            "staging.record": [
                {"record_id": "1", "occurred_from": "2026-02-02", "occurred_to": "2026-02-01"}
            ]
        },
    ),
    (
        "staging.record",
        "row_id_is_unique_in_its_source",
        {"staging.record": [{"record_id": "1", "row_id": "7"}, {"record_id": "2", "row_id": "7"}]},
    ),
    (
        "staging.record",
        "every_place_is_known",
        {"staging.record": [{"record_id": "1", "flags": ["unknown_facility"]}]},
    ),
    (
        "staging.record",
        "no_date_after_publication_or_before_1999",
        {"staging.record": [{"record_id": "1", "flags": ["date_before_1999"]}]},
    ),
    (
        "staging.rejected",
        "nothing_stops_a_list",
        {
            "staging.rejected": [
                {"heading": "Fecha", "reason_text": "r", "remedy": "m", "stops": True}
            ]
        },
    ),
    (
        "staging.rejected",
        "no_row_was_refused",
        {"staging.rejected": [{"heading": "", "reason_text": "r", "remedy": "m", "stops": False}]},
    ),
    (
        "linkage.pair",
        "the_lesser_identifier_comes_first",
        {"linkage.pair": [PAIR | {"left_record_id": "b", "right_record_id": "a"}]},
    ),
    (
        "linkage.pair",
        "probabilities_lie_between_0_and_1",
        {
            "linkage.pair": [
                PAIR | {"left_record_id": "a", "right_record_id": "b", "probability": 1.1}
            ]
        },
    ),
    ("linkage.person", "every_row_has_its_person", PERSON | {"linkage.person": []}),
    ("linkage.person", "different_numbers_are_told", TWO_NUMBERS, 2),
    (
        "linkage.person",
        "births_too_far_apart_are_told",
        TWO_NUMBERS
        | {
            "linkage.trait": [
                {"record_id": "ngo:1", "birth_from": "1980-01-01", "birth_to": "1980-01-01"}
                | UNNUMBERED,
                {"record_id": "ngo:2", "birth_from": "1983-01-01", "birth_to": "1983-01-01"}
                | UNNUMBERED,
            ]
        },
        2,
    ),
    (
        "linkage.person",
        "entries_of_one_register_are_told",
        {
            "staging.record": [
                {"record_id": "reg:1", "source_id": "reg", "source_kind": "register"},
                {"record_id": "reg:2", "source_id": "reg", "source_kind": "register"},
            ],
            "linkage.person": [
                {"record_id": "reg:1", "person_id": "P"},
                {"record_id": "reg:2", "person_id": "P"},
            ],
        },
        2,
    ),
    (
        "linkage.person",
        "no_rows_contradict_one_another",
        changed(PERSON, "linkage.person", 0, conflict="births too far apart"),
    ),
    (
        "linkage.judgement",
        "every_judgement_finds_its_rows",
        {"linkage.judgement": [decision(1, "r1", None, "same", standing="not_found")]},
    ),
    (
        "linkage.judgement",
        "judgements_do_not_contradict_one_another",
        {"linkage.judgement": CHAIN},
    ),
    ("linkage.release", "every_release_row_has_its_release", PERSON | {"linkage.release": []}),
    (
        "linkage.release",
        "a_release_is_of_one_person",
        RELEASED
        | {
            "linkage.release": [
                {"record_id": "ngo:1", "release_id": "R"},
                {"record_id": "ngo:2", "release_id": "R"},
            ]
        },
        2,
    ),
    (
        "tally.judged",
        "a_row_is_in_both_or_has_its_reasons",
        {"tally.judged": [judged("from", "r1", ["DEATH"], all_reasons=[])]},
    ),
    (
        "tally.judged",
        "both_sides_have_as_many_in_both",
        {"tally.judged": [judged("from", "r1", ["IN_BOTH"], in_both=True, all_reasons=[])]},
    ),
    ("marts.appearance", "every_row_of_every_list_appears", PERSON | {"marts.appearance": []}),
    *(
        (
            "marts.evidence",
            "the_steps_of_a_pair_end_at_its_odds",
            changed(EVIDENCE, "marts.evidence", 1, **what),
        )
        for what in ({"bits": -1}, {"running_bits": -1})
    ),
    (
        "marts.best_count",
        "low_is_no_more_than_high",
        {"marts.best_count": [COUNT | {"low": 2, "high": 1}]},
    ),
    *(
        (
            "marts.best_count",
            rule,
            {"marts.best_count": [COUNT, COUNT | {"definition": "full_freedom"} | what]},
        )
        for rule, what in (
            ("each_count_lies_between_its_bounds", {"count": 0}),
            ("every_line_counts_the_same_unit", {"unit": "measure"}),
            ("no_line_exceeds_the_definition", {"count": 2, "high": 2}),
        )
    ),
    *(
        (
            "marts.claim_evidence",
            f"{name}_low_is_no_more_than_{name}_high",
            {"marts.claim_evidence": [{"claim_id": "X", f"{name}_low": 2, f"{name}_high": 1}]},
        )
        for name in ("evidenced", "residual", "unexplained")
    ),
    (
        "marts.comparison",
        "every_comparison_can_be_made",
        {"marts.comparison": [ENDS | {"bridged_by": "refused"}]},
    ),
    (
        "marts.comparison",
        "both_figures_had_been_said",
        {"marts.comparison": [ENDS | {"bridged_by": "not_yet_said"}]},
    ),
    (
        "marts.balance",
        "a_balance_closes_with_what_was_said",
        changed(BALANCED, "marts.balance", 4, running_total=7),
    ),
    (
        "marts.balance",
        "what_does_not_fit_is_in_the_residual_alone",
        changed(BALANCED, "marts.balance", 3, amount=-1),
    ),
    (
        "marts.balance",
        "what_does_not_fit_is_in_the_residual_alone",
        BALANCED
        | {"marts.balance": [*BALANCED["marts.balance"][:3], BALANCED["marts.balance"][4]]},
    ),
    (
        "marts.bridge",
        "it_begins_and_ends_with_what_was_said",
        changed(ROWS_BRIDGE, "marts.bridge", 4, running_total=9),
    ),
    (
        "marts.bridge",
        "nothing_is_unexplained_but_the_named_residual",
        changed(ROWS_BRIDGE, "marts.bridge", 3, amount=6),
    ),
    (
        "marts.bridge",
        "nothing_is_unexplained_but_the_named_residual",
        changed(CLAIMS_BRIDGE, "marts.bridge", 2, amount=2),
    ),
    (
        "marts.bridge",
        "each_step_is_what_rows_or_claims_say",
        changed(ROWS_BRIDGE, "marts.bridge", 2, total=2),
    ),
    (
        "marts.bridge",
        "each_step_is_what_rows_or_claims_say",
        ROWS_BRIDGE | {"marts.bridge": ROWS_BRIDGE["marts.bridge"][:2]},
    ),
    (
        "marts.bridge",
        "each_step_is_what_rows_or_claims_say",
        changed(CLAIMS_BRIDGE, "marts.bridge", 1, amount=-4),
    ),
    (
        "marts.bridge",
        "the_shares_of_the_reasons_add_up_to_the_rows",
        changed(ROWS_BRIDGE, "marts.bridge", 2, shapley="1/2"),
    ),
    (
        "marts.bridge",
        "each_amount_lies_in_its_interval",
        changed(ROWS_BRIDGE, "marts.bridge", 2, amount_low=-3, amount_high=-2),
    ),
    (
        "marts.draw",
        "every_draw_ends_with_what_was_said",
        ROWS_BRIDGE
        | {
            "marts.draw": [
                DRAWN | {"side": "from", "reason": "FROM", "amount": 10},
                DRAWN | {"side": "from", "reason": "UNITEMISED", "amount": -1},
            ]
        },
    ),
    (
        "marts.reason_set",
        "the_sets_add_up_to_what_the_side_counts",
        {"tally.judged": ROWS_BRIDGE["tally.judged"], "marts.reason_set": SETS[:2]},
    ),
    (
        "marts.estimate",
        "no_number_where_it_is_refused",
        {
            "marts.estimate": [
                ESTIMATE | {"estimate_id": "refused/no_assumption", "refusal": "no_assumption"},
                ESTIMATE | {"estimate_id": "dga", "low": 5, "estimate": 6, "high": 7},
            ]
        },
    ),
    *(
        (
            "marts.estimate",
            "an_estimate_lies_in_its_interval",
            {"marts.estimate": [ESTIMATE | {"estimate_id": "dga"} | bounds]},
        )
        for bounds in ({"low": 7, "estimate": 6}, {"low": 5, "estimate": 6, "high": 5})
    ),
    (
        "marts.change",
        "directions_add_up_to_new_less_old",
        {
            "raw.previous_run": [LAST],
            "raw.previous_unit": [{"claim_id": "X", "unit_id": "1"}],
            "marts.counted_unit": [],
        },
    ),
    (
        "marts.change",
        "each_kind_has_its_direction",
        {"marts.change": [CHANGE | {"direction": 1}]},
    ),
    (
        "staging.withdrawn",
        "every_withdrawal_finds_its_row",
        {"raw.withdrawal": [WITHDRAWAL]},
    ),
]
SOUND = [
    ("marts.reason_set", {"tally.judged": ROWS_BRIDGE["tally.judged"], "marts.reason_set": SETS}),
    (
        "marts.estimate",
        {
            "marts.estimate": [
                ESTIMATE | {"estimate_id": "chao", "low": 5, "estimate": 6},
                ESTIMATE | {"estimate_id": "dga", "low": 5, "estimate": 6, "high": 7},
            ]
        },
    ),
    (
        "marts.best_count",
        {
            "marts.best_count": [
                COUNT,
                COUNT | {"definition": "verified", "count": None, "low": None, "high": None},
                COUNT | {"definition": "back_in_custody", "count": 2, "high": 2},
            ]
        },
    ),
    ("marts.bridge", ROWS_BRIDGE),
    ("marts.bridge", CLAIMS_BRIDGE),
    ("marts.balance", BALANCED),
    ("linkage.person", PERSON),
    ("marts.evidence", EVIDENCE),
    ("tally.judged", {"tally.judged": ROWS_BRIDGE["tally.judged"]}),
    (
        "linkage.judgement",
        {
            "linkage.judgement": [
                *CHAIN[:2],
                decision(3, "r1", "r3", "different", standing="replaced"),
                decision(4, "r1", "r4", "different"),
                decision(5, "r1", None, "unsure", standing="not_found"),
            ]
        },
    ),
    (
        "marts.change",
        {
            "raw.previous_run": [LAST],
            "raw.previous_unit": [{"claim_id": "X", "unit_id": "1"}],
            "marts.change": [CHANGE],
        },
    ),
    ("staging.withdrawn", {"raw.withdrawal": [WITHDRAWAL], "staging.withdrawn": [WITHDRAWN]}),
    # With a cut-off the row may not have been published yet.
    (
        "staging.withdrawn",
        {"raw.withdrawal": [WITHDRAWAL], "raw.vintage": [{"as_of_day": "2026-02-09"}]},
    ),
]


@pytest.fixture
def failed(bench):
    """Fill tables and hold one of them against its rules; how many rows fail each that fails."""

    def held(name, tables):
        bench.give_labels()
        for each, rows in tables.items():
            bench.given(each, *rows)
        for each in bench.rows:
            models.fill(bench.connection, models.tables()[each], bench.rows[each])
            bench.touched.add(each)
        outcomes = expectations.validate(bench.connection, models.tables()[name])
        assert not any(NAME in repr(outcome) for outcome in outcomes)
        return {each.name: each.failing for each in outcomes if not each.passed}

    return held


@pytest.mark.parametrize(("name", "rule", "tables", "failing"), [(*each, 1)[:4] for each in BROKEN])
def test_a_rule_fails_of_unsound_rows(failed, name, rule, tables, failing):
    assert failed(name, tables)[rule] == failing


@pytest.mark.parametrize(("name", "tables"), SOUND)
def test_every_rule_holds_of_sound_rows(failed, name, tables):
    assert {rule for rule in failed(name, tables) if not rule.startswith("key_")} == set()


def test_every_written_rule_is_shown_to_fail():
    written = {
        (table.full_name, rule.name)
        for table in models.tables().values()
        for rule in expectations.rules(table)
        if rule.check == "rules"
    }
    assert written == {(name, rule) for name, rule, *_ in BROKEN}


def test_the_contract_holds_keys_codes_items_and_forms(failed):
    rows = [
        {"primary_reason": NAME, "all_reasons": ["DEATH", NAME], "side": "from"},
        {"primary_reason": "DEATH", "all_reasons": ["DEATH"], "side": NAME},
    ]
    same = {"record_id": "r", "comparison_id": "main", "probability": 1.0} | JUDGED
    words = {"explanation_es": NAME, "explanation_en": NAME}
    tables = {"marts.discrepancy": [DISCREPANT | same | words | row for row in rows]}
    fields = {field.name for field in models.tables()["marts.discrepancy"].columns}
    tables["marts.discrepancy"] = [
        {key: row[key] for key in row if key in fields} for row in tables["marts.discrepancy"]
    ]
    assert failed("marts.discrepancy", tables) == {
        "primary_reason_is_a_known_code": 1,
        "all_reasons_is_a_known_code": 1,
        "side_is_a_known_code": 1,
    }
    again = {"marts.discrepancy": [tables["marts.discrepancy"][0]] * 2}
    assert failed("marts.discrepancy", again)["key_is_unique"] >= 2


def test_a_form_is_held_to_its_end(failed):
    told = {"timezone": "America/Caracas", "country": "VEN"}
    assert failed("raw.case", {"raw.case": [told]})["country_has_its_form"] == 1


def test_without_a_row_a_rule_of_rows_holds_and_one_of_the_whole_is_still_asked(bench):
    rows = bench.connection.sql("select 1 as there where false")
    meta = {"rule": "a_rule", "why": "it matters"}
    of_rows = gxe.ExpectColumnValuesToBeInSet(column="there", value_set=[2], meta=meta)
    whole = gxe.ExpectTableRowCountToEqual(value=1, meta=meta | {"rule": "another"})
    (alone,) = validation._held("rules", rows, [of_rows])
    assert (alone.passed, alone.counts) == (True, {"rows": 0, "failing": 0})
    both = validation._held("rules", rows, [of_rows, whole])
    assert {outcome.name: outcome.passed for outcome in both} == {"a_rule": True, "another": False}


@pytest.mark.parametrize("query", ["select 1 as there", "select 1 as there where false"])
def test_an_expectation_that_raises_has_failed(bench, query):
    rows = bench.connection.sql(query)
    expected = gxe.ExpectColumnValuesToBeInSet(
        column="not_there",
        value_set=[1],
        severity="warning",
        meta={"rule": "a_rule", "why": "it matters"},
    )
    (outcome,) = validation._held("rules", rows, [expected])
    assert (outcome.passed, outcome.failing) == (False, 0)
    assert outcome.note == "it raised and could not be evaluated: it matters"


def test_a_rule_reads_only_the_table_and_what_it_is_made_of(warehouse):
    tables = models.tables()

    def made_of(name):
        return {name}.union(*(made_of(each) for each in tables[name].needs))

    filled_before = {name for name in tables if name.startswith("raw.")}
    for table in tables.values():
        if text := query(table):
            assert set(_reads(text, warehouse)) <= made_of(table.full_name) | filled_before


def test_every_table_has_a_suite_and_says_what_it_is_about():
    for table in models.tables().values():
        names = [rule.name for rule in expectations.rules(table)]
        assert len(names) == len(set(names)) > 0
        for check in expectations.checks(table):
            assert expectations.describe(table, check)
