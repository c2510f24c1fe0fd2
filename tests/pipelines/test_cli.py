"""The command line: data on stdout, the rest on stderr, an exit code that says what happened."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NGO, SECRETS


def test_help_needs_none_of_the_heavy_libraries():
    asked = (
        "import sys; from pipelines.cli import app; import typer.main; typer.main.get_command(app);"
        " print({'dagster', 'duckdb', 'pandas', 'great_expectations', 'pyarrow'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"


def test_help_names_every_command(cotejo):
    code, out, _ = cotejo("--help")
    assert code == 0
    for command in ("run", "export", "report", "query", "check", "review", "ui", "doctor"):
        assert f"\n  {command} " in out


@pytest.mark.parametrize(
    "arguments", [["fly"], ["run", "--fast"], ["run", "--as-of", "9/2/2026"], ["check"]]
)
def test_wrong_use_is_exit_code_2(cotejo, arguments):
    code, out, err = cotejo(*arguments)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_a_query_prints_a_table_or_one_document(ran, cotejo):
    code, out, _ = cotejo("query", "--case", ran.root, "select 'a' as x, null as y, 007 as z")
    assert code == 0
    assert out.splitlines()[0].split() == ["x", "y", "z"]
    _, out, _ = cotejo(
        "query", "--case", ran.root, "--json", "select 'a' as x, date '2026-02-09' as y"
    )
    assert json.loads(out) == [{"x": "a", "y": "2026-02-09"}]


def test_a_query_writes_nothing_and_a_wrong_one_says_why(ran, cotejo):
    code, out, err = cotejo("query", "--case", ran.root, "delete from marts.person")
    assert (code, out) == (1, "")
    assert "read-only" in err
    code, _, err = cotejo("query", "--case", ran.root, "select nothing")
    assert code == 1
    assert err.startswith("cotejo: ")


def test_the_case_may_be_named_by_the_environment(ran, cotejo, monkeypatch):
    monkeypatch.setenv("COTEJO_CASE", str(ran.root))
    assert cotejo("query", "select count(*) from marts.person")[:2][0] == 0
    monkeypatch.setenv("COTEJO_CASE", str(ran.root / "elsewhere"))
    code, _, err = cotejo("query", "select 1")
    assert code == 1
    assert "has no sources/case.yml" in err


@pytest.mark.parametrize("command", [["query", "select 1"], ["export"], ["review"]])
def test_what_needs_a_publication_says_so(small, cotejo, command):
    code, out, err = cotejo(command[0], "--case", small.root, *command[1:])
    assert (code, out) == (1, "")
    assert "run `cotejo run` first" in err


def test_exports_go_where_they_are_asked_to(ran, cotejo, tmp_path):
    here = tmp_path / "here"
    only = ("--format", "html,parquet", "--lang", "en", "--edition", "public")
    code, out, _ = cotejo("export", "--case", ran.root, "--out", here, *only)
    assert code == 0
    told = json.loads((here / "manifest.json").read_text("utf-8"))["files"]
    assert {Path(line) for line in out.splitlines()} == {
        here / name for name in told if "/parquet/" not in name
    }
    assert {path.name for path in here.iterdir() if path.is_file()} == {
        "manifest.json",
        "discrepancias_case_corte-2026-02-09_en_public.html",
        "discrepancias_case_corte-2026-02-09_en_public.parquet",
    }


@pytest.mark.parametrize("option", ["--format", "--lang", "--edition"])
def test_an_export_of_what_there_is_not_is_refused(ran, cotejo, option):
    code, out, err = cotejo("export", "--case", ran.root, option, "es,docx")
    assert (code, out) == (2, "")
    assert "write some of" in err


def test_a_run_leaves_every_format_in_both_languages_and_editions(ran):
    head = "discrepancias_case_corte-2026-02-09"
    assert {path.name for path in ran.exports.iterdir() if path.is_file()} == {
        "manifest.json",
        "public_counts.json",
        *(
            f"{head}_{language}_{edition}.{form}"
            for language in ("es", "en")
            for edition in ("restricted", "public")
            for form in ("html", "xlsx", "csv", "parquet", "pdf")
        ),
    }


def test_a_publication_with_a_cut_off_is_exported_where_it_lies(ran, cotejo):
    cut = ("--case", ran.root, "--as-of", "2026-02-09")
    code, _, err = cotejo("export", *cut)
    assert (code, "as_of/2026-02-09; run `cotejo run`" in err) == (1, True)


def test_a_report_is_written_and_opened(ran, cotejo, monkeypatch):
    opened = []
    monkeypatch.setattr("typer.launch", opened.append)
    code, out, _ = cotejo("report", "--case", ran.root, "--open", "--edition", "public")
    assert code == 0
    assert opened == [Path(out.strip()).as_uri()]
    assert out.strip().endswith("_es_public.html")


def test_a_check_says_what_would_happen_and_writes_nothing(small, cotejo, tmp_path):
    before = sorted(small.root.rglob("*"))
    file = tmp_path / "2026-02-10_new.csv"
    file.write_text(NGO.replace("Salida", "Egreso", 1), encoding="utf-8")
    code, out, err = cotejo("check", file, "--source", "ngo", "--case", small.root)
    assert code == 3
    assert "Egreso" in out and "unknown value" in out
    file.write_text(NGO, encoding="utf-8")
    code, out, err = cotejo("check", file, "--source", "ngo", "--case", small.root, "--json")
    assert code == 0
    assert json.loads(out)["rows"] == 2
    assert json.loads(out)["fields"]["national_id"] == {"stated": 2, "different": 2}
    assert sorted(small.root.rglob("*")) == before
    assert not any(secret in err for secret in SECRETS)
    assert cotejo("check", file, "--source", "ngos", "--case", small.root)[0] == 1


def test_a_review_goes_out_and_comes_back(ran, cotejo, tmp_path):
    code, out, err = cotejo("review", "--case", ran.root, "--out", tmp_path / "review.xlsx")
    assert code == 0
    assert out.strip() == str(tmp_path / "review.xlsx")
    code, _, err = cotejo("review", "--case", ran.root, "--read", tmp_path / "review.xlsx")
    assert code == 0
    assert "0 decisiones guardadas" in err


def test_the_doctor_finds_a_case_in_order(ran, cotejo):
    code, out, _ = cotejo("doctor", "--case", ran.root, "--json")
    assert (code, [each for each in json.loads(out) if not each["ok"]]) == (0, [])


def test_an_output_that_is_cut_off_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        told = subprocess.run(
            [sys.executable, "-c", "from pipelines.cli import main; main()", "doctor"],
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert told.stderr == ""
