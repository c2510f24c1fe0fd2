"""One number everywhere: what every format of every language and edition says of a figure is the same.

All formats are opened as their readers open them. The public ones hold nobody whom they may not show.
"""

import csv
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import duckdb
import pdfplumber
import pytest
from lxml import html
from pages import parsed, table, text
from python_calamine import CalamineWorkbook

from pipelines.edition import View, viewed
from pipelines.export import EDITIONS, LANGUAGES, export
from pipelines.report.catalog import Words, words
from tests.pipelines.canaries import leaks, secrets

STATED = "where from_reading = 'stated' and to_reading = 'stated'"
BRIDGE = f"""
select line_no, label_{{}} as label, amount, running_total
from marts.bridge
{STATED}
order by comparison_id, line_no
"""
CLAIMS = """
select claim_id, value, itemised, evidenced_low, evidenced_high, unexplained_low, unexplained_high
from marts.claim
join marts.claim_evidence using (claim_id, reading)
order by claim_id
"""
# A number that the public edition hides is null there; one that the lists do not answer is not told.
BEST = (
    "select count, low, high from marts.best_count where count is not null or $public order by all"
)
SHEETS = {
    "es": ("Puente", "Afirmaciones", "Resumen"),
    "en": ("Bridge", "Claims", "Summary"),
}


@pytest.fixture(scope="module")
def exported(canaries, tmp_path_factory):
    """Every file that an export of the canaries writes."""
    folder = tmp_path_factory.mktemp("exported")
    return folder, export(canaries, folder)


@pytest.fixture(scope="module", params=EDITIONS)
def view(request, canaries):
    with viewed(canaries, request.param) as shown:
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


def change(said: Words, amount: int, running: int) -> str:
    return f"{said.signed(amount)} {said.number(running)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_bridge_is_the_same_in_every_format(exported, view, language):
    said = words(language)
    lines = rows(view, BRIDGE.format(language))
    assert len(lines) > 3
    numbers = [(amount, running) for _, _, amount, running in lines]

    for form in ("csv/marts.bridge.csv", "parquet/marts.bridge.parquet", "excel/marts.bridge.csv"):
        path = package(exported, view, form)
        reader = "read_parquet" if form.endswith("parquet") else "read_csv"
        query = f"select amount, running_total from {reader}(?) {STATED} order by comparison_id, line_no"
        assert duckdb.execute(query, [str(path)]).fetchall() == numbers, form

    cells = sheet(file(exported, language, view, "xlsx"), SHEETS[language][0])
    at = [said.say("Reading of the first"), said.say("Change"), said.say("Running total")]
    in_book = [each[1:] for each in columns(cells, *at) if each[0] == said.say("as stated")]
    assert in_book == numbers

    page = parsed(file(exported, language, view, "html"))
    (title,) = rows(view, f"select comparison_{language} from marts.comparison")[0]
    shown = table(page, said.say("Lines of the bridge: {title}", title=title))
    assert [row[said.say("Running total")] for row in shown] == [said.number(n) for _, n in numbers]
    changes = [row[said.say("Change")] for row in shown]
    assert changes[1:-1] == [said.signed(amount) for amount, _ in numbers[1:-1]]
    labels = [label for _, label, _, _ in lines][1:-1]
    assert [row[said.say("Line")].lower() for row in shown][1:-1] == [it.lower() for it in labels]

    paper = printed(file(exported, language, view, "pdf"))
    place = 0
    for amount, running in numbers[1:-1]:
        place = paper.find(change(said, amount, running), place)
        assert place >= 0, (amount, running)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_claim_is_the_same_in_every_format(exported, view, language):
    claims = rows(view, CLAIMS)
    said = words(language)
    cells = sheet(file(exported, language, view, "xlsx"), SHEETS[language][1])
    headings = [
        said.say(each)
        for each in (
            "Claim", "Value", "On its own lists", "Names behind it, at least", "Names behind it, at most",
            "Unexplained, at least", "Unexplained, at most",
        )
    ]  # fmt: skip
    in_book = sorted(columns(cells, *headings))
    assert in_book == [tuple("" if n is None else n for n in claim) for claim in claims]
    page = parsed(file(exported, language, view, "html"))
    paper = printed(file(exported, language, view, "pdf"))
    cards = {
        re.search(r"· (\w+)$", text(card.find_class("when")[0]))[1]: text(card)
        for card in page.find_class("card")
    }
    for claim_id, value, itemised, low, high, *_ in claims:
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
    book = repr(sheet(file(exported, language, view, "xlsx"), SHEETS[language][2]))
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


def test_the_rows_of_the_report_are_those_of_the_workbook(exported, canaries):
    with viewed(canaries, "restricted") as view:
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


def test_no_public_file_gives_anybody_away(exported, canaries):
    folder, files = exported
    birds = secrets(canaries)
    public = [path for path in files if "public" in path.relative_to(folder).as_posix()]
    public += [folder / "manifest.json", canaries.exports / "public_counts.json"]
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


def test_the_restricted_files_hold_them(exported, canaries):
    birds = secrets(canaries)
    for ending in ("html", "xlsx", "csv"):
        (path,) = exported[0].glob(f"*_es_restricted.{ending}")
        assert leaks(held(path), birds), ending


def test_a_page_holds_nothing_but_what_a_browser_shows(exported):
    for path in (each for each in exported[1] if each.suffix == ".html"):
        page = html.document_fromstring(path.read_bytes())
        assert not page.xpath("//comment()"), path.name
