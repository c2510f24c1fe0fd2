"""One number everywhere: what every format of every language and edition says of a figure is the same.

All formats are opened as their readers open them. The public ones hold nobody whom they may not show.
"""

import csv
import io
import re
import shutil
import zipfile
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pdfplumber
import pytest
from lxml import html
from pages import parsed, section, table, text
from python_calamine import CalamineWorkbook

from pipelines.case import ROOT, Case
from pipelines.edition import View, viewed
from pipelines.export import EDITIONS, LANGUAGES, export
from pipelines.report.catalog import words
from pipelines.run import run
from tests.pipelines.canaries import leaks, secrets

STATED = "where from_reading = 'stated' and to_reading = 'stated'"
BRIDGE = f"""
select label_{{0}}, amount, running_total, comparison_{{0}}
from marts.bridge
join marts.comparison using (comparison_id)
{STATED}
order by comparison_id, line_no
"""
CLAIMS = """
select claim_id, value, itemised, evidenced_low, evidenced_high, unexplained_low, unexplained_high, reading
from marts.claim
join marts.claim_evidence using (claim_id, reading)
order by claim_id
"""
# A number that the public edition hides is null there; one that the lists do not answer is not told.
BEST = (
    "select count, low, high from marts.best_count where count is not null or $public order by all"
)


@pytest.fixture(
    scope="module", params=["canaries", pytest.param("example", marks=pytest.mark.benchmark)]
)
def case(request, canaries, tmp_path_factory):
    """A publication full of what nobody may show, and, among the benchmarks, the example."""
    if request.param == "canaries":
        return canaries
    root = tmp_path_factory.mktemp("example") / "example"
    unread = shutil.ignore_patterns("published", "snapshots")
    example = Case(shutil.copytree(ROOT / "data/example", root, ignore=unread))
    assert run(example, exports=False).code == 4
    return example


@pytest.fixture(scope="module")
def exported(case, tmp_path_factory):
    """Every file that an export of the case writes."""
    folder = tmp_path_factory.mktemp("exported")
    return folder, export(case, folder)


@pytest.fixture(scope="module", params=EDITIONS)
def view(request, case):
    with viewed(case, request.param) as shown:
        yield shown


def rows(view: View, query: str) -> list[tuple]:
    return view.warehouse.execute(query).fetchall()


def file(exported, language: str, view: View, ending: str) -> Path:
    (found,) = exported[0].glob(f"*_{language}_{view.edition.name}.{ending}")
    return found


def package(exported, view: View, name: str) -> Path:
    (found,) = exported[0].glob(f"*_datos_{view.edition.name}/{name}")
    return found


def sheet(path: Path, name: str) -> list[list]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def columns(cells: list[list], *headings: str) -> list[tuple]:
    places = [cells[0].index(heading) for heading in headings]
    return [tuple(row[place] for place in places) for row in cells[1:]]


@cache
def printed(path: Path) -> str:
    with pdfplumber.open(path) as pages:
        return " ".join(" ".join(page.extract_text().split()) for page in pages.pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_bridge_is_the_same_in_every_format(exported, view, language):
    said = words(language)
    lines = rows(view, BRIDGE.format(language))
    assert len(lines) > 3
    numbers = [(amount, running) for _, amount, running, _ in lines]

    for form in ("csv/marts.bridge.csv", "parquet/marts.bridge.parquet", "excel/marts.bridge.csv"):
        path = package(exported, view, form)
        query = (
            f"select amount, running_total from '{path}' {STATED} order by comparison_id, line_no"
        )
        assert duckdb.execute(query).fetchall() == numbers, form

    cells = sheet(file(exported, language, view, "xlsx"), said.say("Bridge"))
    at = [said.say(each) for each in ("Reading of the first", "Reading of the second")]
    at += [said.say("Change"), said.say("Running total")]
    stated = said.say("as stated")
    in_book = [each[2:] for each in columns(cells, *at) if set(each[:2]) == {stated}]
    assert sorted(in_book) == sorted(numbers)

    page = parsed(file(exported, language, view, "html"))
    paper = printed(file(exported, language, view, "pdf"))
    for title, found in groupby(lines, key=itemgetter(3)):
        one = list(found)
        shown = table(page, said.say("Lines of the bridge: {title}", title=title))
        totals = [row[said.say("Running total")] for row in shown]
        assert totals == [said.number(running) for _, _, running, _ in one]
        changes = [row[said.say("Change")] for row in shown]
        assert changes[1:-1] == [said.signed(amount) for _, amount, _, _ in one[1:-1]]
        names = [row[said.say("Line")].lower() for row in shown]
        assert names[1:-1] == [label.lower() for label, *_ in one[1:-1]]
        place = paper.find(said.say("Lines of the bridge: {title}", title=title))
        for _, amount, running, _ in one[1:-1]:
            place = paper.find(f"{said.signed(amount)} {said.number(running)}", place)
            assert place >= 0, (title, amount, running)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_claim_is_the_same_in_every_format(exported, view, language):
    claims = rows(view, CLAIMS)
    said = words(language)
    cells = sheet(file(exported, language, view, "xlsx"), said.say("Claims"))
    headings = [
        said.say(each)
        for each in (
            "Claim", "Value", "On its own lists", "Names behind it, at least", "Names behind it, at most",
            "Unexplained, at least", "Unexplained, at most",
        )
    ]  # fmt: skip
    in_book = sorted(columns(cells, *headings))
    assert in_book == sorted(tuple("" if n is None else n for n in claim[:-1]) for claim in claims)
    page = parsed(file(exported, language, view, "html"))
    paper = printed(file(exported, language, view, "pdf"))
    cards = {
        re.search(r"· (\w+)$", text(card.find_class("when")[0]))[1]: text(card)
        for card in page.find_class("card")
    }
    assert cards
    # A card is of a figure as stated, of those that are compared.
    for claim_id, value, itemised, low, high, *_, reading in claims:
        if claim_id not in cards or reading != "stated":
            continue
        for number in (value, itemised, low, high):
            if number:
                assert said.number(number) in cards[claim_id], (claim_id, number)
                assert said.number(number) in paper, (claim_id, number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_supported_numbers_are_the_same_in_every_format(exported, view, language):
    best = view.warehouse.execute(BEST, {"public": view.is_public}).fetchall()
    said = words(language)
    assert best
    page = parsed(file(exported, language, view, "html"))
    shown = table(page, said.say("Numbers that names support, by definition"))
    at = [said.say(each) for each in ("Count", "At least", "At most")]
    told = sorted(tuple(row[name] for name in at) for row in shown)
    hidden = said.say("hidden")
    assert told == sorted(
        tuple(hidden if n is None else said.number(n) for n in each) for each in best
    )
    book = repr(sheet(file(exported, language, view, "xlsx"), said.say("Summary")))
    paper = printed(file(exported, language, view, "pdf"))
    for count in (each for each, *_ in best if each is not None):
        assert f"{float(count)}" in book
        assert said.number(count) in paper
    csv_file = package(exported, view, "csv/marts.best_count.csv")
    assert (
        duckdb.execute(
            BEST.replace("marts.best_count", f"'{csv_file}'"), {"public": view.is_public}
        ).fetchall()
        == best
    )


STATES = """
select count(*)
from marts.release
where not list_has_any(flags, ['TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED', 'DEPENDENT'])
group by state
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_the_same_number_in_every_format(exported, view, language):
    said = words(language)
    if view.is_public:
        numbers = [
            number for _, number in view.counts["release"].table.lines("state") if number != 0
        ]
        counts = package(exported, view, "csv/counts.csv")
        query = "select people from read_csv(?, all_varchar = true) where counted = 'release' and axes = 'state'"
        told = [number for (number,) in duckdb.execute(query, [str(counts)]).fetchall()]
        shown = sorted("" if number is None else str(number) for number in numbers)
        assert sorted(number or "" for number in told if number != "0") == shown
    else:
        numbers = [number for (number,) in rows(view, STATES)]
    assert len(numbers) > 1
    at = [said.say(each) for each in ("What the line is", "Releases")]
    cells = sheet(file(exported, language, view, "xlsx"), said.say("Places"))
    in_book = [number for what, number in columns(cells, *at) if what == said.say("state")]
    assert sorted(map(str, in_book)) == sorted("" if n is None else str(float(n)) for n in numbers)
    page = section(parsed(file(exported, language, view, "html")), "places")
    by_state = next(
        it for it in page.iter("table") if text(it.find("thead")).startswith(said.say("State"))
    )
    on_page = [text(row.findall("td")[0]) for row in by_state.find("tbody")]
    expected = [said.say("hidden") if n is None else said.number(n) for n in numbers]
    assert sorted(on_page) == sorted(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_set_of_reasons_has_the_same_number_in_every_format(exported, case, language):
    said = words(language)
    with viewed(case, "restricted") as view:
        query = f"select units from marts.reason_set {STATED} and degree > 1 order by units"
        numbers = [number for (number,) in rows(view, query)]
        if not numbers:
            pytest.skip(
                "no row of this case has two reasons; the example has, among the benchmarks"
            )
        for form in ("csv/marts.reason_set.csv", "parquet/marts.reason_set.parquet"):
            path = package(exported, view, form)
            held = duckdb.execute(query.replace("marts.reason_set", f"'{path}'", 1)).fetchall()
            assert [number for (number,) in held] == numbers
        page = section(parsed(file(exported, language, view, "html")), "bridges")
        on_page = [
            int(text(cells[1]))
            for row in page.xpath(".//tbody/tr")
            if text(row.getparent().getparent().find("thead")).startswith(said.say("Reasons"))
            for cells in [row.findall("td")]
            if text(cells[0]) != "1"
        ]
        assert sorted(on_page) == numbers
        cells = sheet(file(exported, language, view, "xlsx"), said.say("Reasons"))
        in_book = [
            number
            for reasons, number in columns(cells, said.say("Code"), said.say("Rows"))
            if "+" in str(reasons)
            or "|" in str(reasons)
            or ";" in str(reasons)
            or "," in str(reasons)
        ]
        assert sorted(in_book) == numbers


def test_the_rows_of_the_report_are_those_of_the_workbook(exported, case):
    with viewed(case, "restricted") as view:
        path = file(exported, "es", view, "csv")
        with path.open(encoding="utf-8", newline="") as lines:
            told = [row["record_id"] for row in csv.DictReader(lines)]
        ids = columns(sheet(file(exported, "es", view, "xlsx"), "Casos"), words("es").say("Record"))
        assert sorted(told) == sorted(name for (name,) in ids)
        parquet = duckdb.from_parquet(str(file(exported, "es", view, "parquet")))
        assert [name for (name,) in parquet.select("record_id").fetchall()] == told
        held = view.warehouse.table("marts.discrepancy").select("record_id").fetchall()
        assert sorted(told) == sorted(name for (name,) in held)


def held(path: Path) -> str:
    """Everything in a file that anybody could read out of it."""
    match path.suffix:
        case ".xlsx":
            with zipfile.ZipFile(path) as parts:
                return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())
        case ".parquet":
            return repr(duckdb.from_parquet(str(path)).fetchall()) + path.read_bytes().decode(
                "latin-1"
            )
        case ".pdf":
            with pdfplumber.open(io.BytesIO(path.read_bytes())) as pages:
                texts = [page.extract_text() for page in pages.pages]
                return "\n".join([*texts, repr(pages.metadata), repr(pages.doc.catalog)])
        case _:
            return path.read_text("utf-8")


def test_no_public_file_gives_anybody_away(exported, case):
    folder, files = exported
    birds = secrets(case)
    public = [path for path in files if "public" in path.relative_to(folder).as_posix()]
    public += [folder / "manifest.json", case.exports / "public_counts.json"]
    assert {path.suffix for path in public} == {
        ".html",
        ".xlsx",
        ".csv",
        ".parquet",
        ".pdf",
        ".json",
    }
    for path in public:
        assert leaks(held(path), birds) == [], path.relative_to(
            folder if folder in path.parents else path.parent
        )
        assert leaks(path.name, birds) == []


def test_the_restricted_files_hold_them(exported, case):
    birds = secrets(case)
    for ending in ("html", "xlsx", "csv"):
        (path,) = exported[0].glob(f"*_es_restricted.{ending}")
        assert leaks(held(path), birds), ending


def test_a_page_holds_nothing_but_what_a_browser_shows(exported):
    for path in (each for each in exported[1] if each.suffix == ".html"):
        page = html.document_fromstring(path.read_bytes())
        assert not page.xpath("//comment()"), path.name
