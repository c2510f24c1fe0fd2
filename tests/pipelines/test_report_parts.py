"""Parts of the page that a small case does not fill: readings, overlapping reasons, changes, what failed."""

from datetime import date

import pytest

from pipelines.report.catalog import words
from tests.pipelines.pages import number, parsed, publication, section, table, text, written

DAY = date(2026, 2, 9)
RUN = {
    "run_id": "0f0f", "case_es": "Caso inventado", "case_en": "Invented case", "started_at": "2026-03-01 12:30:00",
    "version": "0.1.0", "config_sha256": "0" * 64, "models_sha256": "0" * 64, "input_rows": 3,
}  # fmt: skip


def claim(claim_id, reading, value, start):
    return {
        "claim_id": claim_id, "reading": reading, "organisation": f"Organización {claim_id}", "side": "ngo",
        "said_on": DAY, "as_of": DAY, "value": value, "qualifier": "exact", "value_low": value, "value_high": value,
        "unit": "person", "stock_or_flow": "flow", "basis": "gross", "window_start": start, "excludes": ["TRANSFER"],
        "evidence": [], "parts": [],
    }  # fmt: skip


def lines(reading, step, rest):
    amounts = {"FROM": 400, "OUT_OF_WINDOW": step, "UNITEMISED": rest, "TO": 0}
    return [
        {
            "comparison_id": "main", "from_reading": "stated", "to_reading": reading, "line_no": place,
            "side": "to", "reason": reason, "label_es": reason.lower(), "label_en": reason.lower(), "amount": amount,
            "amount_low": amount, "amount_median": amount, "amount_high": amount, "running_total": 400, "total": None,
            "named": 0, "claim_ids": ["A1"],
        }
        for place, (reason, amount) in enumerate(amounts.items(), 1)
    ]  # fmt: skip


def reasons(units, *codes):
    return {
        "comparison_id": "main", "from_reading": "stated", "to_reading": "stated", "side": "to",
        "all_reasons": list(codes), "degree": len(codes), "units": units,
    }  # fmt: skip


def change(unit, kind, direction, cause):
    return {
        "claim_id": "A1", "unit_id": unit, "kind": kind, "direction": direction, "cause": cause, "record_ids": [],
    }  # fmt: skip


def check(name, passed, failing):
    return {
        "table_name": "marts.bridge", "check_name": name, "rule": name, "severity": "warning", "passed": passed,
        "failing": failing,
    }  # fmt: skip


TABLES = {
    "meta.run": [RUN],
    "meta.label": [
        {"scheme": "reason", "code": "DUPLICATE", "label_es": "fila repetida", "label_en": "further row"},
        {"scheme": "change_kind", "code": "added", "label_es": "añadida", "label_en": "added"},
        {"scheme": "severity", "code": "warning", "label_es": "aviso", "label_en": "warning"},
    ],
    "marts.comparison": [
        {
            "comparison_id": "main", "position": 1, "comparison_es": "Dos cifras", "comparison_en": "Two figures",
            "from_claim_id": "A1", "to_claim_id": "A2", "bridged_by": "claims", "days_apart": -1,
        }
    ],
    "marts.claim": [
        claim("A1", "stated", 400, date(2026, 1, 8)),
        claim("A2", "stated", 1800, None),
        claim("A2", "november", 1800, date(2025, 11, 1)),
    ],
    "marts.bridge": [*lines("stated", 117, 1283), *lines("november", 0, 1400)],
    "marts.reason_set": [reasons(40, "DUPLICATE"), reasons(6, "DUPLICATE", "TRANSFER")],
    "marts.change": [
        change("u1", "added", 1, "new_row"),
        change("u2", "added", 1, "new_row"),
        change("u3", "withdrawn", -1, "row_gone"),
    ],
    "marts.person_change": [
        {"kind": "merged", "old_person_id": "p1", "new_person_id": "p2", "records": 1, "record_ids": []}
    ],
    "meta.check": [check("holds", True, 0), check("closes", False, 3)],
    "meta.rejected": [
        {
            "source_id": "gov", "document_sha256": "0" * 64, "locator": str(row), "heading": "Fecha",
            "reason_text": "fecha ilegible", "remedy": "corríjala", "stops": False,
        }
        for row in range(2)
    ],
}  # fmt: skip


TABLES |= {
    "marts.claim_series": [
        {
            "claim_id": "A1", "previous_claim_id": "A0", "organisation": "Organización A1", "unit": "person",
            "excludes": [], "basis": "gross", "as_of": DAY, "value": 61, "qualifier": "exact", "previous_value": 75,
            "difference": -14, "days_apart": 3, "verdict": "fall", "verdict_es": "75 → 61: bajó",
            "verdict_en": "75 → 61: it fell",
        }
    ],
    "marts.claim_sum": [
        {
            "claim_id": "A1", "sum_claim_id": "A1", "how": "found", "parts": ["B1", "B2"], "addends": "99 + 204",
            "sum": 303, "value": 400, "qualifier": "exact", "difference": 97, "days_apart": 1,
        },
        {
            "claim_id": "A2", "sum_claim_id": "A2", "how": "declared", "parts": ["B1"], "addends": "1800",
            "sum": 1800, "value": 1800, "qualifier": "exact", "difference": 0, "days_apart": 0,
        },
    ],
    "marts.balance": [
        {
            "balance_id": "week", "position": 1, "balance_es": "Una semana", "balance_en": "A week",
            "line_no": place, "item": item, "label_es": item, "label_en": item, "amount": amount,
            "running_total": total,
        }
        for place, (item, amount, total) in enumerate(
            [("opening", 893, 893), ("releases", -1, 892), ("residual", 10, 902), ("closing", 0, 902)], 1
        )
    ],
    "marts.claim_pair": [
        {
            "left_claim_id": "A1", "right_claim_id": "A2", "left_organisation": "Una", "right_organisation": "Otra",
            "unit": "person", "stock_or_flow": "flow", "basis": "gross", "left_value": 400, "left_qualifier": "exact",
            "right_value": 1800, "right_qualifier": "exact", "difference": 1400, "days_apart": -2,
            "left_excludes": [], "right_excludes": [],
        }
    ],
    "marts.amnesty": [
        {
            "release_id": f"e{place}", "person_id": f"p{place}", "told_by_register": [], "situations": [],
            "reached": reached, "because": "within_situation", "explanation_es": "", "explanation_en": "",
            "basis_told": "not_stated", "basis_against": [], "wave_year": 2024 if place else None,
        }
        for place, reached in enumerate(["yes"] * 6 + ["no"])
    ],
    "marts.contradiction": [
        {
            "person_id": "p1", "kind": "release_dates", "record_id": "gov:1", "record_ids": ["gov:1", "ngo:2"],
            "explanation_es": "fechas que no se encuentran", "explanation_en": "dates that do not meet",
        }
    ],
    "marts.estimate": [
        {"estimate_id": "observed", "method": "observed", "lists": ["ngo"], "observed": 545, "note_es": "ngo 3"},
        {"estimate_id": "refused", "method": "refused", "lists": ["ngo"], "refusal": "too_few_lists"},
    ],
    "meta.output": [{"table_name": "marts.claim", "rows": 3, "sha256": "a" * 64}],
    "meta.withdrawal": [
        {"source_id": "ngo", "withdrawn_on": DAY, "withdrawal_reason": "safety", "records": 7}
    ],
}  # fmt: skip


@pytest.fixture(params=["es", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    return publication(tmp_path_factory.mktemp("parts"), TABLES)


@pytest.fixture
def page(warehouse, tmp_path, language):
    return parsed(written(warehouse, tmp_path, language))


@pytest.fixture
def say(language):
    return words(language).say


def test_each_reading_shows_what_it_leaves_the_widest_period_first(page, say):
    shown = table(
        page,
        say(
            "What is left without names under each reading of the two figures, the widest period first"
        ),
    )
    assert [
        (number(row[say("Accounted for")]), number(row[say("Not evidenced by names")]))
        for row in shown
    ] == [
        (117, 1283),
        (0, 1400),
    ]
    assert "november" in shown[1][say("Reading of the second")]


def test_days_between_the_cut_offs_are_said_in_the_singular(page, language):
    told = text(section(page, "bridges"))
    assert {"es": "hay 1 día;", "en": "are 1 day apart"}[language] in told


def test_overlapping_reasons_are_drawn_and_listed(page, say):
    caption = say(
        "Overlapping reasons: what only {organisation} counts", organisation="Organización A2"
    )
    shown = table(page, caption)
    assert [(row[say("How many reasons")], row[say("Rows")]) for row in shown] == [
        ("1", "40"),
        ("2", "6"),
    ]
    charts = section(page, "bridges").xpath(
        ".//figure//*[local-name()='svg']/*[local-name()='title']"
    )
    assert caption in [text(title) for title in charts]


def test_changes_are_counted_by_figure_kind_and_cause(page, say):
    shown = table(page, say("Counted units that differ, by figure"))
    assert [(row[say("Units")], number(row[say("Change of the count")])) for row in shown] == [
        ("2", 2),
        ("1", -1),
    ]
    merged = table(page, say("Persons who are not those of the last publication"))
    assert [row[say("Persons")] for row in merged] == ["1"]


def test_what_failed_and_what_was_refused_is_said(page, say):
    [row] = table(page, say("Rules that did not hold"))
    assert (row[say("Rule")], row[say("Rows")]) == ("closes", "3")
    [row] = table(page, say("Rows and values that were refused"))
    assert (row[say("Why")], row[say("How many")]) == ("fecha ilegible", "2")


def test_figures_are_held_against_one_another(page, language, say):
    [fall] = table(page, say("Running counts that fell or changed their basis"))
    assert number(fall[say("Difference")]) == -14
    assert fall[say("Figures")] == {"es": "75 → 61: bajó", "en": "75 → 61: it fell"}[language]
    [left] = table(page, say("Sums of parts beside the figure, and what no part itemises"))
    assert (left[say("Parts")], number(left[say("Not itemised")])) == ("99 + 204 (B1, B2)", 97)
    week = table(page, {"es": "Una semana", "en": "A week"}[language])
    assert [number(line[say("Running total")]) for line in week] == [893, 892, 902, 902]
    assert [line[say("Change")] for line in week] == ["", "−1", "+10", ""]
    [pair] = table(
        page, say("Figures of two organisations for one definition and nearly the same day")
    )
    assert (number(pair[say("Difference")]), pair[say("Days apart")]) == (1400, "2")


def test_the_law_the_contradictions_and_the_appendix_are_told(page, say):
    law = table(page, say("Releases by whether the law reaches them, and why"))
    assert [row[say("Releases")] for row in law] == ["6", "1"]
    waves = table(page, say("Releases by the wave of detentions in which the people were detained"))
    assert [(row[say("Year")], row[say("Releases")]) for row in waves] == [
        ("2024", "6"),
        (say("not stated"), "1"),
    ]
    [each] = table(page, say("Each contradiction, with its rows"))
    assert each[say("Rows")] == "gov:1, ngo:2"
    seen, refused = table(page, say("What the overlap of the lists can and cannot tell"))
    assert (seen[say("Seen")], refused[say("Why no number")]) == ("545", "too_few_lists")


def test_hashes_of_tables_and_withdrawals_stand_in_the_manifest(page, say):
    [output] = table(page, say("The published tables, with the hashes of what they hold"))
    assert output["SHA-256"] == "a" * 64
    [withdrawn] = table(page, say("Rows withdrawn for safety"))
    assert withdrawn[say("Rows")] == "7"
