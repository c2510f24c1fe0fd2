"""Publications made of given rows, and what the pages told of them hold."""

import re
from pathlib import Path

import duckdb
from lxml import html

import models
from pipelines.case import Case
from pipelines.edition import viewed
from pipelines.report import Told, content, report, words


def publication(root: Path, tables: dict[str, list[dict]]) -> Case:
    """A case of which this alone is published: these rows; all other tables are empty."""
    case = Case(root)
    path = case.warehouse
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        models.create(connection, ("marts", "meta"))
        for full_name, rows in tables.items():
            models.fill(connection, models.tables()[full_name], rows)
    return case


def written(case: Case, folder: Path, language: str = "es", edition: str = "restricted") -> Path:
    """A report of a publication, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{language}_{edition}.html"
    with viewed(case, edition) as view:
        page.write_text(report(content(Told(view, words(language)))), encoding="utf-8")
    return page


def parsed(page: Path) -> html.HtmlElement:
    """A page as a browser's parser sees it."""
    return html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def table(page: html.HtmlElement, caption: str) -> list[dict[str, str]]:
    """The rows of the table under a caption, by heading."""
    [found] = [it for it in page.iter("table") if text(it.find("caption")) == caption]
    headings = [text(cell) for cell in found.find("thead").iter("th")]
    return [
        dict(zip(headings, map(text, row), strict=True)) for row in found.find("tbody").iter("tr")
    ]


def captions(page: html.HtmlElement) -> list[str]:
    """The captions of all tables, in order."""
    return [text(caption) for caption in page.iter("caption")]


def text(element: html.HtmlElement) -> str:
    """What a reader sees of an element."""
    return " ".join(element.text_content().split())


def section(page: html.HtmlElement, anchor: str) -> html.HtmlElement:
    """A part of the page."""
    return page.get_element_by_id(anchor)


def number(told: str) -> int:
    """The whole number that a cell shows, whatever parts its thousands."""
    return int(re.sub(r"[.,+]", "", told).replace("−", "-"))
