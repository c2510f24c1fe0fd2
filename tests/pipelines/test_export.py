"""The exports: the same values in every format, nothing that runs, nothing half done."""

import csv
import stat
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import models
from pipelines import export_workbook
from pipelines.export import BRIDGE, CLAIMS, DISCREPANCY, FILED, LABEL, export
from pipelines.export_delimited import write_csv, write_excel_csv
from pipelines.export_extract import ExportError, Rows, heading
from pipelines.export_readme import readme
from pipelines.export_workbook import write_workbook

HOSTILE = [
    "=1+1",
    "@x",
    "+1",
    "-2",
    "<script>alert(1)</script>",
    "http://x.example/y",
    "00012345",
    "12345678901234567890",
    "\t=2",
    "\r=2",
    'uno;dos,tres "cuatro"\ncinco',
    "{=1+1}",
    "7/2",
    "1,5",
    "TRUE",
    " Ñandú\u0301 ",
]
FILES = ["cotejo.xlsx"] + [
    f"{name}{ending}"
    for name in ("bridge", "discrepancy", "claims")
    for ending in (".csv", "_excel.csv", ".parquet")
]


def line(number, **what):
    return {
        "comparison_id": "main",
        "from_reading": "stated",
        "to_reading": "stated",
        "line_no": number,
        "side": "from",
        "reason": "DUPLICATE",
        "label_es": "fila repetida",
        "label_en": "further row",
        "amount": -3,
        "amount_median": -3,
        "running_total": 40,
        "named": 3,
        "claim_ids": ["A1", "A2"],
        **what,
    }


def row(number, text, **what):
    record = f"r{number}"
    discrepancy = {
        "comparison_id": "main",
        "record_id": record,
        "side": "from",
        "release_id": f"e{number}",
        "person_id": f"p{number}",
        "counted": True,
        "in_both": False,
        "primary_reason": "NOT_ON_LIST",
        "all_reasons": ["NOT_ON_LIST", "DUPLICATE"],
        "probability": 0.75,
        "explanation_es": text or "sin nombre",
        "explanation_en": text or "no name",
    }
    appearance = {
        "record_id": record,
        "source_id": "invented_list",
        "source_kind": "release_list",
        "document_sha256": "0" * 64,
        "locator": f"line {number}",
        "list_order": number,
        "published_on": date(2026, 2, 9),
        "row_id": text,
        "full_name": text,
        "national_id": text,
        "person_id": f"p{number}",
        "offence_excluded": False,
        "flags": [],
        "occurred_from": date(2026, 1, 20),
        "occurred_to": date(2026, 1, 21),
        **what,
    }
    return discrepancy, appearance


def claim(claim_id, **what):
    return {
        "claim_id": claim_id,
        "reading": "stated",
        "organisation": "Invented",
        "side": "ngo",
        "said_on": date(2026, 2, 10),
        "as_of": date(2026, 2, 9),
        "value": 448,
        "qualifier": "more_than",
        "value_low": 449,
        "unit": "person",
        "stock_or_flow": "flow",
        "basis": "gross",
        "excludes": [],
        "evidence": ["invented_list"],
        "parts": [],
        **what,
    }


RUN = {
    "run_id": "0f0f",
    "case_es": "Caso de ejemplo (inventado)",
    "case_en": "Example case (invented)",
    "started_at": datetime(2026, 3, 1, 12, 30),
    "as_of_day": date(2026, 2, 20),
    "version": "0.1.0",
    "config_sha256": "0" * 64,
    "models_sha256": "0" * 64,
    "input_rows": 3,
}
COMPARISON = {
    "comparison_id": "main",
    "position": 1,
    "comparison_es": "Una y otra",
    "comparison_en": "One and the other",
    "from_claim_id": "A1",
    "to_claim_id": "A2",
    "bridged_by": "rows",
}
NOT_ON_LIST = {
    "scheme": "reason",
    "code": "NOT_ON_LIST",
    "label_es": "en ninguna lista",
    "label_en": "on no list",
}


def world():
    """A publication with hostile texts in every text that a list or a claim may bring."""
    rows = [row(number, text) for number, text in enumerate(HOSTILE, start=1)]
    rows.append(row(99, None, occurred_from=date(206, 1, 20), occurred_to=None))
    return {
        "meta.run": [RUN],
        "meta.label": [NOT_ON_LIST],
        "marts.comparison": [COMPARISON],
        "marts.bridge": [
            line(2, shapley="7/2", amount_low=-5, amount_high=None, total=4, alone=3),
            line(1, reason="FROM", amount=43, running_total=43, claim_ids=[]),
        ],
        "marts.discrepancy": [discrepancy for discrepancy, _ in rows],
        "marts.appearance": [appearance for _, appearance in rows],
        "marts.claim": [
            claim(f"A{number}", notes=text, source_url=text, window_text=text)
            for number, text in enumerate(HOSTILE, start=1)
        ],
        "marts.claim_evidence": [
            {"claim_id": "A1", "reading": "stated", "itemised": 40, "is_about": False}
        ],
    }


@pytest.fixture
def publish(tmp_path):
    """Make a publication of the tables given; the others are empty."""

    def published(tables, name="warehouse.duckdb"):
        path = tmp_path / name
        with duckdb.connect(str(path)) as connection:
            models.create(connection, ("marts", "meta"))
            for full_name, rows in tables.items():
                models.fill(connection, models.tables()[full_name], rows)
        return path

    return published


@pytest.fixture
def out(tmp_path):
    return tmp_path / "published" / "exports"


def in_warehouse(path, extract):
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.sql(extract.query)
        return found.columns, found.fetchall()


def in_csv(path, delimiter=","):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines, delimiter=delimiter)
    return header, rows


def in_sheet(path, name):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else "|".join(value) if isinstance(value, list) else str(value)


def as_cell(value):
    """What a workbook gives back: numbers as floats, days before 1900 and lists as text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, date) and value.year < 1900:
        return value.isoformat()
    return "" if value is None else "|".join(value) if isinstance(value, list) else value


def parts(workbook):
    with zipfile.ZipFile(workbook) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_format_holds_the_rows_of_the_warehouse(publish, out):
    warehouse = publish(world())
    assert export(warehouse, out) == [out / name for name in FILES]
    for extract in FILED:
        columns, rows = in_warehouse(warehouse, extract)
        assert rows
        texts = [[as_text(value) for value in row] for row in rows]
        assert in_csv(out / f"{extract.name}.csv") == (columns, texts)
        parquet = duckdb.from_parquet(str(out / f"{extract.name}.parquet"))
        assert (parquet.columns, parquet.fetchall()) == (columns, rows)
        header, *cells = in_sheet(out / "cotejo.xlsx", extract.sheet)
        assert header == [heading(column) for column in columns]
        assert cells == [[as_cell(value) for value in row] for row in rows]


def test_no_row_is_lost_or_added_by_what_it_is_joined_to(publish, out):
    tables = world()
    del tables["marts.comparison"], tables["meta.label"], tables["marts.claim_evidence"]
    tables["marts.appearance"] = tables["marts.appearance"][1:]
    export(publish(tables), out)
    for extract, table in zip(FILED, ("bridge", "discrepancy", "claim"), strict=True):
        assert len(in_csv(out / f"{extract.name}.csv")[1]) == len(tables[f"marts.{table}"])


def test_published_texts_come_back_as_published(publish, out):
    export(publish(world()), out)
    names = "select full_name from read_parquet(?) where full_name is not null"
    parquet = duckdb.execute(names, [str(out / "discrepancy.parquet")]).fetchall()
    assert [name for (name,) in parquet] == HOSTILE
    header, rows = in_csv(out / "discrepancy.csv")
    assert [row[header.index("national_id")] for row in rows][:-1] == HOSTILE
    header, *cells = in_sheet(out / "cotejo.xlsx", "Discrepancias")
    ids = [row[header.index("Identidad publicada / Published identity number")] for row in cells]
    assert ids[:-1] == HOSTILE


def test_the_workbook_holds_no_formula_and_no_link(publish, out):
    export(publish(world()), out)
    for name, xml in parts(out / "cotejo.xlsx").items():
        assert "<f>" not in xml, name
        assert "<f " not in xml, name
        assert "<hyperlink" not in xml, name
        assert "TargetMode" not in xml, name


def test_the_spanish_excel_variant_runs_nothing_and_keeps_numbers(publish, out):
    export(publish(world()), out)
    header, rows = in_csv(out / "discrepancy_excel.csv", ";")
    names = [row[header.index("full_name")] for row in rows]
    running = ("=", "+", "-", "@", "\t", "\r")
    assert names[:-1] == [f"'{t}" if t.startswith(running) else t for t in HOSTILE]
    assert {row[header.index("probability")] for row in rows} == {"0,75"}
    header, rows = in_csv(out / "bridge_excel.csv", ";")
    assert [row[header.index("amount")] for row in rows] == ["43", "-3"]


def test_lines_stand_in_the_order_of_comparison_reading_and_line(publish, out):
    tables = world()
    tables["marts.comparison"] = [
        COMPARISON | {"comparison_id": "later", "position": 2},
        COMPARISON | {"comparison_id": "sooner", "position": 1},
    ]
    places = [("later", "stated", 1), ("sooner", "a_wide", 1)]
    places += [("sooner", "stated", 10), ("sooner", "stated", 9)]
    tables["marts.bridge"] = [
        line(number, comparison_id=comparison, from_reading=reading)
        for comparison, reading, number in places
    ]
    _, rows = in_warehouse(publish(tables), BRIDGE)
    assert [(row[0], row[4], row[7]) for row in rows] == [
        ("sooner", "stated", 9),
        ("sooner", "stated", 10),
        ("sooner", "a_wide", 1),
        ("later", "stated", 1),
    ]


def test_a_discrepancy_bears_the_label_of_its_main_reason(publish, out):
    export(publish(world()), out)
    header, rows = in_csv(out / "discrepancy.csv")
    assert rows[0][header.index("label_es")] == "en ninguna lista"
    assert rows[0][header.index("label_en")] == "on no list"
    assert rows[0][header.index("all_reasons")] == "NOT_ON_LIST|DUPLICATE"


def test_an_empty_publication_gives_headings_alone(publish, out):
    warehouse = publish({})
    export(warehouse, out)
    for extract in FILED:
        columns, rows = in_warehouse(warehouse, extract)
        assert rows == []
        assert in_csv(out / f"{extract.name}.csv") == (columns, [])
        assert in_csv(out / f"{extract.name}_excel.csv", ";") == (columns, [])
        parquet = duckdb.from_parquet(str(out / f"{extract.name}.parquet"))
        assert (parquet.columns, parquet.fetchall()) == (columns, [])
        assert in_sheet(out / "cotejo.xlsx", extract.sheet) == [[heading(c) for c in columns]]


def test_sheets_are_named_frozen_and_filtered(publish, out):
    export(publish(world()), out)
    book = CalamineWorkbook.from_path(out / "cotejo.xlsx")
    assert book.sheet_names == [
        "LEEME",
        "Puente",
        "Discrepancias",
        "Cifras",
        "Diccionario",
        "Códigos",
    ]
    xml = parts(out / "cotejo.xlsx")
    for number in range(2, 7):
        sheet = xml[f"xl/worksheets/sheet{number}.xml"]
        assert 'ySplit="1"' in sheet
        assert "<autoFilter" in sheet


def test_the_dictionary_explains_every_exported_column(publish, out):
    warehouse = publish(world())
    export(warehouse, out)
    _, *cells = in_sheet(out / "cotejo.xlsx", "Diccionario")
    explained = [(cell[0], cell[2]) for cell in cells if cell[5] and cell[6]]
    assert explained == [
        (extract.sheet, column)
        for extract in (*FILED, LABEL)
        for column in in_warehouse(warehouse, extract)[0]
    ]


def test_every_published_column_of_a_bridge_discrepancy_or_claim_is_exported(publish):
    warehouse = publish({})
    for extract in (BRIDGE, DISCREPANCY, CLAIMS):
        columns, _ = in_warehouse(warehouse, extract)
        declared = {field.name for field in models.tables()[extract.contracts[0]].columns}
        assert declared <= set(columns)


def test_the_readme_says_what_made_it_and_that_the_case_is_invented(publish, out):
    export(publish(world()), out)
    said = "\n".join(str(cells[0]) for cells in in_sheet(out / "cotejo.xlsx", "LEEME"))
    for words in ("Caso de ejemplo (inventado)", "cotejo 0.1.0", "manifest.json", "2026-02-20"):
        assert words in said
    assert "Every person, organisation and figure in this case is invented." in said
    assert "Not evidenced by names" in said
    assert "Sin constancia por nombres" in said


def test_a_real_case_is_not_called_invented(publish, out):
    run = RUN | {"case_es": "Un caso", "case_en": "A case", "as_of_day": None}
    export(publish({"meta.run": [run]}), out)
    said = "\n".join(str(cells[0]) for cells in in_sheet(out / "cotejo.xlsx", "LEEME"))
    assert "invented" not in said
    assert "None" not in said


def test_a_publication_without_manifest_is_exported(publish, out):
    warehouse = publish(world())
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("drop table meta.run")
    export(warehouse, out)
    assert "names no run" in str(in_sheet(out / "cotejo.xlsx", "LEEME"))
    assert readme(None, FILED)[0] == "cotejo"


def test_the_same_publication_gives_the_same_bytes_whenever_it_was_made(publish, tmp_path):
    tables = world()
    tables["marts.claim"] = [claim(f"B{number}", value=number) for number in range(5000)]
    warehouse = publish(tables)
    once = [path.read_bytes() for path in export(warehouse, tmp_path / "once")]
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update meta.run set run_id = 'another', started_at = '2026-04-01'")
    again = export(warehouse, tmp_path / "again")
    assert once == [path.read_bytes() for path in again]
    assert "1980-01-01T00:00:00Z" in parts(again[0])["docProps/core.xml"]


def test_only_the_owner_reads_the_files_and_other_files_stay(publish, out):
    out.mkdir(parents=True)
    (out / "mine.txt").write_text("kept")
    for path in export(publish(world()), out):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (out / "mine.txt").read_text() == "kept"
    assert [path.name for path in out.parent.iterdir()] == ["exports"]


def test_a_failure_leaves_the_last_export_whole(publish, out):
    export(publish(world()), out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    tables = world()
    tables["marts.claim"] = [claim("A1", notes="x" * 32_768)]
    with pytest.raises(ExportError, match="Cifras, cell Y2: 32768 characters"):
        export(publish(tables, "other.duckdb"), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in out.parent.iterdir()] == ["exports"]


def test_a_disk_that_fills_up_midway_leaves_the_last_export_whole(publish, out, monkeypatch):
    export(publish(world()), out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(path, rows):
        path.write_text("half")
        raise OSError("no space left on device")

    monkeypatch.setattr("pipelines.export.write_excel_csv", full)
    tables = world() | {"marts.bridge": []}
    with pytest.raises(OSError, match="no space"):
        export(publish(tables, "other.duckdb"), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in out.parent.iterdir()] == ["exports"]


def test_a_missing_or_foreign_warehouse_is_refused_in_words(tmp_path, out):
    with pytest.raises(ExportError, match="nothing published there"):
        export(tmp_path / "none.duckdb", out)
    foreign = tmp_path / "foreign.duckdb"
    foreign.write_text("not a warehouse " * 1000)
    with pytest.raises(ExportError, match=r"foreign\.duckdb.*cotejo run"):
        export(foreign, out)
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    with pytest.raises(ExportError, match="another version"):
        export(other, out)
    assert not out.exists() or list(out.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(export_workbook, "SHEET_ROWS", 3)
    rows = Rows(("notes",), [("a",), ("b",), ("c",)])
    with pytest.raises(ExportError, match="3 rows, and a workbook holds 2"):
        write_workbook(tmp_path / "book.xlsx", ["cotejo"], {"Hoja": rows})


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text(tmp_path):
    path = tmp_path / "book.xlsx"
    rows = Rows(("value",), [(12345678901234567,), (448,)])
    write_workbook(path, ["cotejo"], {"Hoja": rows})
    assert in_sheet(path, "Hoja")[1:] == [["12345678901234567"], [448.0]]


TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_survives_csv(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("csv")
    rows = Rows(("notes", "notes"), [(text, text) for text in texts])
    write_csv(folder / "exact.csv", rows)
    assert in_csv(folder / "exact.csv")[1] == [[text, text] for text in texts]
    write_excel_csv(folder / "excel.csv", rows)
    for [cell, _], text in zip(in_csv(folder / "excel.csv", ";")[1], texts, strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_survives_the_workbook(tmp_path_factory, texts):
    path: Path = tmp_path_factory.mktemp("book") / "book.xlsx"
    write_workbook(path, ["cotejo"], {"Hoja": Rows(("notes",), [(t,) for t in texts])})
    assert in_sheet(path, "Hoja")[1:] == [[text] for text in texts]
