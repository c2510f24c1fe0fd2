"""Ready questions: rows in, rows out, on an empty publication and on one of claims alone."""

import re
from datetime import date

import duckdb
import pytest

import models

QUERIES = {path.stem: path.read_text("utf-8") for path in (models.HOME / "queries").glob("*.sql")}
HEADER = re.compile(
    r"-- es: (?P<es>[^\n]+)\n-- en: (?P<en>[^\n]+)\n-- columns: (?P<columns>[^\n]+(?:\n--   [^\n]+)*)\n"
)


def headers() -> dict[str, re.Match[str]]:
    return {name: HEADER.match(sql) for name, sql in QUERIES.items()}


def promised(name: str) -> list[str]:
    return re.findall(r"\w+", headers()[name]["columns"])


@pytest.fixture
def ask(bench):
    """Put the given rows in their tables and ask a question of them."""

    def asked(name: str, **variables: str):
        for table in [*bench.rows]:
            bench.run(table)
        for variable, value in variables.items():
            bench.connection.execute(f"set variable {variable} = '{value}'")
        answer = bench.found(QUERIES[name])
        for variable in variables:
            bench.connection.execute(f"reset variable {variable}")
        return answer

    return asked


@pytest.fixture
def labels(bench):
    bench.give_labels()
    bench.run("meta.label")


def row(record: str, person: str, source: str = "ngo", day: str | None = None, **stated):
    """A published row; a row with a day dates what it tells."""
    dated = {"occurred_from": day, "occurred_to": day, "date_basis": "stated"} if day else {}
    return (
        {
            "record_id": record,
            "person_id": person,
            "source_id": source,
            "release_id": f"R-{person}",
            "event": "release",
            "full_name": f"Persona {person}",
        }
        | dated
        | stated
    )


def named(person: str):
    return {"person_id": person, "display_name": f"Persona {person}", "sources": [], "records": 1}


def release(person: str, first: str | None, last: str | None = None, **stated):
    return {
        "release_id": f"R-{person}-{first}",
        "person_id": person,
        "occurred_from": first,
        "occurred_to": last or first,
        "measure": [],
        "evidence_class": "single_source",
        "independent_sources": 1,
        "records": 1,
    } | stated


def moved(person: str, event: str, day: str, status: str | None, **stated):
    """A change of status on a day, told since then."""
    return {
        "person_id": person,
        "event": event,
        "occurred_from": day,
        "occurred_to": day,
        "record_id": f"{person}-{event}-{day}",
        "field": "occurred_on",
        "version_no": 1,
        "source_id": "ngo",
        "published_on": day,
        "status": status,
    } | stated


# Headers -----------------------------------------------------------------------------------------


def test_every_question_has_titles_in_both_languages_and_no_two_are_alike():
    found = headers()
    assert [name for name, header in found.items() if header is None] == []
    for language in ("es", "en"):
        assert len({header[language] for header in found.values()}) == len(found) >= 20


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_is_one_select_and_answers_in_the_columns_promised_even_when_nothing_is_there(
    warehouse, name
):
    [statement] = duckdb.extract_statements(QUERIES[name])
    assert statement.type == duckdb.StatementType.SELECT
    assert not re.search(r"\b(?:raw|staging|linkage|tally)\.", QUERIES[name])
    answer = warehouse.execute(QUERIES[name])
    assert [column[0] for column in answer.description] == promised(name)
    assert name == "dictionary" or answer.fetchall() == []


@pytest.mark.parametrize("name", QUERIES)
def test_every_variable_is_explained_and_every_explanation_is_of_one(name):
    read = set(re.findall(r"getvariable\('(\w+)'\)", QUERIES[name]))
    explained = set(re.findall(r"^-- (\w+): ", QUERIES[name], flags=re.MULTILINE))
    assert explained - {"es", "en", "columns"} == read


# Claims alone ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def claims_alone(real):
    with duckdb.connect() as connection:
        models.create(connection, ("marts", "meta"))
        for name, rows in real.items():
            if models.tables()[name].published:
                models.fill(connection, models.tables()[name], rows)
        yield connection


@pytest.mark.parametrize("name", QUERIES)
def test_claims_alone_are_enough_to_be_asked(claims_alone, name):
    answer = claims_alone.execute(QUERIES[name])
    assert [column[0] for column in answer.description] == promised(name)


def test_the_real_figures_answer_what_figures_can(claims_alone):
    def found(name):
        answer = claims_alone.execute(QUERIES[name])
        names = [column[0] for column in answer.description]
        return [dict(zip(names, line, strict=True)) for line in answer.fetchall()]

    headline = [line["amount"] for line in found("bridges") if line["comparison_id"] == "headline"]
    assert headline == [448, 117, 235, 0]
    assert (808, 303, 505) in {
        (line["value"], line["sum"], line["difference"]) for line in found("sums")
    }
    assert {(line["previous_value"], line["value"]) for line in found("falling_counts")} == {
        (75, 61),
        (897, 896),
    }
    claimed = {(line["comparison_id"], line["to_reading"]) for line in found("readings")}
    assert {("headline", "stated"), ("january", "stated")} < claimed
    told = {line["claim_id"]: line for line in found("evidence_of_claims")}
    assert (told["C110"]["value"], told["C110"]["unit_es"]) == (448, "personas")
    assert found("only_on_one_side") == []


# Rows in, rows out -------------------------------------------------------------------------------


def test_two_lists_differ_on_a_date_only_where_neither_gives_the_other_s(given, ask):
    given("marts.person", *map(named, ["p1", "p2", "p3"]))
    given(
        "marts.appearance",
        row("a1", "p1", "ngo", "2026-01-10"),
        row("b1", "p1", "gov", "2026-01-13"),
        # Both know of one release of p2; that one list knows of another is no difference.
        row("a2", "p2", "ngo", "2026-01-10"),
        row("b0", "p2", "gov", "2025-12-26"),
        row("b2", "p2", "gov", "2026-01-10"),
        row("b3", "p2", "gov", "2026-02-03"),
        # An interval that holds the day agrees with it; what nobody dates cannot differ.
        row("a4", "p3", "ngo", "2026-01-10", occurred_to="2026-01-20"),
        row("b4", "p3", "gov", "2026-01-15"),
        row("b5", "p3", "press", "2026-03-01", date_basis="until_publication"),
    )
    assert [
        (each["person_id"], each["earlier_source"], each["later_source"], each["days_apart"])
        for each in ask("different_dates")
    ] == [("p1", "ngo", "gov", 3)]
    assert ask("different_dates")[0]["is_one_release"]


def test_a_re_arrest_stands_beside_the_latest_release_before_it(given, ask):
    given("marts.person", named("p1"), named("p2"), named("p3"))
    given(
        "marts.release",
        release("p1", "2025-12-26"),
        release("p1", "2026-01-10"),
        release("p1", "2026-02-20"),
        # Moved to another prison is not out, and nobody told that p3 left.
        release("p2", "2026-01-10", flags=["TRANSFER"]),
    )
    given(
        "marts.status",
        moved("p1", "rearrest", "2026-01-20", "in_custody"),
        moved("p1", "rearrest", "2026-01-20", "in_custody", record_id="g", source_id="gov"),
        moved("p1", "rearrest", "2026-01-19", "in_custody", record_id="o", told_until="2026-01-21"),
        moved("p2", "rearrest", "2026-01-20", "in_custody"),
        moved("p3", "rearrest", "2026-01-20", "in_custody"),
    )
    [found] = ask("rearrested")
    assert (found["person_id"], found["released_from"]) == ("p1", date(2026, 1, 10))
    assert (found["days_free_low"], found["days_free_high"]) == (10, 10)
    assert found["sources"] == ["gov", "ngo"]


def test_who_is_back_in_prison_depends_on_the_day_and_on_what_was_known(given, ask, labels):
    given("meta.document", {"sha256": "0" * 64, "published_on": "2026-02-09"})
    given("marts.person", named("p1"), named("p2"))
    given("marts.release", release("p1", "2026-01-10"), release("p2", "2026-01-30"))
    given(
        "marts.status",
        moved("p1", "release", "2026-01-10", "released"),
        moved("p1", "rearrest", "2026-01-20", "in_custody", published_on="2026-02-01"),
        # In custody before the release, not after it.
        moved("p2", "detention", "2026-01-05", "in_custody"),
        moved("p2", "release", "2026-01-30", "released"),
    )

    def back(**variables):
        return [(each["day"], each["person_id"]) for each in ask("back_in_prison", **variables)]

    assert back() == [(date(2026, 2, 9), "p1")]
    assert back(day="2026-01-15") == []
    assert back(day="2026-01-25", known="2026-01-25") == []
    assert back(day="2026-01-25") == [(date(2026, 1, 25), "p1")]
    [found] = ask("back_in_prison")
    assert (found["status_es"], found["status_en"]) == ("en custodia", "in custody")


def test_where_they_are_says_the_same_as_the_macro(given, ask, bench, labels):
    given("meta.document", {"sha256": "0" * 64, "published_on": "2026-02-09"})
    given("marts.release", release("p1", "2026-01-10", common_scope="certain"))
    given("marts.release", release("p2", "2026-01-30", common_scope="certain"))
    given(
        "marts.status",
        moved("p1", "release", "2026-01-10", "released", condition="full_freedom"),
        moved("p2", "detention", "2026-01-05", "in_custody"),
        moved("p2", "release", "2026-01-30", "released", condition="conditional"),
    )
    for day in ("2026-01-01", "2026-01-20", "2026-02-09"):
        found = ask("where_they_are", day=day)
        macro = bench.found(f"from standing_on('common_scope', '{day}', '2026-02-09')")
        assert [{name: each[name] for name in macro[0]} for each in found] == macro
    assert [(each["persons"], each["full_freedom"]) for each in ask("where_they_are")] == [(2, 1)]


def test_minors_and_dependants_are_counted_once_a_person(given, ask):
    given(
        "marts.appearance",
        row("a1", "p1", is_minor="yes", age=16),
        row("a2", "p1", category="adolescent"),
        row("a3", "p2", age=17, category="adolescent"),
        row("a7", "p5", age=17),
        row("a4", "p3", accompanies="su madre"),
        row("a5", "p4", accompanies=" ", is_minor="no", age=18),
        row("a6", "p1", source="gov"),
    )
    assert ask("minors_and_dependants") == [
        {"source_id": source, "source_kind": None, "persons": persons}
        | {"minors_as_stated": said, "under_18_by_age": aged, "dependants": came}
        for source, persons, said, aged, came in [("gov", 1, 0, 0, 0), ("ngo", 5, 2, 3, 1)]
    ]


def test_duplicates_are_rows_of_one_release_in_one_list_the_official_list_first(given, ask):
    given("marts.claim", {"claim_id": "G", "side": "government", "evidence": ["gov"]})
    given("marts.claim", {"claim_id": "N", "evidence": ["ngo"]})
    given(
        "marts.appearance",
        row("a1", "p1", "ngo", row_id="7", list_order=1),
        row("a2", "p1", "ngo", row_id="9", list_order=2),
        row("b1", "p1", "gov"),
        row("b2", "p2", "gov", row_id="2", list_order=2, link_probability=0.9914),
        row("b3", "p2", "gov", row_id="1", list_order=1, link_probability=0.75),
        # Left twice: no duplicate. A re-arrest is of no release.
        row("b4", "p3", "gov"),
        row("b5", "p3", "gov", release_id="R-p3-again"),
        row("b6", "p4", "gov", release_id=None, event="rearrest"),
        row("b7", "p4", "gov", release_id=None, event="rearrest"),
    )
    assert [
        (each["source_id"], each["is_official"], each["row_ids"], each["least_probability"])
        for each in ask("duplicates")
    ] == [("gov", True, ["1", "2"], 0.75), ("ngo", False, ["7", "9"], None)]


def test_releases_of_a_month_stand_in_one_line_each(given, ask, labels):
    given(
        "marts.release",
        release("p1", "2026-01-10", state="Lara", measure=["full_freedom"]),
        release(
            "p2", "2026-01-31", state="Lara", measure=["full_freedom"], evidence_class="verified"
        ),
        release("p3", "2026-01-10", state="Lara", measure=["travel_ban", "reporting"])
        | {"independent_sources": 2},
        release("p4", "2026-01-31", "2026-02-01"),
        release("p5", "2026-01-10", state="Lara", flags=["ORDER_PENDING"]),
    )
    assert [tuple(each.values()) for each in ask("releases_by_month")] == [
        ("2026-01", "Lara", "libertad plena", "full freedom", 2, 1, 0),
        ("2026-01", "Lara", "régimen de presentación + prohibición de salida del país",
         "periodic reporting + travel ban", 1, 0, 1),
        (None, None, "medida no declarada", "measure not stated", 1, 0, 0),
    ]  # fmt: skip


def test_the_overlap_of_two_lists_counts_persons_from_each_side(given, ask):
    given(
        "marts.appearance",
        row("a1", "p1"), row("a2", "p1"), row("a3", "p2"), row("a4", "p3"), row("a5", "p4"),
        row("b1", "p1", "gov"), row("b2", "p2", "gov"),
        row("c1", "p9", "press"),
    )  # fmt: skip
    found = {
        (each["source_id"], each["other_source"]): (each["persons"], each["shared"], each["share"])
        for each in ask("overlap_of_lists")
    }
    assert found == {
        ("ngo", "gov"): (4, 2, 0.5),
        ("gov", "ngo"): (2, 2, 1.0),
        ("ngo", "press"): (4, 0, 0.0),
        ("press", "ngo"): (1, 0, 0.0),
        ("gov", "press"): (2, 0, 0.0),
        ("press", "gov"): (1, 0, 0.0),
    }


def test_the_age_of_a_list_is_that_of_its_latest_file(given, ask):
    for source, sha, day, rows in [
        ("ngo", "a", "2026-01-09", 5), ("ngo", "b", "2026-02-09", 6), ("gov", "c", "2026-02-12", 7),
        ("press", "d", None, 1),
    ]:  # fmt: skip
        given(
            "meta.document",
            {"source_id": source, "sha256": sha * 64, "published_on": day, "rows": rows},
        )
    given("marts.appearance", row("a", "p1", "ngo", "2026-02-01"))
    given("marts.appearance", row("b", "p2", "ngo", "2026-02-12", date_basis="until_publication"))
    assert [
        (
            each["source_id"],
            each["files"],
            each["days_behind"],
            each["rows"],
            each["latest_event_on"],
        )
        for each in ask("freshness")
    ] == [
        ("gov", 1, 0, 7, None),
        ("ngo", 2, 3, 11, date(2026, 2, 1)),
        ("press", 1, None, 1, None),
    ]


def test_only_what_one_side_alone_counts_is_told_with_whose_it_is(given, ask, labels):
    given("marts.claim", {"claim_id": "N", "organisation": "Una"})
    given("marts.claim", {"claim_id": "G", "organisation": "Otra"})
    given("marts.claim", {"claim_id": "G", "organisation": "Otra", "reading": "wider"})
    given(
        "marts.comparison",
        {"position": 1, "from_claim_id": "N", "to_claim_id": "G", "bridged_by": "rows"},
    )
    told = {
        "comparison_id": "main",
        "probability": 1,
        "explanation_es": "x.",
        "explanation_en": "x.",
    }
    for record, side, counted, in_both, reason in [
        ("a1", "from", True, False, "NOT_ON_LIST"), ("a2", "from", True, True, "IN_BOTH"),
        ("b1", "to", True, False, "TRANSFER"), ("b2", "to", False, False, "DUPLICATE"),
    ]:  # fmt: skip
        given("marts.appearance", row(record, record))
        given(
            "marts.discrepancy",
            told
            | {"record_id": record, "side": side, "counted": counted, "in_both": in_both}
            | {"primary_reason": reason, "all_reasons": [reason]}
            | {"release_id": record, "person_id": record},
        )
    assert [
        (each["side"], each["organisation"], each["record_id"], each["reason_es"])
        for each in ask("only_on_one_side")
    ] == [
        ("from", "Una", "a1", "en ninguna lista ni registro de la otra parte"),
        ("to", "Otra", "b1", "traslado, no excarcelación"),
    ]


def test_changes_are_added_up_once_whatever_readings_a_claim_has(given, ask, labels):
    given("marts.claim", {"claim_id": "N"}, {"claim_id": "N", "reading": "wider"})
    for unit, kind, direction in [("u1", "added", 1), ("u2", "added", 1), ("u3", "merged", -1)]:
        given(
            "marts.change",
            {"claim_id": "N", "unit_id": unit, "kind": kind, "direction": direction}
            | {"cause": "new_source", "record_ids": []},
        )
    assert [(each["kind_en"], each["units"], each["balance"]) for each in ask("changes")] == [
        ("added", 2, 2),
        ("merged", 1, -1),
    ]


def test_a_judgement_of_consequence_comes_before_one_without(given, ask, labels):
    held = {"judgement": "same", "judged_by": "A", "judged_on": "2026-02-10"}
    held |= {"left_record_id": "a", "right_record_id": "b"}
    given("marts.appearance", row("a", "p1"), row("b", "p1", full_name="Otra grafía"))
    given(
        "marts.judgement",
        held | {"position": 1, "effect_no": 1},
        held | {"position": 2, "effect_no": 1, "comparison_id": "main", "side": "to"}
        | {"reason": "DUPLICATE", "amount_without": 3, "amount": 1},
    )  # fmt: skip
    assert [
        (
            each["position"],
            each["moved"],
            each["left_name"],
            each["right_name"],
            each["judgement_es"],
        )
        for each in ask("judgements")
    ] == [
        (2, -2, "Persona p1", "Otra grafía", "la misma persona"),
        (1, None, "Persona p1", "Otra grafía", "la misma persona"),
    ]


def test_a_refused_row_names_its_file_and_one_of_the_declaration_has_none(given, ask):
    given("meta.document", {"sha256": "a" * 64, "path": "inbox/ngo/one.csv"})
    given("meta.document", {"sha256": "a" * 64, "source_id": "gov", "path": "inbox/gov/same.csv"})
    refused = {"reason_text": "x", "remedy": "y", "heading": "Fecha"}
    given("meta.rejected", refused | {"document_sha256": "a" * 64, "stops": False})
    given("meta.rejected", refused | {"document_sha256": "b" * 64, "stops": True})
    assert [(each["stops"], each["path"]) for each in ask("refused_rows")] == [
        (True, None),
        (False, "inbox/ngo/one.csv"),
    ]


def test_only_doubtful_pairs_are_asked_the_one_of_most_consequence_first(given, ask):
    given("marts.appearance", row("a", "p1"), row("b", "p2"), row("c", "p3"))
    for left, right, decision, consequence, probability in [
        ("a", "b", "review", 2, 0.9), ("a", "c", "review", 6, 0.6), ("b", "c", "link", None, 0.99),
    ]:  # fmt: skip
        given(
            "marts.link",
            {"left_record_id": left, "right_record_id": right, "decision": decision}
            | {"consequence": consequence, "probability": probability, "decided_by": "rule"}
            | {"evidence": "x", "evidence_en": "x"},
        )
    assert [(each["consequence"], each["right_name"]) for each in ask("doubtful_pairs")] == [
        (6, "Persona p3"),
        (2, "Persona p2"),
    ]


def test_reasons_are_named_in_order_and_what_both_count_has_none(given, ask, labels):
    given("marts.comparison", {"from_claim_id": "N", "to_claim_id": "G", "bridged_by": "rows"})
    for reasons, units, reading in [
        ([], 9, "stated"), (["TRANSFER"], 2, "stated"), (["DUPLICATE", "TRANSFER"], 3, "stated"),
        (["TRANSFER"], 7, "wider"),
    ]:  # fmt: skip
        given(
            "marts.reason_set",
            {"from_reading": "stated", "to_reading": reading, "side": "to", "units": units}
            | {"all_reasons": reasons, "degree": len(reasons)},
        )
    assert [(each["reasons_es"], each["units"]) for each in ask("overlapping_reasons")] == [
        ("fila repetida de la misma excarcelación + traslado, no excarcelación", 3),
        ("traslado, no excarcelación", 2),
    ]


def test_a_bridge_stands_as_said_and_what_was_not_compared_says_why(given, ask, labels):
    ends = {"from_claim_id": "N", "to_claim_id": "G"}
    given("marts.comparison", ends | {"bridged_by": "rows"})
    refused = {"bridged_by": "refused", "refusal_es": "Otra cosa.", "refusal_en": "Other things."}
    given("marts.comparison", ends | refused | {"comparison_id": "other"})
    line = {"from_reading": "stated", "side": "from", "reason": "FROM", "label_es": "x"}
    line |= {"label_en": "x", "amount": 3, "amount_median": 3, "running_total": 3, "named": 0}
    line |= {"line_no": 1, "claim_ids": []}
    given("marts.bridge", line | {"to_reading": "stated"}, line | {"to_reading": "wider"})
    assert [each["comparison_id"] for each in ask("bridges")] == ["main"]
    [found] = ask("not_compared")
    assert (found["comparison_id"], found["refusal_es"]) == ("other", "Otra cosa.")
    assert found["bridged_by_en"]


def test_a_contradiction_names_the_sources_of_its_own_rows(given, ask, labels):
    given("marts.person", named("p1"))
    given("marts.appearance", row("a", "p1"), row("b", "p1", "gov"), row("c", "p1", "press"))
    given(
        "marts.contradiction",
        {"kind": "release_dates", "record_id": "b", "record_ids": ["a", "b"], "person_id": "p1"}
        | {"explanation_es": "x", "explanation_en": "x"},
    )
    [found] = ask("contradictions")
    assert (found["sources"], found["display_name"]) == (["gov", "ngo"], "Persona p1")


def test_a_number_is_named_by_its_definition_or_its_measure(given, ask, labels):
    for definition, count in [("house_arrest", 3), ("gag_order", 5), ("common_scope", 4)]:
        given("marts.best_count", {"definition": definition, "count": count})
    given("marts.best_count", {"definition": "verified"})
    assert [(each["definition_es"], each["count"]) for each in ask("best_numbers")] == [
        ("definición común del caso", 4),
        ("de ella, bajo prohibición de declarar", 5),
        ("de ella, en arresto domiciliario", 3),
        ("la misma, verificada por alguna lista", None),
    ]


def test_figures_that_no_list_can_answer_come_last(given, ask, labels):
    for claim, value, evidenced, day in [
        ("A", 9, None, "2026-03-01"), ("B", 8, 5, "2026-01-01"), ("C", 7, 5, "2026-02-01")
    ]:  # fmt: skip
        given("marts.claim", {"claim_id": claim, "value": value, "as_of": day})
        given("marts.claim_evidence", {"claim_id": claim, "evidenced_high": evidenced})
    assert [each["claim_id"] for each in ask("evidence_of_claims")] == ["C", "B", "A"]


def test_a_figure_that_is_the_sum_of_its_parts_is_not_told(given, ask, labels):
    for claim, sum_of, difference in [("A", "A", 0), ("B", "B", 2), ("C", "C", None)]:
        given("marts.claim", {"claim_id": claim}, {"claim_id": claim, "reading": "wider"})
        given(
            "marts.claim_sum",
            {"claim_id": claim, "sum_claim_id": sum_of, "difference": difference}
            | {"how": "declared", "addends": "1 + 2"},
        )
    assert [(each["claim_id"], each["difference"]) for each in ask("sums")] == [("B", 2)]


def test_where_no_law_is_known_nothing_is_reached(given, ask, labels):
    told = {"because": "offence_excluded", "explanation_es": "x", "explanation_en": "x"}
    told |= {"told_by_register": [], "situations": []}
    for number, (reached, basis, against) in enumerate(
        [
            ("yes", "amnesty", []),
            ("no", "amnesty", ["x"]),
            ("yes", "amnesty", []),
            (None, "pardon", []),
        ]
    ):
        given(
            "marts.amnesty",
            told
            | {"release_id": f"R{number}", "person_id": f"p{number // 3}", "reached": reached}
            | {"basis_told": basis, "basis_against": against},
        )
    assert [
        (
            each["reached"],
            each["basis_en"],
            each["releases"],
            each["persons"],
            each["basis_doubted"],
        )
        for each in ask("amnesty_reach")
    ] == [("no", "amnesty", 1, 1, 1), ("yes", "amnesty", 2, 1, 0)]


def test_the_dictionary_tells_every_column_as_its_contract_does(ask):
    declared = {
        (table.full_name, field.name): (field.es, field.en)
        for table in models.tables().values()
        if table.published
        for field in table.columns
    } | {
        (table.full_name, None): (table.description["es"], table.description["en"])
        for table in models.tables().values()
        if table.published
    }
    assert {
        (each["table_name"], each["column_name"]): (each["meaning_es"], each["meaning_en"])
        for each in ask("dictionary")
    } == declared


def test_what_analysts_call_works_in_duckdb_1_5():
    """A macro stored with `if` by DuckDB 2.0 is a function that 1.5 does not know."""
    analyst = (models.HOME / "macros/analyst.sql").read_text("utf-8")
    assert not re.search(r"\bif\s*\(", re.sub(r"--.*", "", analyst))
