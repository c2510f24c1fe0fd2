"""The report on paper: what the page says, in the same figures, for archives, ears and printers."""

import io
import json

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

from pipelines.edition import viewed
from pipelines.pdf import pdf
from pipelines.pdf.printed import printed
from pipelines.report.catalog import words
from pipelines.report.content import content
from pipelines.report.element import Details, Figure, Subheading, Table
from pipelines.report.told import Told
from tests.pipelines.canaries import leaks, secrets
from tests.pipelines.pages import publication
from tests.pipelines.papers import lines, objects, squeezed, structure, told
from tests.pipelines.test_report_parts import TABLES


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return publication(tmp_path_factory.mktemp("parts"), TABLES)


@pytest.fixture(scope="module", params=["es", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def shown(case, language):
    with viewed(case, "restricted") as view:
        yield content(Told(view, words(language)))


@pytest.fixture(scope="module")
def made(shown):
    return pdf(shown)


@pytest.fixture(scope="module")
def paper(made):
    with pdfplumber.open(io.BytesIO(made)) as opened:
        yield opened


def tables(blocks):
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Details):
            yield from tables(block.blocks)
        elif isinstance(block, Figure):
            yield from block.tables


def test_every_row_of_every_table_is_printed_but_the_ledger(shown, made):
    printed = told(made)
    count = 0
    for section in shown.sections:
        for table in tables(section.blocks):
            for row in table.rows:
                line = squeezed("".join(it if isinstance(it, str) else it.text for it in row))
                count += 1
                assert (line in printed) is not table.is_ledger, row
    assert count > 300


def test_the_bridge_is_that_of_the_page(shown, paper, language):
    say = words(language).say
    caption = say("Lines of the bridge: {title}", title=shown.headline)
    [bridge] = [
        table
        for section in shown.sections
        for table in tables(section.blocks)
        if table.caption == caption
    ]
    # The contents stand before it, and a page of one comparison holds its bridge whole.
    [printed] = [
        text
        for page in paper.pages[2:9]
        if squeezed(caption) in squeezed(text := page.extract_text())
    ]
    lines = [squeezed(line) for line in printed.splitlines()]
    start = lines.index(squeezed(caption))
    rows = [squeezed("".join(map(str, row))) for row in bridge.rows]
    assert [line for line in lines[start:] if line in rows] == rows


def test_the_first_page_answers(shown, paper):
    first = squeezed(paper.pages[0].extract_text())
    for text in (shown.headline, shown.sentence, shown.edition, shown.told.title):
        assert squeezed(text) in first
    assert "400" in first


def test_every_other_page_says_of_what_it_is(shown, paper):
    say, pages = shown.told.words.say, len(paper.pages)
    for number, page in enumerate(paper.pages, 1):
        text = page.extract_text()
        assert say("Page {page} of {pages}", page=number, pages=pages) in text
        cut_off = shown.told.words.day(shown.told.run["cut_off"])
        for said in (shown.told.title, shown.edition, say("Cut-off {day}", day=cut_off)):
            assert said in text


def test_the_document_is_titled_dated_and_in_its_language(shown, paper, language):
    catalog, about = paper.doc.catalog, paper.metadata
    assert about["Title"] == f"{shown.headline} · {shown.told.title}"
    assert about["Author"] == "cotejo"
    assert about["CreationDate"] == "D:20260301123000Z"
    assert about["CreationDate"] == about["ModDate"]
    assert catalog["Lang"].decode() == {"es": "es-VE", "en": "en-GB"}[language]
    assert resolve1(catalog["ViewerPreferences"])["DisplayDocTitle"] is True


def test_it_is_for_archives_and_for_ears(paper):
    metadata = resolve1(paper.doc.catalog["Metadata"]).get_data().decode()
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>2<" in metadata and "<pdfaid:conformance>A<" in metadata
    assert resolve1(paper.doc.catalog["MarkInfo"])["Marked"] is True


def test_charts_say_what_they_show(shown, paper):
    kinds = list(structure(paper))
    charts = [text for kind, text in kinds if kind == "Figure"]
    drawn = [shown.chart, *(it for part in shown.sections for it in part.blocks)]
    assert len(charts) == sum(isinstance(it, Figure) for it in drawn) > 1
    assert all(len(text) > 30 for text in charts)
    assert {"Table", "TH", "TR", "TD", "H1", "H2", "Caption", "TOC", "Title"} <= {
        kind for kind, _ in kinds
    } | {"Title"}


def test_bookmarks_and_contents_lead_to_every_part(shown, paper):
    marks = [(level, title) for level, title, *_ in paper.doc.get_outlines()]
    parts = [section.heading for section in shown.sections]
    assert [title for level, title in marks if level == 1] == parts
    below = [
        block.text
        for part in shown.sections
        for block in part.blocks
        if isinstance(block, Subheading)
    ]
    assert set(below) <= {title for level, title in marks if level > 1}
    contents = squeezed(paper.pages[1].extract_text())
    for title in (*parts, *below):
        assert squeezed(title) in contents
    inside = [it for it in paper.pages[1].annots if "A" not in it["data"] or "D" in it["data"]["A"]]
    assert len(inside) >= len(parts)


def test_every_font_is_inside(paper):
    fonts = {
        name: resolve1(font)
        for page in paper.pages
        for name, font in resolve1(resolve1(page.page_obj.resources).get("Font", {})).items()
    }
    assert fonts
    for font in fonts.values():
        inner = resolve1(resolve1(font["DescendantFonts"])[0])
        assert {"FontFile2", "FontFile3"} & set(resolve1(inner["FontDescriptor"]))
        assert "ToUnicode" in font


def test_pages_fit_letter_and_nothing_runs_over_an_edge(made, paper):
    sides = {(round(page.width), round(page.height)) for page in paper.pages}
    assert sides <= {(595, 842), (842, 595)}
    # What Letter has less in height, half of it above, and a quarter of an inch where no printer reaches.
    lost = (842 - 792) / 2 + 18
    edges = list(lines(made))
    assert len(edges) > 1000
    for left, bottom, right, top in edges:
        assert min(left, right) > 18 and min(bottom, top) > lost


def test_the_same_publication_is_the_same_bytes(shown, made):
    assert pdf(shown) == made


def test_nothing_is_kept_anywhere_else(shown, tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert pdf(shown).startswith(b"%PDF-1.7")
    assert list(tmp_path.rglob("*")) == []


def test_the_public_edition_gives_nobody_away(canaries):
    for language in ("es", "en"):
        with viewed(canaries, "public") as view:
            shown = content(Told(view, words(language)))
        assert leaks(json.dumps(printed(shown)), secrets(canaries)) == []
    made = pdf(shown)
    with pdfplumber.open(io.BytesIO(made)) as paper:
        held = told(made) + repr([paper.metadata, *objects(paper)])
    assert leaks(held, secrets(canaries)) == []
