"""The public page: nobody on it who may come to harm, few people marked as hidden, and all else as good to read."""

import re
from datetime import date

import pytest

from pipelines.edition import FOLDED, viewed
from pipelines.report import Told, content, report, words
from tests.pipelines import canaries as birds
from tests.pipelines.canaries import leaks, secrets
from tests.pipelines.conftest import SECRETS
from tests.pipelines.pages import (
    captions,
    number,
    parsed,
    publication,
    section,
    table,
    text,
    written,
)

LANGUAGES = ("es", "en")
DAY = date(2026, 2, 9)
RUN = {
    "run_id": "0f0f", "case_es": "Caso inventado", "case_en": "Invented case", "started_at": "2026-03-01 12:30:00",
    "version": "0.1.0", "config_sha256": "0" * 64, "models_sha256": "0" * 64, "input_rows": 3,
}  # fmt: skip
OTHERS, HIDDEN = "others, fewer than 5 people each", "hidden"


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def say(language):
    return words(language).say


# Nobody who may come to harm ----------------------------------------------------------------------


def test_no_canary_sings_in_either_language(canaries):
    with viewed(canaries, "public") as view:
        told = {language: report(content(Told(view, words(language)))) for language in LANGUAGES}
    for language in LANGUAGES:
        assert leaks(told[language], secrets(canaries)) == []
        assert birds.NAMED.split()[0] in told[language]


def test_the_restricted_page_holds_rows_that_the_public_one_lacks(canaries):
    with viewed(canaries, "restricted") as view:
        assert leaks(report(content(Told(view, words("es")))), [birds.MINOR, birds.MASKED]) == [
            birds.MINOR,
            birds.MASKED,
        ]


def test_a_small_case_names_nobody(ran, tmp_path, language):
    told = text(parsed(written(ran, tmp_path, language, "public")))
    assert not any(secret in told for secret in SECRETS)


# Few people ---------------------------------------------------------------------------------------


def released(place, state, week, measure, *flags):
    return {
        "state": state, "facility": f"Penal de {state}", "occurred_from": date(2026, 1, week),
        "occurred_to": date(2026, 1, week), "measure": [measure], "flags": list(flags), "release_id": f"R{place}",
        "person_id": f"P{place}", "evidence_class": "verified", "independent_sources": 1, "records": 1,
    }  # fmt: skip


WORLD = [
    *[("Zulia", 6, "full_freedom")] * 8,
    *[("Zulia", 20, "reporting")] * 7,
    *[("Lara", 6, "full_freedom")] * 9,
    *[("Lara", 20, "full_freedom")] * 6,
    *[("Apure", 6, "house_arrest")] * 3,
    *[("Sucre", 20, "reporting")] * 4,
]
RELEASES = [released(place, *each) for place, each in enumerate(WORLD)]


def claim(claim_id, value, **what):
    return {
        "claim_id": claim_id, "reading": "stated", "organisation": f"Organización {claim_id}", "side": "ngo",
        "said_on": DAY, "as_of": DAY, "value": value, "qualifier": "exact", "value_low": value, "value_high": value,
        "unit": "person", "stock_or_flow": "flow", "basis": "gross", "window_start": date(2026, 1, 1),
        "excludes": [], "evidence": ["lista"], "parts": [],
    } | what  # fmt: skip


def bridge(*told):
    running, made = 0, []
    for place, (side, reason, amount) in enumerate(told, 1):
        running += amount
        made.append({
            "comparison_id": "main", "from_reading": "stated", "to_reading": "stated", "line_no": place, "side": side,
            "reason": reason, "label_es": reason.lower(), "label_en": reason.lower(), "amount": amount,
            "amount_low": amount, "amount_median": amount, "amount_high": amount, "running_total": running,
            "named": abs(amount), "claim_ids": [],
        })  # fmt: skip
    return made


def only(reasons):
    """Rows that the second side alone counts, under these reasons."""
    told = [each for each, number in reasons.items() for _ in range(number)]
    return {
        "marts.discrepancy": [
            {
                "comparison_id": "main", "side": "to", "record_id": f"r{place}", "release_id": "R", "person_id": "P",
                "counted": True, "in_both": False, "primary_reason": each[0], "all_reasons": list(each),
                "probability": 1, "explanation_es": "-", "explanation_en": "-",
            }
            for place, each in enumerate(told)
        ],
        "marts.appearance": [
            {
                "record_id": f"r{place}", "source_id": "lista" if place % 2 else "otra", "source_kind": "release_list",
                "document_sha256": "0" * 64, "locator": str(place), "list_order": place, "person_id": "P",
                "offence_excluded": False, "flags": [],
            }
            for place, _ in enumerate(told)
        ],
    }  # fmt: skip


TABLES = {
    "meta.run": [RUN],
    "meta.label": [
        {"scheme": "reason", "code": FOLDED, "label_es": "los demás", "label_en": "the others"},
        {"scheme": "change_kind", "code": "added", "label_es": "añadida", "label_en": "added"},
        {"scheme": "change_kind", "code": "withdrawn", "label_es": "retirada", "label_en": "withdrawn"},
    ],
    "marts.claim": [claim("A1", 40), claim("B1", 90, qualifier="more_than", value_low=91, value_high=None)],
    "marts.claim_evidence": [
        {"claim_id": "A1", "reading": "stated", "itemised": 40, "evidenced_low": 58, "evidenced_high": 60},
        {"claim_id": "B1", "reading": "stated", "itemised": 70, "evidenced_low": 80, "evidenced_high": 80},
    ],
    "marts.best_count": [
        {"definition": "common_scope", "count": 60, "low": 58, "high": 70, "as_of": DAY},
        {"definition": "back_in_custody", "count": 2, "low": 2, "high": 2, "as_of": DAY},
        {"definition": "reporting", "count": 11, "low": 11, "high": 11, "as_of": DAY},
    ],
    "marts.comparison": [
        {
            "comparison_id": "main", "position": 1, "comparison_es": "Dos cifras", "comparison_en": "Two figures",
            "from_claim_id": "A1", "to_claim_id": "B1", "bridged_by": "rows", "days_apart": 0,
        }
    ],
    "marts.bridge": bridge(
        ("from", "FROM", 40), ("to", "TRANSFER", 27), ("to", "DEATH", 3), ("to", "FOREIGN", 6),
        ("to", "UNITEMISED", 14), ("to", "TO", 0),
    ),
    **only({
        ("TRANSFER",): 6, ("TRANSFER", "FOREIGN"): 10, ("TRANSFER", "DEPENDENT"): 9, ("TRANSFER", "MILITARY"): 2,
        ("DEATH",): 3, ("FOREIGN",): 6,
    }),
    "marts.release": RELEASES,
    "marts.change": [
        {"claim_id": "A1", "unit_id": f"u{place}", "kind": kind, "direction": 1 if kind == "added" else -1,
         "cause": "new_report", "record_ids": []}
        for place, kind in enumerate(["added"] * 20 + ["withdrawn"] * 3)
    ],
    "meta.document": [
        {"sha256": "b" * 64, "source_id": "lista", "path": "data/inbox/lista/secreto.csv", "bytes": 1, "rows": 61,
         "rejected": 3, "published_on": DAY}
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return publication(tmp_path_factory.mktemp("world"), TABLES)


@pytest.fixture(scope="module")
def pages(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    return {each: parsed(written(case, folder, each, "public")) for each in LANGUAGES}


@pytest.fixture
def page(pages, language):
    return pages[language]


def lines(page, caption, counted):
    return {next(iter(row.values())): row[counted] for row in table(page, caption)}


def test_the_bridge_folds_few_people_and_still_leads_from_figure_to_figure(page, language, say):
    title = {"es": "Dos cifras", "en": "Two figures"}[language]
    shown = table(page, say("Lines of the bridge: {title}", title=title))
    changes = [row[say("Change")] for row in shown]
    assert changes == ["", "+27", "+9", "+14", ""]
    assert {"es": "Los demás", "en": "The others"}[language] == shown[2][say("Line")]
    assert number(shown[-1][say("Running total")]) == 90
    assert list(shown[0]) == [say("Line"), say("Change"), say("Running total")]
    drawn = page.xpath("//section[@class='hero']//*[local-name()='text']")
    assert {text(it) for it in drawn if re.fullmatch(r"\+\d+( …)?", text(it))} == {
        "+27",
        "+9",
        "+14 …",
    }


def test_sets_of_reasons_of_few_are_not_drawn_and_not_listed(page, say):
    caption = say(
        "Overlapping reasons: what only {organisation} counts", organisation="Organización B1"
    )
    assert sorted(row[say("Rows")] for row in table(page, caption)) == ["10", "9"]


def test_states_of_few_people_stand_together(page, say):
    shown = lines(page, say("Releases by state"), say("Releases"))
    assert shown.keys() == {"Lara", "Zulia", sentence(say(OTHERS))}
    assert "Apure" not in text(page) and "Sucre" not in text(page)


def sentence(told):
    return told[0].upper() + told[1:]


def test_a_hidden_number_is_marked_and_the_mark_explained(page, say):
    shown = table(page, say("Releases by the heaviest condition that the lists state"))
    assert say(HIDDEN) in [row[say("Releases")] for row in shown]
    note = say("«hidden»: from 1 to 4 people, or a number from which 1 to 4 could be worked out.")
    for anchor in ("claims", "conditions", "supported"):
        assert note in text(section(page, anchor)), anchor


def test_the_best_number_is_shown_where_it_lies_apart_and_conditions_are_told_elsewhere(page, say):
    [back, common] = table(page, say("Numbers that names support, by definition"))
    assert (common[say("Count")], common[say("At least")], common[say("At most")]) == (
        "60",
        say(HIDDEN),
        "70",
    )
    assert back[say("Count")] == say(HIDDEN)


def test_names_behind_a_figure_say_what_is_hidden(page, say):
    cards = [text(card) for card in page.xpath("//li[contains(@class,'card')]")]
    assert say("at most {high}", high="60") in cards[0]
    assert "80" in cards[1]


def test_changes_of_few_are_not_told_where_the_figures_would_tell_them(page, say):
    caption = say("Counted units that differ: {claim}", claim="A1")
    assert caption not in captions(page)
    told = text(section(page, "changes"))
    assert say("{table}: not shown.", table=caption) in told


def test_weeks_stand_in_a_table_and_the_line_is_drawn_where_none_is_hidden(page, say):
    shown = table(page, say("Releases with names by week, weeks of few people together"))
    assert [row[say("Releases")] for row in shown] == ["20", "17"]
    drawn = section(page, "timeline").xpath(".//*[local-name()='svg']//*[local-name()='text']")
    told = {text(it) for it in drawn}
    assert say("releases with names, by day of exit") in told
    assert say("releases with names, by day on which they were published") not in told


def test_no_line_is_drawn_where_a_period_is_hidden(tmp_path, say, language):
    few = [released(place, "Zulia", 6, "full_freedom") for place in range(3)]
    case = publication(tmp_path, TABLES | {"marts.release": few})
    page = parsed(written(case, tmp_path, language, "public"))
    alone = say(
        "The chart holds figures alone: a running count of the names would tell what some week hides."
    )
    told = section(page, "timeline")
    assert alone in text(told)
    drawn = {text(it) for it in told.xpath(".//*[local-name()='svg']//*[local-name()='text']")}
    assert say("releases with names, by day of exit") not in drawn


def test_a_case_of_few_people_and_no_figure_is_told_all_the_same(tmp_path, say, language):
    few = [released(place, f"Estado {place}", 6, "full_freedom") for place in range(3)]
    case = publication(tmp_path, {"meta.run": [RUN], "marts.release": few})
    page = parsed(written(case, tmp_path, language, "public"))
    for anchor in ("timeline", "places", "conditions"):
        told = section(page, anchor)
        assert not told.xpath(".//*[local-name()='svg']"), anchor
        assert say(HIDDEN) in text(told), anchor
    assert "Estado" not in text(section(page, "places")).replace(say("State"), "")


def test_what_is_told_person_by_person_is_a_sentence(page, say):
    for anchor, sentence in {
        "overlap": "Not in the public edition: how many people two lists share tells of those whom only one of"
        " them names.",
        "contradictions": "Not in the public edition: what lists contradict is told person by person. No figure is"
        " made of it.",
        "unlisted": "Not in the public edition: what the overlap of lists can tell is reckoned from how many people"
        " they share.",
        "ledger": "The public edition holds no rows, no names and no identity numbers.",
    }.items():
        assert say(sentence) in text(section(page, anchor)), anchor
        assert not list(section(page, anchor).iter("table"))


def test_the_manifest_names_no_file_and_counts_no_row_of_one(page, say):
    [file] = table(page, say("Files that were read, with their hashes"))
    assert file.keys() == {say("Source"), say("Published on"), "SHA-256"}
    assert "secreto" not in text(page)
    assert say("Rows withdrawn for safety") not in captions(page)


def test_the_dictionary_tells_of_nothing_that_the_edition_lacks(page):
    told = text(section(page, "dictionary"))
    assert "marts.bridge" in told
    assert "marts.person" not in told and "record_id" not in told


def test_the_law_is_told_with_the_releases_that_it_is_judged_on(tmp_path, say, language):
    judged = [
        {
            "release_id": f"R{place}", "person_id": f"P{place}", "told_by_register": [], "situations": [],
            "reached": "yes" if place < 20 else "no", "because": "within_situation", "explanation_es": "",
            "explanation_en": "", "basis_told": "not_stated", "basis_against": [],
        }
        for place in range(len(RELEASES))
    ]  # fmt: skip
    case = publication(tmp_path, TABLES | {"marts.amnesty": judged})
    page = parsed(written(case, tmp_path, language, "public"))
    shown = table(page, say("Releases by whether the law reaches them"))
    assert sorted(row[say("Releases")] for row in shown) == ["17", "20"]
