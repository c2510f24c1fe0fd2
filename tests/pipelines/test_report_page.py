"""The page of a publication: the same numbers, in both languages, for two circles of readers."""

import re
import shutil
from collections import Counter
from itertools import pairwise

import duckdb
import pytest

import models
from pipelines.manifest import sha256
from pipelines.report.catalog import words
from pipelines.report.content import SECTIONS
from pipelines.report.section import further
from tests.conftest import ROOT, Bench
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
EDITIONS = ("restricted", "public")


@pytest.fixture(scope="module")
def pages(ran, tmp_path_factory):
    """The small case's page by language and edition."""
    folder = tmp_path_factory.mktemp("pages")
    return {
        (language, edition): parsed(written(ran, folder, language, edition))
        for language in LANGUAGES
        for edition in EDITIONS
    }


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def page(pages, language):
    return pages[language, "restricted"]


@pytest.fixture
def say(language):
    return words(language).say


@pytest.fixture(scope="module")
def asked(ran):
    """Ask the warehouse, without the report's own queries."""
    with duckdb.connect(str(ran.warehouse), read_only=True) as connection:
        yield lambda question: connection.execute(question).fetchall()


def title(language, asked):
    return asked(f"select comparison_{language} from marts.comparison")[0][0]


def test_the_first_screen_answers(page, language, asked):
    [heading] = page.iter("h1")
    assert text(heading) == title(language, asked)
    sentence = text(page.xpath("//p[@class='answer']")[0])
    assert "ONG inventada" in sentence and "Ministerio inventado" in sentence
    assert re.findall(r"\d+", sentence) == ["3", "6", "1", "3", "1", "1", "1", "1", "1", "2"]
    charts = page.xpath("//section[@class='hero']//*[local-name()='svg']")
    assert len(charts) == 2


def test_the_bridge_is_that_of_the_warehouse(page, language, say, asked):
    lines = asked(
        f"""select label_{language}, amount, running_total, total, alone, shapley, named, reason
        from bridge_of('main')"""
    )
    shown = table(page, say("Lines of the bridge: {title}", title=title(language, asked)))
    assert len(shown) == len(lines)
    for row, (label, amount, running, total, alone, shapley, named, reason) in zip(
        shown, lines, strict=True
    ):
        assert number(row[say("Running total")]) == running
        if reason in ("FROM", "TO"):
            continue
        assert row[say("Line")].lower() == label.lower()
        assert number(row[say("Change")]) == amount
        assert row[say("Shapley")] == (shapley or "")
        for heading, value in (("Total", total), ("Alone", alone)):
            assert row[say(heading)] == ("" if value is None else str(value))
        assert row[say("With names")] == (str(named) if total is not None else "")


def test_every_figure_stands_with_its_names(page, say, asked):
    found = asked(
        """select claim_id, value, itemised, evidenced_low, evidenced_high, unexplained_low, unexplained_high
        from marts.claim_evidence join marts.claim using (claim_id, reading) where reading = 'stated'"""
    )
    cards = {
        text(card.find("p")).split(" · ")[-1]: card
        for card in page.xpath("//li[contains(@class,'card')]")
    }
    assert set(cards) == {claim_id for claim_id, *_ in found}
    for claim_id, value, itemised, low, high, least, most in found:
        card = cards[claim_id]
        assert text(card.xpath(".//span[@class='value']")[0]) == str(value)
        terms = {text(it.find("dt")): text(it.find("dd")) for it in card.iter("div")}
        assert number(terms[say("On its own lists")].split(",")[0]) == itemised
        assert [int(it) for it in re.findall(r"\d+", terms[say("Names behind it")])] == sorted(
            {low, high}
        )
        assert [int(it) for it in re.findall(r"\d+", terms[say("Unexplained")])] == sorted(
            {least, most}
        )


def test_what_the_sources_share_is_counted_in_persons(page, say, asked):
    shown = table(
        page, say("Persons that two sources share; on the diagonal, all persons of a source")
    )
    for row in shown:
        for other in ("gov", "ngo"):
            [(shared,)] = asked(
                f"""select count(distinct one.person_id) from marts.appearance one
                join marts.appearance other using (person_id)
                where one.source_id = '{row[say("Source")]}' and other.source_id = '{other}'"""
            )
            assert number(row[other]) == shared


def test_places_and_days_add_up_to_the_releases(page, say, asked):
    [(releases,)] = asked(
        "select count(*) from marts.release where not list_contains(flags, 'TRANSFER')"
    )
    [states] = [caption for caption in captions(page) if caption == STATES(say)]
    assert sum(number(row[say("Releases")]) for row in table(page, states)) == releases
    days = table(page, say("Cumulative releases with names, on each day on which a number changes"))
    assert {number(row[say("Published by then")]) for row in days[-1:]} == {releases}
    assert number(days[-1][say("Left at most")]) == releases


def STATES(say):
    return say("Releases by state, those that two independent sources or more know in full colour")


def test_the_ledger_holds_every_row_with_its_reasons(page, language, say, asked):
    [(rows,)] = asked("select count(distinct record_id) from marts.discrepancy")
    shown = table(page, words(language).count("One row", "{number} rows", rows))
    assert len(shown) == rows
    standing = Counter(row[title(language, asked)] for row in shown)
    [(both,)] = asked("select count(*) from marts.discrepancy where in_both")
    assert sum(count for told, count in standing.items() if say("counted by both") in told) == both
    assert {row[say("Name as published")] for row in shown} == {
        name for (name,) in asked("select full_name from marts.appearance")
    }


def test_the_manifest_gives_the_run_and_every_hash(page, say, asked, ran):
    shown = {
        row[say("Field")]: row[say("Value")]
        for row in table(page, say("The run that made the publication"))
    }
    [(run_id, models_sha256)] = asked("select run_id, models_sha256 from meta.run")
    assert shown["run_id"] == run_id
    assert shown["warehouse.duckdb, SHA-256"] == sha256(ran.warehouse)
    assert shown["models_sha256"] == models_sha256
    files = table(page, say("Files that were read, with their hashes"))
    assert {row["SHA-256"] for row in files} == {
        it for (it,) in asked("select sha256 from meta.document")
    }
    assert run_id in text(section(page, "citation"))


def test_the_dictionary_explains_every_published_column(page, language):
    told = text(section(page, "dictionary"))
    for it in models.tables().values():
        if it.published:
            assert it.full_name in told
            assert all(" ".join(getattr(field, language).split()) in told for field in it.columns)


def test_both_languages_show_the_same_numbers(pages):
    for edition in EDITIONS:
        spanish, english = (
            [
                re.sub(r"[.,]", "", text(cell)).replace(words(language).say("hidden"), "hidden")
                for cell in pages[language, edition].xpath("//td[contains(@class,'n')]")
            ]
            for language in LANGUAGES
        )
        assert spanish == english and len(spanish) > 25


def test_every_part_of_the_page_has_a_heading_and_a_place_in_the_contents(page):
    parts = page.xpath("//section[@class='part']")
    links = [link.get("href") for link in page.xpath("//nav//a")]
    assert links == [f"#{part.get('id')}" for part in parts]
    assert len(parts) >= len(SECTIONS) - 1
    for part in parts:
        assert part.get("aria-labelledby") == part.find("h2").get("id")


def test_the_page_is_read_in_order_and_by_ear(page, language):
    root = page.getroottree().getroot()
    assert root.get("lang") == {"es": "es-VE", "en": "en-GB"}[language]
    levels = [int(it.tag[1]) for it in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    first = next(page.iter("a"))
    assert first.get("href") == "#main" and page.get_element_by_id("main").tag == "main"
    for it in page.iter("table"):
        assert text(it.find("caption"))
        assert all(cell.get("scope") == "col" for cell in it.find("thead").iter("th"))
        assert all(row[0].get("scope") == "row" for row in it.find("tbody").iter("tr"))
        [holder] = [
            above for above in it.iterancestors("div") if "scroll" in above.get("class", "")
        ]
        assert holder.get("tabindex") == "0"
        assert text(page.get_element_by_id(holder.get("aria-labelledby")))
    ids = [it.get("id") for it in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    for svg in page.xpath("//*[local-name()='svg']"):
        assert svg.get("role") == "img" and text(page.get_element_by_id(svg.get("aria-labelledby")))


def test_the_same_publication_is_the_same_page(ran, tmp_path):
    one, other = (written(ran, tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


@pytest.fixture(scope="module")
def cuba(warehouse, tmp_path_factory):
    """A publication of figures alone."""
    from sources.material import material  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("cuba")
    shutil.copytree(ROOT / "data/cuba_2025/sources", folder / "sources")
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data/cuba_2025/data/claims.csv", folder / "data")
    bench = Bench(warehouse)
    for name, rows in material(folder, ROOT / "data/reference", folder / "snapshots").items():
        bench.given(name, *rows)
    told = ("claim", "claim_evidence", "comparison", "bridge", "best_count", "reason_set")
    tables = {f"marts.{name}": bench.run(f"marts.{name}") for name in told}
    tables |= {"meta.label": bench.run("meta.label"), "meta.run": [RUN]}
    bench.clear()
    return publication(folder, tables)


RUN = {
    "run_id": "0f0f",
    "case_es": "Cuba",
    "case_en": "Cuba",
    "started_at": "2026-03-01 12:30:00",
    "version": "0.1.0",
    "config_sha256": "0" * 64,
    "models_sha256": "0" * 64,
    "input_rows": 12,
}


def test_a_case_without_lists_says_what_is_missing(cuba, tmp_path, language, say):
    page = parsed(written(cuba, tmp_path, language))
    assert "323" in text(page.xpath("//p[@class='answer']")[0])
    for anchor, sentence in {
        "supported": "There is none: the case has no list of names, so that nobody can be counted one by one."
        " Every figure on this page is a published figure.",
        "timeline": "The case has no list of names, so that the chart holds figures alone.",
        "conditions": "No list of the case names anybody who left, so that no condition can be told.",
        "places": "No list of the case names anybody who left, so that no place can be told.",
        "overlap": "The case has no list of names, so that no two sources can be laid over each other.",
        "changes": "Nothing that is counted differs from the last publication in the same place, or this is"
        " the first one.",
        "ledger": "There is no row: no comparison of the case was made from lists of names.",
        "manifest": "No file of a list was read: the case holds published figures alone.",
    }.items():
        assert say(sentence) in text(section(page, anchor)), anchor


def test_a_table_that_no_part_tells_yet_is_shown_as_it_is(
    ran, tmp_path, monkeypatch, say, language
):
    monkeypatch.setattr(further, "TOLD", further.TOLD - {"best_count", "link", "draw"})
    restricted, public = (
        section(parsed(written(ran, tmp_path, language, edition)), "further")
        for edition in EDITIONS
    )
    names = [[text(it).split()[0] for it in part.iter("caption")] for part in (restricted, public)]
    assert names[0] == ["marts.best_count", "marts.draw", "marts.link"]
    assert names[1] == ["marts.best_count"]  # rows of the others are people, or move them


def test_a_case_that_compares_nothing_says_so(tmp_path, language, say):
    path = publication(tmp_path, {"meta.run": [RUN]})
    page = parsed(written(path, tmp_path, language))
    assert text(next(page.iter("h1"))) == "Cuba"
    assert say("This case compares nothing: add comparisons: to sources/case.yml.") in text(page)
