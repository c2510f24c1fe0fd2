"""Whatever a list or a claim brings is printed as text, does nothing and breaks no page."""

import io
import re
from dataclasses import replace
from urllib.parse import urlsplit

import pdfplumber
import pytest

from pipelines.chart.canvas import Telling
from pipelines.chart.waterfall import Step, waterfall
from pipelines.edition import viewed
from pipelines.pdf import pdf
from pipelines.pdf.paper import CUT, one_line, paper
from pipelines.pdf.paper import told as as_told
from pipelines.report.catalog import words
from pipelines.report.content import content
from pipelines.report.element import (
    Answer,
    Answers,
    Card,
    Cards,
    Details,
    Figure,
    Heading,
    Link,
    Prose,
    Section,
    Subheading,
    Table,
    Terms,
)
from pipelines.report.told import Told
from tests.pipelines.pages import publication
from tests.pipelines.papers import lines, objects, squeezed, told
from tests.pipelines.test_report_hostile import HOSTILE
from tests.pipelines.test_report_parts import RUN

MARKUP = [
    "#let x = 1 #panic()",
    '#read("report.typ")',
    '#image("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "$ x^2 $ _it_ *bold* `raw` = title",
    "@ref <label> // comment /* no end",
    "\\u{41} \\ [content] {code} ~ -- ---",
    "json(bytes(sys.inputs.report)) \"quoted\" 'single'",
    "] } ) ] #] \\]",
    "+ item\n- item\n/ term: what\n= heading",
    "https://a.example/#frag http://b.example",
    "cut\x1fhere",
    "\x1f",
    "",
    " ",
]
SCRIPTS = [
    "漢字かな",
    "שלום עולם",
    "مرحبا بالعالم",
    "हिन्दी",
    "ไทย",
    "\U0001f9ff\U0001fac3",
    "\ue000\uf8ff",
    "\u0378\U000e0041",
    "\u200d",
    "\u2066\u2069\u200b",
    "\u3000",
]
LONG = [
    "https://a.example/" + "x" * 2_500,
    "https://a.example/" + "ñ" * 300,
    "a\u0301\u0302" * 1_000,
    *(said for said in HOSTILE if len(said) > 1000),
]
SAID = [*(said for said in HOSTILE if said not in LONG), *MARKUP, *SCRIPTS]


def table(said, address):
    """A table with a text in every place but its headings, which are ours."""
    links = [Link(said, said), Link(said, address)]
    headings = [Heading("Uno"), Heading("Dos", is_number=True), Heading("Tres")]
    return Table("Todo", headings, [[said, said, links[0]], ["", "12", links[1]], [said, "", ""]])


def everywhere(place, said):
    """A section in which every kind of block brings a text wherever it may."""
    address = f"https://a.example/{place}"
    told_of = table(said, address)
    return Section(
        said,
        said,
        [
            Answers([Answer(said, said, said), Answer(said, said, "nowhere")]),
            Subheading(said, said),
            Prose(said, is_lead=True),
            Prose(said, is_note=True),
            Terms([(said, said)]),
            Cards([Card(said, said, said, [(said, said), (said, Link(said, said))], place % 2 == 0)]),
            replace(told_of, caption=said, headings=[replace(it, text=said) for it in told_of.headings]),
            replace(told_of, heat=[[0, 1, 2], [3, 4, 5], [0, 0, 0]]),
            Details(said, [told_of]),
        ],
    )  # fmt: skip


def at_length(said):
    """A section with a text of pages wherever a list brings one: cards, cells, sentences, titles."""
    card = Card("1", "Quién", "cuándo", [("Nota", said), ("Fuente", Link(said, said))], False)
    blocks = [Cards([card]), table(said, said), Answers([Answer("A", said, "same")]), Prose(said)]
    return Section("long", said, [Subheading(said, "same"), *blocks])


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    run = RUN | {"case_es": MARKUP[0], "run_id": MARKUP[4]}
    return publication(tmp_path_factory.mktemp("hostile"), {"meta.run": [run]})


@pytest.fixture(scope="module")
def shown(case):
    with viewed(case, "restricted") as view:
        made = content(Told(view, words("es")))
        chart = waterfall(
            [Step(said, 1, place + 1, False, True) for place, said in enumerate(SAID)],
            Telling("chart", MARKUP[3], " ".join((*SAID, *LONG))),
            str,
        )
        yield replace(
            made,
            headline=MARKUP[5],
            sentence=" ".join(SAID),
            chart=Figure(chart, None, MARKUP[7]),
            sections=[
                *(everywhere(place, said) for place, said in enumerate(SAID)),
                *map(at_length, LONG),
            ],
        )


@pytest.fixture(scope="module")
def made(shown):
    return pdf(shown)


@pytest.fixture(scope="module")
def opened(made):
    with pdfplumber.open(io.BytesIO(made)) as opened:
        yield opened


def test_every_text_is_printed_as_it_was_given(made):
    printed = told(made)
    for said in SAID:
        assert squeezed(one_line(said)) in printed
    for said in LONG:
        # Its middle may be parted by the head and foot of pages.
        for part in (said[:1500], said[-500:]):
            assert squeezed(one_line(part)) in printed, said[:60]


def test_nothing_runs_is_opened_or_carried(opened):
    for each in objects(opened):
        held = repr(each)
        for name in ("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "OpenAction"):
            assert f"'{name}'" not in held, each
        for name in ("SubmitForm", "GoToR", "GoToE", "ImportData", "RichMedia", "AcroForm", "AA"):
            assert f"'{name}'" not in held, each


def test_only_safe_addresses_are_links(opened):
    followed = {
        address
        for page in opened.pages
        for it in page.annots
        if (address := it.get("uri")) is not None
    }
    assert len(followed) > len(SAID)
    for address in followed:
        assert Link("", address).is_safe
        assert re.fullmatch(r"https?://[!-~]+", address) and len(address) <= 2000
    hosts = {urlsplit(address).hostname for address in followed}
    assert hosts == {"a.example", "evil.example"}


def test_no_letter_stands_outside_the_page(made):
    assert all(min(left, right) > 18 for left, _, right, _ in lines(made))


def test_what_no_font_draws_is_a_box(opened):
    fonts = {
        (letter["text"], letter["fontname"].split("+")[1])
        for page in opened.pages[:4]
        for letter in page.chars
    }
    assert ("漢", "LastResortHE-Regular") in fonts
    assert ("\U0001f9ff", "LastResortHE-Regular") in fonts
    assert ("H", "LibertinusSerif-Regular") in fonts


def test_the_outline_holds_no_markup(opened, shown):
    titles = [title for level, title, *_ in opened.doc.get_outlines() if level == 1]
    assert len(titles) == len(shown.sections)
    assert MARKUP[0] in titles and "…" in titles
    assert max(map(len, titles)) <= 500


@pytest.mark.parametrize(
    ("said", "on_paper"),
    [
        ("nulo\x00y\x1bescape", "nulo\ufffdy\ufffdescape"),
        ("\u202eodarebil\u202c", "odarebil"),
        ("Ana\u200bMaría\u2060\ufeff", "AnaMaría"),
        ("👩🏽\u200d⚖️", "👩🏽\u200d⚖️"),
        ("\ue000\ufffe\ud800", "\ufffd\ufffd\ufffd"),
        ("guion\u00adblando", "guionblando"),
    ],
)
def test_what_has_no_shape_is_left_out_and_what_has_none_to_show_replaced(said, on_paper):
    assert paper(said) == on_paper


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ("excarcelaciones de 2026", "excarcelaciones de 2026"),
        ("data/inbox/2026-02-09_lista.csv", "data/|inbox/|2026-|02-|09_|lista.|csv"),
        ("0123456789abcdef0123456789", "012345|6789ab|cdef01|234567|89"),
        ("a\u0301" * 30, "|".join(["a\u0301" * 3] * 10)),
        ("uno \n\t dos", "uno dos"),
    ],
)
def test_a_long_word_may_break_and_no_letter_apart_from_its_marks(said, broken):
    assert as_told(said).replace(CUT, "|") == broken
