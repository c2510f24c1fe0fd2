"""The workbook: the same numbers as the publication, typed, in both languages, for two circles of readers."""

import re
from datetime import date
from fractions import Fraction

import duckdb
import pytest

from pipelines.edition import viewed
from pipelines.edition.period import period
from pipelines.report.answer import answer
from pipelines.report.catalog import words
from pipelines.report.published import Published
from pipelines.workbook.shown import shown
from tests.pipelines.books import (
    MAIN,
    OF_PEOPLE,
    SHEETS,
    book,
    cells,
    drawings,
    names,
    parts,
    sheet_xml,
    table,
    texts,
    xml,
)
from tests.pipelines.canaries import leaks, secrets

LANGUAGES = ("es", "en")
EDITIONS = ("restricted", "public")


@pytest.fixture(scope="module")
def books(canaries, tmp_path_factory):
    """The workbooks of a case full of canaries, by language and edition."""
    folder = tmp_path_factory.mktemp("books")
    return {
        (language, edition): book(canaries, folder, language, edition)
        for language in LANGUAGES
        for edition in EDITIONS
    }


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=EDITIONS)
def edition(request):
    return request.param


@pytest.fixture
def path(books, language):
    return books[language, "restricted"]


@pytest.fixture
def say(language):
    return words(language).say


@pytest.fixture(scope="module")
def asked(canaries):
    """Ask the warehouse, without the workbook's own queries."""
    with duckdb.connect(str(canaries.warehouse), read_only=True) as connection:
        yield lambda question: connection.execute(question).fetchall()


def test_sheets_are_named_in_the_language_and_people_have_none_in_public(
    books, language, edition, say
):
    public = edition == "public"
    expected = [say(name) for name in SHEETS if not (public and name in OF_PEOPLE)]
    assert names(books[language, edition]) == expected
    if language == "es":
        assert {"Resumen", "Puente", "Motivos", "Afirmaciones", "Centros", "Fuentes", "Cambios",
                "Método", "Diccionario"} <= set(expected)  # fmt: skip


def test_the_summary_gives_the_sentence_of_each_comparison(canaries, books, language, edition, say):
    with viewed(canaries, edition) as view:
        told = shown(view, language)
        sentences = [answer(told, comparison) for comparison in told.comparisons]
    written = texts(books[language, edition], say("Summary"))
    assert sentences
    for sentence in sentences:
        assert sentence in written
    assert say("How to cite") in written
    hidden = say(
        "The public edition shows no row, no pair in doubt and no person: it has no sheets of"
        " them. Numbers of one to four people are not shown."
    )
    assert (hidden in written) == (edition == "public")


def test_the_key_figures_have_names_that_lead_to_them(path, language, say, asked):
    [row] = [row for row in cells(path, say("Summary")) if row[1:3] == [40.0, 90.0]]
    residual, both = asked(
        """select sum(amount) filter (reason in ('UNITEMISED', 'BEYOND_CLAIM')),
            (select count(*) from marts.discrepancy where side = 'from' and counted and in_both)
        from bridge_of('main')"""
    )[0]
    assert row[3:] == [50, both, 50 - residual, residual]
    defined = {
        it.get("name"): it.text for it in xml(path, "xl/workbook.xml").iter(f"{MAIN}definedName")
    }
    place = re.fullmatch(rf"'{say('Summary')}'!\$G\$(\d+)", defined["cotejo_main_not_evidenced"])
    assert cells(path, say("Summary"))[int(place[1]) - 1][6] == residual


def test_the_bridge_is_that_of_the_warehouse(path, language, say, asked):
    lines = asked(
        f"""select line_no, label_{language}, reason, amount, running_total, amount_low, amount_high, total, alone,
            shapley, named, array_to_string(claim_ids, ', ')
        from bridge_of('main')"""
    )
    found = table(path, "Bridge", language)[: len(lines)]
    headings = ["Line no.", "Line", "Code", "Change", "Running total", "Change, at least", "Change, at most",
                "Total", "Alone", "Shapley, exact", "With names", "Figures"]  # fmt: skip
    assert [tuple(row[say(heading)] for heading in headings) for row in found] == lines
    for row in found:
        exact = row[say("Shapley, exact")]
        assert row[say("Shapley")] == (None if exact is None else float(Fraction(exact)))
        assert row[say("Reading of the first")] == say("as stated")


def test_a_public_bridge_has_folded_lines_and_no_column_that_is_hidden_whole(
    books, language, say, canaries
):
    with viewed(canaries, "public") as view:
        columns, lines = view.rows("marts.bridge")
    amounts = [line[columns.index("amount")] for line in lines]
    found = table(books[language, "public"], "Bridge", language)
    assert sorted(row[say("Change")] for row in found) == sorted(amounts)
    assert "FOLDED" in {row[say("Code")] for row in found}
    hidden = {say(it) for it in ("Total", "Alone", "Shapley", "Shapley, exact", "With names")}
    assert not hidden & set(found[0])
    reasons = table(books[language, "public"], "Reasons", language)
    assert reasons and not hidden & set(reasons[0])


def test_both_languages_have_the_same_numbers(books):
    def numbers(path, sheet):
        return [
            [cell for cell in row if not isinstance(cell, str)] for row in cells(path, sheet)[1:]
        ]

    for edition in EDITIONS:
        for sheet in SHEETS[1:-1]:
            if edition == "restricted" or sheet not in OF_PEOPLE:
                spanish, english = (words(it).say(sheet) for it in LANGUAGES)
                assert numbers(books["es", edition], spanish) == numbers(
                    books["en", edition], english
                ), sheet


def test_reasons_are_those_of_the_bridge_then_sets_then_lists(path, language, say, asked):
    found = table(path, "Reasons", language)
    single = {
        (row[say("Code")], row[say("Rows")], row[say("Total")], row[say("Alone")])
        for row in found
        if row[say("What the line is")] == say("reason")
    }
    assert single == set(
        asked(
            """select reason, abs(amount), total, alone from bridge_of('main')
            where reason not in ('FROM', 'TO', 'UNITEMISED', 'BEYOND_CLAIM')"""
        )
    )
    listed = {
        (row[say("Code")], row[say("Source")], row[say("Rows")])
        for row in found
        if row[say("What the line is")] == say("reason on one list")
    }
    assert listed == set(
        asked(
            """select primary_reason, source_id, count(*) from marts.discrepancy
            join marts.appearance using (record_id) where counted and not in_both group by all"""
        )
    )


def test_cases_are_every_row_with_typed_cells(path, language, say, asked):
    found = {row[say("Record")]: row for row in table(path, "Cases", language)}
    expected = asked(
        f"""select record_id, full_name, national_id, locator, row_id, occurred_from, primary_reason, probability,
            explanation_{language}, source_id
        from marts.discrepancy join marts.appearance using (record_id)"""
    )
    assert len(found) == len(expected) > 70
    labels = dict(asked(f"select code, label_{language} from meta.label where scheme = 'reason'"))
    for record, name, number, place, own, left, reason, probability, why, source in expected:
        row = found[record]
        assert row[say("Name as published")] == name
        assert row[say("Identity number")] == number
        assert row[say("Place in the file")] == place
        assert row[say("Published number")] == own
        assert row[say("Left from")] == left
        assert row[say("Code")] == reason and row[say("Primary reason")] == labels[reason]
        assert row[say("Probability")] == probability
        assert row[say("Explanation")] == why and row[say("Source")] == source
    assert isinstance(next(iter(found.values()))[say("Left from")], date)


def test_pairs_in_doubt_stand_side_by_side_in_words(path, language, say, asked):
    evidence = "evidence" if language == "es" else "evidence_en"
    expected = asked(
        f"""select one.full_name, other.full_name, link.probability, link.{evidence}
        from marts.link as link
        join marts.appearance as one on one.record_id = left_record_id
        join marts.appearance as other on other.record_id = right_record_id
        where decision = 'review'"""
    )
    found = table(path, "Doubtful", language)
    pairs = {
        tuple(row[say(it)] for it in ("Name in one row", "Name in the other row")): row
        for row in found
    }
    assert len(found) == len(expected) > 0
    for one, other, probability, evidence in expected:
        row = pairs[one, other]
        assert row[say("Probability")] == pytest.approx(probability)
        assert row[say("Evidence")] == evidence


def test_claims_stand_with_their_bounds(path, language, say, asked):
    expected = asked(
        """select claim_id, value, value_low, value_high, said_on, itemised, evidenced_low, evidenced_high,
            residual_low, residual_high, unexplained_low, unexplained_high
        from marts.claim join marts.claim_evidence using (claim_id, reading) order by claim_id"""
    )
    headings = ["Claim", "Value", "Value, at least", "Value, at most", "Said on", "On its own lists",
                "Names behind it, at least", "Names behind it, at most", "Not evidenced, at least",
                "Not evidenced, at most", "Unexplained, at least", "Unexplained, at most"]  # fmt: skip
    found = table(path, "Claims", language)
    assert [tuple(row[say(it)] for it in headings) for row in found] == expected


def test_persons_are_those_of_the_warehouse(path, say, asked, language):
    found = table(path, "Persons", language)
    assert {(row[say("Person")], row[say("Rows")], row[say("Releases")]) for row in found} == set(
        asked("select person_id, records, releases from marts.person")
    )


def test_places_are_counted_as_in_the_report_and_hidden_in_public(canaries, books, language, say):
    with viewed(canaries, "restricted") as view:
        states = {row["state"]: row["releases"] for row in Published(view).rows("state")}
    found = table(books[language, "restricted"], "Places", language)
    assert states == {
        row[say("State")]: row[say("Releases")]
        for row in found
        if row[say("What the line is")] == say("state")
    }
    with viewed(canaries, "public") as view:
        lines = view.counts["release"].table.lines("state")
    public = table(books[language, "public"], "Places", language)
    assert [
        row[say("Releases")] for row in public if row[say("What the line is")] == say("state")
    ] == [number for _, number in lines if number != 0]
    for row in public:
        assert row[say("Releases")] is None or row[say("Releases")] >= 5
        if row[say("Releases")] is None:
            assert row[say("About the number")] == say("not shown: it would tell of few people")
    assert say("In two independent sources or more") in found[0]
    assert say("In two independent sources or more") not in public[0]


def test_the_timeline_counts_as_the_report_does(canaries, path, language, say):
    with viewed(canaries, "restricted") as view:
        days = Published(view).rows("day")
    found = {row[say("Day")]: row for row in table(path, "Timeline", language)}
    assert len(days) > 3
    for row in days:
        told = found[row["day"]]
        assert (row["low"], row["high"], row["known"]) == tuple(
            told[say(it)] for it in ("Certainly left", "Left at most", "Published by then")
        )
    figures = {
        row[say("Claim")]: (row[say("Official figure")], row[say("Figure of another organisation")])
        for row in table(path, "Timeline", language)
        if row[say("Claim")]
    }
    assert figures == {"A1": (None, 40), "B1": (90, None)}


def test_public_periods_are_those_of_the_protected_table(canaries, books, say, language):
    with viewed(canaries, "public") as view:
        periods = {
            period(label): number
            for (label,), number in view.counts["release"].table.lines("week")
            if period(label) and number != 0
        }
    found = [
        row
        for row in table(books[language, "public"], "Timeline", language)
        if row[say("Period from")]
    ]
    assert {
        (row[say("Period from")], row[say("Day")]): row[say("Left in that period")] for row in found
    } == periods
    assert not {say("Published by then")} & set(found[0])


def test_sources_name_files_by_hash(path, language, say, asked):
    found = [row for row in table(path, "Sources", language) if row["SHA-256"]]
    assert {(row["SHA-256"], row[say("File")], row[say("Rows")]) for row in found} == set(
        asked("select sha256, path, rows from meta.document")
    )


def test_the_dictionary_holds_every_column_and_code(books, language, edition, say, asked):
    path = books[language, edition]
    found = table(path, "Dictionary", language)
    columns = {
        (row[say("Where")], row[say("Column or code")])
        for row in found
        if row[say("What the line is")] == say("column")
    }
    for name in names(path)[1:-1]:
        assert {(name, heading) for heading in cells(path, name)[0] if heading} <= columns
    codes = {
        (row[say("Where")], row[say("Column or code")], row[say("Meaning")])
        for row in found
        if row[say("What the line is")] == say("code")
    }
    assert codes == set(asked(f"select scheme, code, label_{language} from meta.label"))
    assert all(row[say("Meaning")] for row in found)


def test_every_table_is_frozen_filtered_and_printed_with_its_heading(books, language, edition):
    path = books[language, edition]
    workbook = xml(path, "xl/workbook.xml")
    defined = [
        (it.get("name"), int(it.get("localSheetId", -1)))
        for it in workbook.iter(f"{MAIN}definedName")
    ]
    for place, name in enumerate(names(path)):
        sheet = sheet_xml(path, name)
        pane = sheet.find(f".//{MAIN}pane")
        assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1"), name
        setup = sheet.find(f"{MAIN}pageSetup")
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
        assert "&P" in sheet.find(f".//{MAIN}oddFooter").text
        assert ("_xlnm.Print_Area", place) in defined and ("_xlnm.Print_Titles", place) in defined
        is_drawn = sheet.find(f"{MAIN}drawing") is not None
        if place:
            assert sheet.find(f"{MAIN}autoFilter") is not None, name
        if not (place and is_drawn):
            assert sheet.find(f".//{MAIN}pageSetUpPr").get("fitToPage") == "1", name
            assert setup.get("fitToHeight") == "0"
        widths = [float(it.get("width")) for it in sheet.iter(f"{MAIN}col")]
        assert all(5 < width < 105 for width in widths)


def test_nothing_in_it_does_anything(books, language, edition):
    path = books[language, edition]
    held = parts(path)
    for name, content in held.items():
        assert not re.search("vba|external|activeX|embedding|connections|query", name, re.I), name
        assert b'TargetMode="External"' not in content, name
        if name.startswith("xl/worksheets/sheet"):
            tree = xml(path, name)
            tags = {it.tag.removeprefix(MAIN) for it in tree.iter()}
            assert not tags & {"f", "formula", "oleObjects", "controls", "dataValidations"}
            for link in tree.iter(f"{MAIN}hyperlink"):
                assert link.get("location") and len(link.attrib) <= 4
    for name, formula in (
        (it.get("name"), it.text) for it in xml(path, "xl/workbook.xml").iter(f"{MAIN}definedName")
    ):
        assert re.fullmatch(
            r"('?[\w ]+'?!)\$[A-Z]+(\$\d+)?(:\$[A-Z]+\$\d+)?|.*!\$1:\$1", formula
        ), name


def test_bridges_and_timeline_are_native_charts(books, language, edition, say):
    path = books[language, edition]
    first, *bridges, timeline = drawings(path)
    assert len(bridges) == 1
    for chart in (first, *bridges):
        text = {it.tag.rpartition("}")[2]: it for it in chart.iter()}
        assert text["barChart"] is not None and text["pattFill"] is not None
        assert [it.get("val") for it in chart.iter() if it.tag.endswith("}grouping")] == ["stacked"]
    spoken = {it.text for it in bridges[0].iter() if it.tag.endswith("}t")}
    assert {say("Lines of the bridge"), say("Running total")} <= spoken
    assert any(say("Bridge: {title}", title="")[:6] in it for it in spoken)
    assert {"40", "90"} <= spoken  # the two figures, behind their bars
    assert any(it.tag.endswith("}scatterChart") for it in timeline.iter())
    for drawing in drawings(path, "drawings/drawing"):
        described = [it.get("descr") for it in drawing.iter() if it.tag.endswith("}cNvPr")]
        assert described and all(described)


def test_the_bars_are_the_lines_of_the_bridge(path, language, say, asked):
    found = table(path, "Charts", language)
    lines = asked(
        "select amount, running_total, reason from bridge_of('main') where amount <> 0 or reason = 'TO'"
    )
    assert len(found) == len(lines)
    for bar, (amount, running, reason) in zip(found, lines, strict=True):
        length = {it: bar[say(it)] for it in ("Figure", "Adds", "Takes away", "Without names")}
        [(what, drawn)] = [(it, value) for it, value in length.items() if value is not None]
        if reason in ("FROM", "TO"):
            assert (what, drawn) == ("Figure", running)
            continue
        assert drawn == abs(amount)
        assert bar[say("Starts at")] == min(running, running - amount)
        residual = reason in ("UNITEMISED", "BEYOND_CLAIM")
        assert what == ("Without names" if residual else "Adds" if amount > 0 else "Takes away")


def test_nobody_is_in_the_public_workbook(canaries, books, language):
    held = b"".join(parts(books[language, "public"]).values())
    assert leaks(held, secrets(canaries)) == []
    restricted = b"".join(parts(books[language, "restricted"]).values())
    assert len(leaks(restricted, secrets(canaries))) > 50


def test_the_same_publication_gives_the_same_bytes(canaries, books, tmp_path, language, edition):
    again = book(canaries, tmp_path, language, edition)
    assert again.read_bytes() == books[language, edition].read_bytes()
    assert b"1980-01-01T00:00:00Z" in parts(again)["docProps/core.xml"]


def test_it_says_what_it_is_to_whoever_files_it(path, language, say):
    properties = etree_text(xml(path, "docProps/core.xml"))
    assert ("Caso con canarios" if language == "es" else "Case with canaries") in properties
    assert say("restricted edition") in properties


def etree_text(element):
    return " ".join(element.itertext())
