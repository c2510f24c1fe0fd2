"""Each kind of bad input ends in one clear sentence with the remedy, and nothing is half published."""

import re
import zipfile

import duckdb
import pytest
from conftest import GOV, HEADINGS, LIST_YML

from pipelines.cli import main

NGO_FILE = "data/inbox/ngo/2026-02-09_ngo.csv"
CLAIMS_FILE = "data/claims.csv"


def remove(path):
    return lambda case: (case.root / path).unlink()


def write(path, content):
    return lambda case: case.write(path, content)


def replace(path, old, new):
    def change(case):
        text = (case.root / path).read_text(encoding="utf-8")
        assert old in text
        case.write(path, text.replace(old, new))

    return change


def truncated_workbook(case):
    (case.root / NGO_FILE).unlink()
    whole = case.write("data/inbox/ngo/2026-02-09_ngo.xlsx", b"")
    with zipfile.ZipFile(whole, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>" * 1000)
    whole.write_bytes(whole.read_bytes()[:-30])


# What is wrong, how it comes about, and what the one sentence says.
FAULTS = [
    (
        "missing file",
        remove(NGO_FILE),
        r"sources/ngo/ngo\.yml: no file matches .*; put the list there",
    ),
    ("empty file", write(NGO_FILE, ""), r"2026-02-09_ngo\.csv: is empty; replace it"),
    (
        "headings alone",
        write(NGO_FILE, HEADINGS),
        r"2026-02-09_ngo\.csv: holds 0 rows .*; look at the file",
    ),
    ("no table", write(NGO_FILE, "\n\n"), r"2026-02-09_ngo\.csv: holds no rows; replace it"),
    (
        "unknown heading",
        replace(NGO_FILE, "Estado\n", "Estado;Foto\n"),
        r"unknown headings \['Foto'\]; put each under columns: or ignore: in sources/ngo/ngo\.yml",
    ),
    (
        "missing heading",
        replace(NGO_FILE, "Nombre", "Nombres"),
        r"missing headings \['Nombre'\].*\['Nombres'\].*correct columns: in sources/ngo/ngo\.yml",
    ),
    (
        "wrong encoding",
        lambda case: (
            replace("sources/ngo/ngo.yml", "reader: table", "reader: table\nencoding: utf-8")(case),
            case.write(NGO_FILE, (case.root / NGO_FILE).read_text("utf-8").encode("cp1252")),
        ),
        r"2026-02-09_ngo\.csv.*utf-8.*encoding",
    ),
    ("truncated workbook", truncated_workbook, r"2026-02-09_ngo\.xlsx: .*; "),
    (
        "two sources with one name",
        write("sources/press/ngo.yml", LIST_YML.format(name="ngo", kind="press")),
        r"sources/ngo/ngo\.yml and sources/press/ngo\.yml: two sources with one name; rename",
    ),
    (
        "unknown key",
        replace("sources/ngo/ngo.yml", "reader: table", "reader: table\ncolour: red"),
        r"sources/ngo/ngo\.yml: unknown key colour; write one of",
    ),
    (
        "no case.yml",
        remove("sources/case.yml"),
        r"case has no sources/case\.yml; name the folder of a case with --case",
    ),
]

# What is read and not understood is all told at once, after everything has been read.
NOT_UNDERSTOOD = [
    (
        "unknown code",
        replace(NGO_FILE, "12/01/2026;Salida", "12/01/2026;Egreso"),
        r"2026-02-09_ngo\.csv, \w+ 3, Tipo: 'Egreso': unknown value; list it under values: event:",
    ),
    (
        "unreadable date",
        replace(NGO_FILE, "12/01/2026", "31/02/2026"),
        r"2026-02-09_ngo\.csv, \w+ 3, Fecha: '31/02/2026': unreadable date; correct it, or mend dates:",
    ),
    (
        "claim of an unknown source",
        replace(CLAIMS_FILE, "TRANSFER,ngo", "TRANSFER,ngos"),
        r"data/claims\.csv, \w+ 2, evidence: 'ngos': unknown source; name the stem of a YAML file",
    ),
    (
        "comparison of an unknown claim",
        replace("sources/case.yml", "to: GOV1", "to: GOV9"),
        r"sources/case\.yml, comparison main, to: 'GOV9': unknown claim; name a claim_id",
    ),
    (
        "code that no scope may exclude",
        replace(CLAIMS_FILE, "TRANSFER,ngo", "DUPLICATE,ngo"),
        r"excludes: 'DUPLICATE': not a code that a scope may exclude",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [fault[1:] for fault in FAULTS],
    ids=[fault[0] for fault in FAULTS],
)
def test_bad_input_ends_in_a_clear_sentence(small, cotejo, spoil, sentence):
    small.warehouse.parent.mkdir(parents=True)
    duckdb.connect(str(small.warehouse)).close()
    kept = small.warehouse.read_bytes()
    spoil(small)
    left, out, err = cotejo("run", "--no-exports", "--case", small.root)
    assert (left, out) == (1, ""), err
    said = [line for line in err.splitlines() if re.search(sentence, line)]
    assert [line.startswith("cotejo: ") for line in said] == [True], err
    assert "Traceback" not in err
    assert small.warehouse.read_bytes() == kept
    assert sorted(small.warehouse.parent.glob("*")) == sorted(
        {small.warehouse, *([small.build] if small.build.exists() else [])}
    )


def test_what_is_not_understood_is_told_all_at_once(small, cotejo):
    for _, spoil, _ in NOT_UNDERSTOOD:
        spoil(small)
    left, out, err = cotejo("run", "--no-exports", "--case", small.root)
    assert (left, out) == (3, "")
    for name, _, sentence in NOT_UNDERSTOOD:
        said = [line for line in err.splitlines() if re.search(sentence, line)]
        assert [line.startswith("cotejo: ") for line in said] == [True], name
    assert "nothing was published; the last publication stays as it was" in err
    assert not small.warehouse.exists()


def test_a_publication_that_cannot_be_read_is_told(small, cotejo):
    small.write("data/published/warehouse.duckdb", "no database")
    code, _, err = cotejo("run", "--no-exports", "--case", small.root)
    assert code == 1
    assert "the last publication cannot be read; delete it and run again" in err


def test_one_fault_in_many_rows_is_told_once(small, cotejo):
    small.write("data/inbox/gov/2026-02-09_gov.csv", GOV.replace("Salida", "Egreso"))
    _, _, err = cotejo("run", "--no-exports", "--case", small.root)
    assert err.count("'Egreso'") == 1
    assert "(3 veces · times)" in err


def test_a_sound_run_after_a_refused_one_tells_nothing_of_it(small, cotejo):
    small.write("data/inbox/gov/2026-02-09_gov.csv", GOV.replace("Salida", "Egreso"))
    assert cotejo("run", "--no-exports", "--case", small.root)[0] == 3
    small.write("data/inbox/gov/2026-02-09_gov.csv", GOV)
    (small.root / NGO_FILE).write_text("", "utf-8")
    code, _, err = cotejo("run", "--no-exports", "--case", small.root)
    assert code == 1
    assert "Egreso" not in err


def test_a_ragged_row_is_refused_alone_kept_and_warned_of(small, cotejo):
    small.write(NGO_FILE, (small.root / NGO_FILE).read_text("utf-8") + "3;Una Persona\n")
    code, _, err = cotejo("run", "--no-exports", "--case", small.root)
    assert code == 4
    assert "no_row_was_refused (1)" in err
    code, out, _ = cotejo("query", "--case", small.root, "--json", "select * from meta.rejected")
    assert '"reason_text": "2 cells under 6 headings"' in out
    assert "Una Persona" in out


def test_a_traceback_only_when_asked_for(small, cotejo, monkeypatch):
    monkeypatch.setenv("COTEJO_TRACEBACK", "")
    monkeypatch.setattr(
        "sys.argv", ["cotejo", "--traceback", "query", "--case", str(small.root), "x"]
    )
    small.write("data/published/warehouse.duckdb", "no database")
    with pytest.raises(duckdb.IOException):
        main()
    monkeypatch.setenv("COTEJO_TRACEBACK", "")
    code, _, err = cotejo("query", "--case", small.root, "select 1")
    assert code == 1
    assert "Traceback" not in err
