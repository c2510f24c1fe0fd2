"""The words of the report: complete in both languages, numbers and days as each writes them."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from pipelines import pdf, workbook
from pipelines.report import catalog
from pipelines.report.catalog import isolated, words

HOME = Path(catalog.__file__).parent
FOLDERS = (HOME, *(Path(it.__file__).parent for it in (pdf, workbook)))
LOOKED_UP = {"say": None, "count": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
WORDS = {"es": words("es"), "en": words("en")}


@pytest.fixture(scope="module")
def used() -> Catalog:
    """Every sentence that code and templates of the reports look up."""
    found = Catalog()
    for folder in FOLDERS:
        for _, _, message, _, _ in extract_from_dir(folder, METHODS, keywords=LOOKED_UP):
            found.add(message)
    return found


@pytest.fixture(params=["es", "en"])
def kept(request) -> Catalog:
    with (HOME / "locale" / f"{request.param}.po").open("rb") as lines:
        return read_po(lines, locale=request.param)


def sentences(found: Catalog) -> set:
    return {message.id for message in found if message.id}


def test_a_catalogue_holds_every_sentence_and_no_other(used, kept):
    assert len(sentences(used)) > 200
    assert sentences(kept) == sentences(used)
    assert not kept.obsolete


def test_every_sentence_is_told_and_none_is_fuzzy(kept):
    for message in kept:
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(told) or not message.id, message.id
        assert not message.id or not message.fuzzy, message.id
        if isinstance(message.id, tuple):
            assert len(message.string) == 2, message.id


def test_a_sentence_keeps_its_values_in_every_language(kept):
    for message in kept:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        for one in told if message.id else ():
            assert values(one) == values(ids[-1]) or values(one) == values(ids[0]), message.id


def values(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", sentence))


def test_nothing_is_called_false(kept):
    for message in kept:
        assert not re.search(r"\b(false|falsa|falso|mentira)\b", str(message.string), re.I)


def test_no_sentence_is_looked_up_where_the_extraction_does_not_see_it():
    for path in (path for folder in FOLDERS for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                called = [it.func for it in ast.walk(node) if isinstance(it, ast.Call)]
                names = {getattr(it, "attr", getattr(it, "id", "")) for it in called}
                assert not names & LOOKED_UP.keys(), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize(
    ("language", "thousands", "negative", "prose", "short"),
    [
        ("es", "1.234", "−56", "26 de enero de 2026", "26/01/2026"),
        ("en", "1,234", "−56", "26 January 2026", "26 Jan 2026"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(
    language, thousands, negative, prose, short
):
    told, day = WORDS[language], date(2026, 1, 26)
    assert told.number(1234) == thousands
    assert told.signed(1234) == f"+{thousands}"
    assert told.number(-56) == told.signed(-56) == negative
    assert told.day(day) == prose
    assert told.short_day(day) == short
    assert told.days(day, day) == short


def test_what_is_open_or_unknown_is_an_ellipsis():
    told = WORDS["es"]
    assert told.number(None) == told.signed(None) == told.day(None) == "…"
    assert told.between(3, None) == "3 – …"
    assert told.between(3, 3) == "3"


@pytest.mark.parametrize(
    ("exact", "mixed"), [("81/2", "40 1/2"), ("66", "66"), ("1/3", "1/3"), (None, "")]
)
def test_a_fraction_stays_exact(exact, mixed):
    assert WORDS["es"].fraction(exact) == mixed


def test_plurals():
    one, many = "One row", "{number} rows"
    assert WORDS["es"].count(one, many, 1) == "Una fila"
    assert WORDS["es"].count(one, many, 1614) == "1.614 filas"
    assert WORDS["en"].count(one, many, 0) == "0 rows"


def test_marks_of_direction_end_with_the_text_that_brings_them():
    told = WORDS["es"].say("{count}, on {lists}", count="\u202e12", lists="fp_list")
    assert told == "\u2068\u202e12\u2069\u2069, en fp_list"
    closing = isolated("\u2069\u202e12")
    assert closing.count("\u2069") > closing.count("\u2068") == 2
    assert isolated("María 👩🏽‍⚖️") == "María 👩🏽‍⚖️"


def test_lists_of_things():
    assert WORDS["es"].listed(["a", "b", "c"]) == "a, b y c"
    assert WORDS["en"].listed(["a", "b"]) == "a and b"
