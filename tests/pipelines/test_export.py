"""The exports: the same values in every format, nothing that runs, nothing half done."""

import csv
import json
import os
import stat
import subprocess
import sys
from datetime import date, datetime
from hashlib import sha256

import duckdb
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import models
from pipelines.case import ROOT, Case
from pipelines.delimited import write_csv, write_excel_csv
from pipelines.edition import FILE, EditionError
from pipelines.export import EDITIONS, LANGUAGES, export
from pipelines.export.table import LEFT_IN_THE_WAREHOUSE

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
DATA = ("csv", "parquet")
CASE_YML = """\
title: {es: Caso inventado, en: Invented case}
license: {name: CC0-1.0, title: Dominio público, path: "https://creativecommons.org/publicdomain/zero/1.0/"}
country: VE
timezone: America/Caracas
identity: none
"""
HEAD = "discrepancias_un_caso_corte-2026-02-20"


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
    """A case on disk, called `Un caso`, with a publication of the tables given; the others are empty."""

    def published(tables):
        case = Case(tmp_path / "Un caso")
        case.warehouse.parent.mkdir(parents=True, exist_ok=True)
        (case.root / "sources").mkdir(exist_ok=True)
        (case.root / "sources" / "case.yml").write_text(CASE_YML, encoding="utf-8")
        case.warehouse.unlink(missing_ok=True)
        with duckdb.connect(str(case.warehouse)) as connection:
            models.create(connection, ("marts", "meta"))
            for full_name, rows in tables.items():
                models.fill(connection, models.tables()[full_name], rows)
        return case

    return published


def in_csv(path, delimiter=",", encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as lines:
        header, *rows = csv.reader(lines, delimiter=delimiter)
    return header, rows


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else "|".join(value) if isinstance(value, list) else str(value)


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def published_rows(case, table):
    with duckdb.connect(str(case.warehouse), read_only=True) as connection:
        found = connection.table(table)
        return found.columns, found.fetchall()


def test_every_published_table_has_its_rows_in_each_form(publish):
    case = publish(world())
    export(case, formats=DATA, editions=["restricted"])
    home = case.exports / f"{HEAD}_datos_restricted"
    tables = [name for name, table in models.tables().items() if table.published]
    for name in sorted(set(tables) - set(LEFT_IN_THE_WAREHOUSE)):
        columns, rows = published_rows(case, name)
        texts = [[as_text(value) for value in row] for row in rows]
        assert in_csv(home / "csv" / f"{name}.csv") == (columns, texts), name
        parquet = duckdb.from_parquet(str(home / "parquet" / f"{name}.parquet"))
        assert (parquet.columns, parquet.fetchall()) == (columns, rows), name
        header, cells = in_csv(home / "excel" / f"{name}.csv", ";", "utf-8-sig")
        assert (header, len(cells)) == (columns, len(rows)), name


def test_the_report_as_a_table_has_each_row_in_the_language_asked_for(publish):
    case = publish(world())
    export(case, formats=DATA)
    for language, label in (("es", "en ninguna lista"), ("en", "on no list")):
        header, rows = in_csv(case.exports / f"{HEAD}_{language}_restricted.csv")
        assert len(rows) == len(HOSTILE) + 1
        assert rows[0][header.index(f"label_{language}")] == label
        assert rows[0][header.index("all_reasons")] == "NOT_ON_LIST|DUPLICATE"
        assert not [name for name in header if name.endswith({"es": "_en", "en": "_es"}[language])]
        parquet = duckdb.from_parquet(str(case.exports / f"{HEAD}_{language}_restricted.parquet"))
        assert parquet.columns == header
        names = [name for (name,) in parquet.select("full_name").fetchall()]
        assert names == [*HOSTILE, None]


def test_no_row_is_lost_or_added_by_what_it_is_joined_to(publish):
    tables = world()
    del tables["marts.comparison"], tables["meta.label"]
    tables["marts.appearance"] = tables["marts.appearance"][1:]
    case = publish(tables)
    export(case, formats=["csv"])
    _, rows = in_csv(case.exports / f"{HEAD}_es_restricted.csv")
    assert len(rows) == len(tables["marts.discrepancy"])
    _, lines = in_csv(case.exports / f"{HEAD}_es_public.csv")
    assert {line[0] for line in lines} <= {"main"}


def test_the_public_edition_has_no_row_of_a_person(publish):
    case = publish(world() | {"marts.claim": [claim("A1")]})
    made = export(case, formats=DATA, editions=["public"])
    for path in made:
        text = path.read_bytes() if path.suffix != ".parquet" else repr(
            duckdb.from_parquet(str(path)).fetchall()
        ).encode()  # fmt: skip
        assert b"NOT_ON_LIST|DUPLICATE" not in text and b"00012345" not in text, path.name
    assert not (case.exports / f"{HEAD}_datos_public/csv/marts.discrepancy.csv").exists()


def test_the_spanish_excel_form_runs_nothing_and_keeps_numbers(publish):
    case = publish(world())
    export(case, formats=["csv"], editions=["restricted"])
    excel = case.exports / f"{HEAD}_datos_restricted" / "excel"
    header, rows = in_csv(excel / "marts.appearance.csv", ";", "utf-8-sig")
    names = [row[header.index("full_name")] for row in rows]
    running = ("=", "+", "-", "@", "\t", "\r")
    assert names[:-1] == [f"'{t}" if t.startswith(running) else t for t in HOSTILE]
    header, rows = in_csv(excel / "marts.discrepancy.csv", ";", "utf-8-sig")
    assert {row[header.index("probability")] for row in rows} == {"0,75"}
    header, rows = in_csv(excel / "marts.bridge.csv", ";", "utf-8-sig")
    assert sorted(row[header.index("amount")] for row in rows) == ["-3", "43"]


def test_lines_stand_in_the_order_of_comparison_reading_and_line(publish):
    tables = world()
    tables["marts.comparison"] = [
        COMPARISON | {"comparison_id": "later", "position": 2, "bridged_by": "claims"},
        COMPARISON | {"comparison_id": "sooner", "position": 1, "bridged_by": "claims"},
    ]
    places = [("later", "stated", 1), ("sooner", "a_wide", 1)]
    places += [("sooner", "stated", 10), ("sooner", "stated", 9)]
    tables["marts.bridge"] = [
        line(number, comparison_id=comparison, from_reading=reading)
        for comparison, reading, number in places
    ]
    case = publish(tables)
    export(case, formats=["csv"], editions=["public"])
    header, rows = in_csv(case.exports / f"{HEAD}_es_public.csv")
    at = [header.index(name) for name in ("comparison_id", "from_reading", "line_no")]
    assert [tuple(row[place] for place in at) for row in rows] == [
        ("sooner", "stated", "9"),
        ("sooner", "stated", "10"),
        ("sooner", "a_wide", "1"),
        ("later", "stated", "1"),
    ]


def test_an_empty_publication_gives_headings_alone(publish):
    case = publish({"meta.run": [RUN]})
    export(case, formats=DATA)
    header, rows = in_csv(case.exports / f"{HEAD}_es_restricted.csv")
    assert "amount" in header and rows == []
    header, rows = in_csv(case.exports / f"{HEAD}_en_public.csv")
    assert "amount" in header and rows == []


def test_every_format_of_a_publication_with_nothing_to_show_says_so(publish):
    case = publish({"meta.run": [RUN]})
    made = {path.name: path for path in export(case, languages=["es"], editions=["restricted"])}
    nothing = "No hay puentes, porque el caso no compara nada."
    assert nothing in made[f"{HEAD}_es_restricted.html"].read_text("utf-8")
    with pdfplumber.open(made[f"{HEAD}_es_restricted.pdf"]) as paper:
        assert nothing in " ".join(" ".join(p.extract_text().split()) for p in paper.pages)
    book = CalamineWorkbook.from_path(made[f"{HEAD}_es_restricted.xlsx"])
    for name in book.sheet_names:
        assert book.get_sheet_by_name(name).to_python(), name


def test_a_data_package_describes_every_file_by_hash_and_every_column(publish):
    case = publish(world())
    made = export(case, formats=DATA)
    for edition in EDITIONS:
        home = case.exports / f"{HEAD}_datos_{edition}"
        told = json.loads((home / "datapackage.json").read_text("utf-8"))
        paths = {each["path"] for each in told["resources"]}
        inside = {p.relative_to(home).as_posix() for p in made if home in p.parents}
        assert paths == inside - {"datapackage.json"}
        assert len({each["name"] for each in told["resources"]}) == len(told["resources"])
        for each in told["resources"]:
            held = (home / each["path"]).read_bytes()
            assert each["hash"] == f"sha256:{sha256(held).hexdigest()}"
            assert each["bytes"] == len(held)
            fields = [field["name"] for field in each["schema"]["fields"]]
            assert set(each["schema"].get("primaryKey", [])) <= set(fields)
            assert all(field["type"] and field["description"] for field in each["schema"]["fields"])
            if each["format"] == "csv":
                delimiter = each["dialect"]["delimiter"]
                assert in_csv(home / each["path"], delimiter, each["encoding"])[0] == fields
        [license_] = told["licenses"]
        assert license_["name"] == {"public": "CC0-1.0", "restricted": "notspecified"}[edition]
        assert {"title": "Invented", "path": "=1+1"} in told["sources"]


def test_files_say_what_they_are_and_lie_in_latest_too(publish):
    case = publish(world())
    made = export(case, formats=DATA)
    names = {path.name for path in made if path.parent == case.exports}
    assert names == {
        f"{HEAD}_{language}_{edition}.{form}"
        for language in LANGUAGES for edition in EDITIONS for form in DATA
    }  # fmt: skip
    files = json.loads((case.exports / "manifest.json").read_text("utf-8"))["files"]
    assert files.keys() == {path.relative_to(case.exports).as_posix() for path in made}
    for name, told in files.items():
        held = (case.exports / name).read_bytes()
        assert (told["sha256"], told["bytes"]) == (sha256(held).hexdigest(), len(held))
        assert told["run_id"] == "0f0f" and told["edition"] in name
        assert (case.exports / "latest" / name).read_bytes() == held
    assert (case.exports / "latest" / "manifest.json").is_file()


def test_latest_holds_the_last_run_and_older_cut_offs_stay(publish):
    case = publish(world())
    export(case, formats=["csv"], editions=["restricted"], languages=["es"])
    export(case, formats=["parquet"], editions=["restricted"], languages=["es"])
    latest = case.exports / "latest"
    assert {f"{HEAD}_es_restricted.csv", f"{HEAD}_es_restricted.parquet"} <= {
        p.name for p in latest.iterdir()
    }
    old = everything(case.exports)
    later = RUN | {"run_id": "1e1e", "as_of_day": date(2026, 3, 1)}
    export(publish(world() | {"meta.run": [later]}), formats=["csv"], languages=["es"])
    kept = everything(case.exports)
    assert {name for name in old if "latest" not in name} <= kept.keys()
    assert not [path for path in latest.iterdir() if "2026-02-20" in path.name]
    files = json.loads((case.exports / "manifest.json").read_text("utf-8"))["files"]
    assert {told["run_id"] for told in files.values()} == {"0f0f", "1e1e"}
    (case.exports / f"{HEAD}_es_restricted.csv").write_text("changed by hand")
    export(case, formats=["csv"], languages=["en"])
    files = json.loads((case.exports / "manifest.json").read_text("utf-8"))["files"]
    assert f"{HEAD}_es_restricted.csv" not in files


def test_what_was_exported_before_a_row_was_withdrawn_is_deleted(publish):
    case = publish(world())
    old = export(case, formats=DATA)
    (case.exports / "mine.txt").write_text("kept")
    told = json.loads((case.exports / "manifest.json").read_text("utf-8"))
    other = {"case": "another", "run_id": "2f2f", "sha256": sha256(b"kept").hexdigest()}
    told["files"] |= {"discrepancias_another.csv": other, "mine.txt": other | {"case": "un_caso"}}
    (case.exports / "discrepancias_another.csv").write_text("kept")
    (case.exports / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    later = RUN | {"run_id": "1e1e", "as_of_day": date(2026, 3, 1), "withdrawals_sha256": "1" * 64}
    made = export(publish(world() | {"meta.run": [later]}), formats=["parquet"], languages=["es"])
    assert not [path for path in old if path.exists()]
    assert not [path for path in case.exports.rglob("*") if "2026-02-20" in path.name]
    assert (case.exports / "mine.txt").exists() and all(path.exists() for path in made)
    assert (case.exports / "discrepancias_another.csv").exists()


def test_the_same_publication_gives_the_same_bytes(publish, tmp_path):
    tables = world()
    tables["marts.claim"] = [claim(f"B{number}", value=number) for number in range(5000)]
    case = publish(tables)
    once = export(case, tmp_path / "once", formats=DATA)
    again = export(case, tmp_path / "again", formats=DATA)
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def test_only_the_owner_reads_the_files_and_other_files_stay(publish):
    case = publish(world())
    case.exports.mkdir(parents=True)
    (case.exports / "mine.txt").write_text("kept")
    for path in export(case, formats=DATA):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (case.exports / "mine.txt").read_text() == "kept"
    assert not [path for path in case.exports.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("at", ["package.write_csv", "package.descriptor"])
def test_a_disk_that_fills_up_midway_leaves_the_last_export_whole(publish, monkeypatch, at):
    case = publish(world())
    export(case, formats=DATA)
    before = everything(case.exports)

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(f"pipelines.export.{at}", full)
    with pytest.raises(OSError, match="no space"):
        export(publish(world() | {"marts.bridge": []}), formats=DATA)
    assert everything(case.exports) == before


# No file may grow beyond so many bytes, as on a disk that is full.
FULL = """
import resource, sys
from pathlib import Path
from pipelines.case import Case
from pipelines.export import export
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
export(Case(Path(sys.argv[1])), formats=sys.argv[3].split(","))
"""


@pytest.mark.parametrize("formats", ["html", "xlsx", "parquet", "pdf"])
def test_a_real_disk_without_room_leaves_the_last_export_whole(publish, formats):
    tables = world()
    tables["marts.claim"] = [claim(f"A{n}", notes=f"{n:060}" * 9) for n in range(1, 300)]
    case = publish(tables)
    export(case, formats=DATA)
    before = everything(case.exports)
    command = [sys.executable, "-c", FULL, str(case.root), "20000", formats]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert everything(case.exports) == before


def test_what_public_editions_have_shown_is_remembered_wherever_they_went(publish, tmp_path):
    case = publish(world())
    export(case, tmp_path / "away", formats=["csv"], editions=["restricted"])
    assert not (case.root / FILE).exists()
    export(case, tmp_path / "away", formats=["csv"])
    assert "release" in json.loads((case.root / FILE).read_text("utf-8"))


def test_a_missing_or_foreign_warehouse_is_refused_in_words(publish):
    case = publish({})
    with pytest.raises(EditionError, match="does not say which run made it"):
        export(case, formats=DATA)
    case.warehouse.unlink()
    with pytest.raises(EditionError, match="nothing published there"):
        export(case, formats=DATA)
    case.warehouse.write_text("not a warehouse " * 1000)
    with pytest.raises(EditionError, match=r"warehouse\.duckdb.*cotejo run"):
        export(case, formats=DATA)
    case.warehouse.unlink()
    duckdb.connect(str(case.warehouse)).close()
    with pytest.raises(EditionError, match="another version"):
        export(case, formats=DATA)
    assert list(case.exports.iterdir()) == []


TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_survives_csv(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("csv")
    rows = [(text, text) for text in texts]
    write_csv(folder / "exact.csv", ["notes", "notes"], rows)
    assert in_csv(folder / "exact.csv")[1] == [[text, text] for text in texts]
    write_excel_csv(folder / "excel.csv", ["notes", "notes"], rows)
    excel = in_csv(folder / "excel.csv", ";", "utf-8-sig")[1]
    for [cell, _], text in zip(excel, texts, strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
