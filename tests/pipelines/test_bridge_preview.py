"""What Dagster's page of the publication shows of the bridges, and that it names nobody."""

import base64
import re
from types import SimpleNamespace

import dagster as dg
import duckdb
import pytest
from lxml import etree

from pipelines.assets import publication
from pipelines.bridge_preview import previews
from pipelines.warehouse import Warehouse
from tests.pipelines.conftest import SECRETS, made_in
from tests.pipelines.pages import publication as published

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def page(ran, tmp_path_factory):
    """The case's own build, published once more by the asset itself into another folder."""
    case = made_in(tmp_path_factory.mktemp("page"))
    out = case.root / "data/published"
    (build,) = (ran.out / ".build").glob("warehouse-*.duckdb")
    (out / ".build").mkdir(parents=True)
    (out / ".build" / build.name).write_bytes(build.read_bytes())
    result = dg.materialize([publication], resources={"warehouse": Warehouse(case=str(case.root))})
    [event] = result.asset_materializations_for_node("published__warehouse")
    with duckdb.connect(str(case.warehouse), read_only=True) as connection:
        lines = connection.execute("from bridge_of('main')").fetchall()
        names = [column[0] for column in connection.description]
    return SimpleNamespace(
        metadata=event.metadata, lines=[dict(zip(names, line, strict=True)) for line in lines]
    )


def rows(markdown: str) -> list[list[str]]:
    """The cells of a table's rows, without its two lines of heading."""
    lines = [line for line in markdown.splitlines() if line.startswith("| ")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines[2:]]
    return [[re.sub(r"\\(.)", r"\1", cell.strip()) for cell in row] for row in cells]


def drawn(markdown: str) -> etree._Element:
    """The picture in a Markdown image."""
    found = re.fullmatch(r"!\[.*\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\)\n", markdown)
    return etree.fromstring(base64.b64decode(found[1]))


def test_a_materialization_shows_the_bridge_as_the_warehouse_holds_it(page):
    shown = page.metadata["puente · bridge: main"]
    assert isinstance(shown, dg.MarkdownMetadataValue)
    assert shown.value.splitlines()[0] == "Dos recuentos · Two counts"
    assert rows(shown.value) == [
        [
            str(line["line_no"]),
            f"{line['label_es']} · {line['label_en']}",
            "" if line["reason"] in ("FROM", "TO") else f"{line['amount']:+d}",
            str(line["running_total"]),
            ", ".join(line["claim_ids"]),
        ]
        for line in page.lines
    ]
    assert len(page.lines) > 4


def test_the_picture_has_a_bar_for_every_line_hatched_where_names_lack(page):
    picture = drawn(page.metadata["gráfico · chart: main"].value)
    bars = [each.get("class") for each in picture.iter(f"{SVG}g") if each.get("class")]
    assert bars == [
        "bar hatched" if line["reason"] in ("UNITEMISED", "BEYOND_CLAIM") else "bar solid"
        for line in page.lines
    ]
    assert "bar hatched" in bars


def test_nobody_is_named(page):
    for value in page.metadata.values():
        told = str(value.value)
        if told.startswith("!["):
            told = etree.tostring(drawn(told), encoding="unicode")
        assert not any(secret.lower() in told.lower() for secret in SECRETS)


def test_a_label_cannot_be_markdown_and_an_open_line_says_so(tmp_path):
    label = "a | b\n\x00# *c* ![x](http://example.org/x.png) <img src=x> `d`"
    line = {
        "comparison_id": "main", "from_reading": "stated", "to_reading": "stated",
        "label_es": label, "label_en": "y", "amount_median": 3, "named": 0, "claim_ids": ["A"],
    }  # fmt: skip
    case = published(
        tmp_path,
        {
            "marts.comparison": [
                {
                    "comparison_id": "main", "position": 1, "comparison_es": label, "comparison_en": "z",
                    "from_claim_id": "A", "to_claim_id": "B", "bridged_by": "claims",
                }
            ],
            "marts.bridge": [
                line | {"line_no": 1, "side": "from", "reason": "FROM", "amount": 3, "running_total": 3},
                line
                | {"line_no": 2, "side": "to", "reason": "UNITEMISED", "amount": 2, "running_total": 5}
                | {"amount_low": 3},
                line | {"line_no": 1, "to_reading": "wider", "side": "from", "reason": "FROM"}
                | {"amount": 3, "running_total": 3},
            ],
        },
    )  # fmt: skip
    with duckdb.connect(str(case.warehouse), read_only=True) as connection:
        shown = {name: value.value for name, value in previews(connection).items()}
    table = shown["puente · bridge: main"]
    plain = " ".join(label.split()).replace("\x00", "\ufffd") + " · y"
    assert rows(table) == [["1", plain, "", "3", "A"], ["2", plain, "+2 …", "5", "A"]]
    assert not re.search(r"(?<!\\)[*`\[\]<>#!]", table)
    assert drawn(shown["gráfico · chart: main"]) is not None


def test_a_publication_that_compares_nothing_shows_nothing(warehouse):
    assert previews(warehouse) == {}
