"""HTML, PDF, JSON, Parquet, text, and a source's own reader."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fpdf import FPDF

from sources import SourceError


def refused(case, path: str, content: str | bytes | None = None) -> str:
    with pytest.raises(SourceError) as refusal:
        case.read(path, content)
    return str(refusal.value)


def rows(reading) -> list[tuple]:
    return [(row.locator, *row.cells.values()) for row in reading.rows]


HTML = """\
<?xml version="1.0" encoding="latin-1"?><html><head><meta charset="latin-1"></head><body>
<table><tr><td>Menú</td><td><script>x</script>Inicio</td></tr></table>
<table><thead><tr><th>N°</th><th>Nombre</th><th>Fecha</th></tr></thead>
<tbody><tr><td>1</td><td>Ana <b>Inven</b>tada<br>(la <!-- x -->otra)</td><td> 08/01/2026 </td></tr>
<tr><td colspan="3">Aragua</td></tr>
<tr><td>2</td><td><p>Luz</p><p>Peña</p></td><td></td></tr></tbody></table></body></html>"""


def test_html(case):
    case.declare(reader="html")
    reading = case.read("data/inbox/list/a.html", HTML)
    assert rows(reading) == [
        ("table 2 row 2", "1", "Ana Inventada (la otra)", "08/01/2026"),
        ("table 2 row 4", "2", "Luz Peña", ""),
    ]
    assert reading.encoding == "utf-8"
    assert [refusal.locator for refusal in reading.rejected] == ["table 2 row 3"]


def test_html_without_the_table(case):
    case.declare(reader="html")
    assert "the page holds no table" in refused(case, "data/inbox/list/a.html", "<p>Nada</p>")
    assert "is no HTML page" in refused(case, "data/inbox/list/a.html", "<!-- -->")
    table = "<table><tr><td>a</td></tr></table>"
    assert "missing headings ['Fecha', 'Nombre', 'N°']" in refused(
        case, "data/inbox/list/a.html", table
    )


def pdf(*pages: list[list[str]]) -> bytes:
    document = FPDF()
    document.set_font("helvetica", size=8)
    for page in pages:
        document.add_page()
        if page:
            with document.table(first_row_as_headings=False) as table:
                for cells in page:
                    table.row(cells)
        else:
            document.cell(text="Nada")
    return bytes(document.output())


HEAD = ["N°", "Nombre", "Fecha"]


def test_pdf_over_several_pages(case):
    case.declare(reader="pdf")
    reading = case.read(
        "data/inbox/list/a.pdf",
        pdf(
            [HEAD, ["1", "Ana\nInventada", "08/01/2026"]],
            [HEAD, ["2", "Luz", ""]],
            [["3", "Sol", ""]],
        ),
    )
    assert rows(reading) == [
        ("page 1 row 2", "1", "Ana Inventada", "08/01/2026"),
        ("page 2 row 2", "2", "Luz", ""),
        ("page 3 row 1", "3", "Sol", ""),
    ]
    assert reading.rejected == []


def test_pdf_that_cannot_be_read(case):
    case.declare(reader="pdf")
    assert "holds no ruled table; if it is a scan" in refused(
        case, "data/inbox/list/a.pdf", pdf([])
    )
    broken = pdf([HEAD, ["1", "a", "b"]])[:200]
    assert "cannot be opened as PDF" in refused(case, "data/inbox/list/b.pdf", broken)
    assert "cannot be opened as PDF" in refused(case, "data/inbox/list/c.pdf", "no")


@pytest.mark.parametrize("wrapped", ["%s", '{"fecha": "2026-02-09", "lista": %s}'])
def test_json(case, wrapped):
    case.declare(reader="json")
    text = '[{"N°": 12345678901234567890, "Nombre": null}, {"N°": 1.50, "Fecha": true}]'
    reading = case.read("data/inbox/list/a.json", wrapped % text)
    assert rows(reading) == [
        ("item 1", "12345678901234567890", "", ""),
        ("item 2", "1.50", "", "true"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("1", "holds 0 lists"),
        ('{"a": [], "b": []}', "holds 2 lists"),
        ("[1]", "item 1: is no object"),
        ('[{"N°": {"a": 1}}]', "item 1: N°: holds an object or a list"),
        ('[{"N°": 1, "N°": 2}]', "an object holds ['N°'] twice"),
        ("[]", "holds no rows"),
    ],
)
def test_json_that_is_no_list(case, text, said):
    case.declare(reader="json")
    assert said in refused(case, "data/inbox/list/a.json", text)


def test_parquet(case):
    case.declare()
    path = "data/inbox/list/a.parquet"
    table = pa.table({"N°": [1, None], "Nombre": ["007", "b"], "Fecha": [date(2026, 1, 8), None]})
    pq.write_table(table, case.write(path, ""))
    assert rows(case.read(path)) == [("row 1", "1", "007", "2026-01-08"), ("row 2", "", "b", "")]


def test_parquet_that_cannot_be_read(case):
    case.declare()
    path = "data/inbox/list/a.parquet"
    pq.write_table(pa.table({"N°": [["a"]]}), case.write(path, ""))
    assert "column N° holds list" in refused(case, path)
    assert "cannot be opened as Parquet" in refused(case, path, "PAR1")


def test_text_by_pattern(case):
    case.declare(
        reader="text",
        columns="{numero: row_id, nombre: full_name}",
        pattern=r"'(?P<numero>\d+)\. (?P<nombre>[^(]+?)(?: \(.*\))?'",
    )
    text = "Lista\n\n1. Ana Inventada (V-1)\n2. Luz Inventada\nfin\n"
    reading = case.read("data/inbox/list/a.txt", text)
    assert rows(reading) == [("row 3", "1", "Ana Inventada"), ("row 4", "2", "Luz Inventada")]
    assert [(one.locator, one.cells["column 3"]) for one in reading.rejected] == [
        ("row 1", "Lista"),
        ("row 5", "fin"),
    ]


def test_a_line_that_a_pattern_of_one_group_does_not_match_is_refused(case):
    case.declare(reader="text", columns="{nombre: full_name}", pattern=r"'- (?P<nombre>.+)'")
    reading = case.read("data/inbox/list/a.txt", "- Ana\nLuz\n")
    assert rows(reading) == [("row 1", "Ana")]
    assert len(reading.rejected) == 1


OWN = """\
import pandas as pd

def read(path):
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=["-"])
    frame["Nombre"] = frame.pop("Nombres") + " " + frame.pop("Apellidos")
    return frame
"""


def test_a_reader_of_its_own(case):
    case.write("sources/ngo/list.py", OWN)
    case.declare(reader="own", columns="{N°: row_id, Nombre: full_name}")
    reading = case.read("data/inbox/list/a.csv", "N°,Nombres,Apellidos\n007,Ana,Inventada\n-,b,c\n")
    assert rows(reading) == [("row 2", "007", "Ana Inventada"), ("row 3", "", "b c")]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def red(path): ...", "list.py: has no function read(path); write it"),
        ("import nothing_of_that_name", "list.py: cannot be loaded (ModuleNotFoundError"),
        ("def read(path):\n    raise KeyError('x')", "list.py failed on it (KeyError)"),
        (
            "import pandas\ndef read(path):\n    return pandas.DataFrame({'N°': [7]})",
            "list.py: column N° is not text; read it with dtype=str",
        ),
    ],
)
def test_an_own_reader_that_fails(case, code, said):
    case.write("sources/ngo/list.py", code)
    case.declare(reader="own")
    assert said in refused(case, "data/inbox/list/a.csv", "x")
