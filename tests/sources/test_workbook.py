import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from sources import SourceError

PATH = "data/inbox/list/a.xlsx"


@pytest.fixture
def workbook(case):
    """Write a workbook, sheet by sheet, and return where it is."""

    def write(**sheets: list[list]) -> str:
        target = case.write(PATH, "")
        with xlsxwriter.Workbook(target) as book:
            as_shown = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    for place, cell in enumerate(row):
                        is_date = isinstance(cell, date)
                        sheet.write(at, place, cell, *([as_shown] if is_date else []))
        return PATH

    return write


def test_cells_read_as_a_person_sees_them(case, workbook):
    case.declare(columns="{A: row_id, B: national_id, C: occurred_on, D: note}")
    path = workbook(
        Hoja=[
            ["A", "B", "C", "D"],
            [1, 12345678, date(2026, 1, 8), "007"],
            [2, 1.5, datetime(2026, 1, 8, 12, 30), True],
        ]
    )
    assert [(row.locator, list(row.cells.values())) for row in case.read(path).rows] == [
        ("Hoja!2", ["1", "12345678", "2026-01-08", "007"]),
        ("Hoja!3", ["2", "1.5", "2026-01-08 12:30:00", "TRUE"]),
    ]


def test_every_sheet_with_the_header_is_read(case, workbook):
    case.declare(columns="{A: row_id, B: note}")
    path = workbook(
        Enero=[["A", "B"], ["1", "x"]],
        Notas=[["Nada que leer"]],
        Febrero=[["Lista"], [], ["B", "A"], ["y", "1"], ["x", "1"]],
    )
    rows = case.read(path).rows
    assert [row.locator for row in rows] == ["Enero!2", "Febrero!4", "Febrero!5"]
    assert [row.occurrence for row in rows] == [1, 1, 2]


def test_a_sheet_whose_header_is_nearly_the_declared_one(case, workbook):
    case.declare(columns="{A: row_id, B: note, C: age}")
    path = workbook(Enero=[["A", "B", "C"], ["1", "x", "2"]], Febrero=[["A", "b", "C"], ["1"]])
    with pytest.raises(
        SourceError, match=r"Febrero!1: missing headings \['B'\]; beside them stand"
    ):
        case.read(path)


def test_a_sheet_that_is_a_chart_is_none(case, workbook):
    case.declare(columns="{A: row_id}", dates=None, name_order=None)
    with xlsxwriter.Workbook(case.root / workbook(Hoja=[])) as book:
        book.add_worksheet("Hoja").write_column(0, 0, ["A", "1"])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Hoja!$A$2:$A$2"})
        book.add_chartsheet("Dibujo").set_chart(chart)
    assert [row.locator for row in case.read(PATH).rows] == ["Hoja!2"]


def test_an_empty_workbook(case, workbook):
    case.declare()
    with pytest.raises(SourceError, match=r"a\.xlsx: holds no rows"):
        case.read(workbook(Hoja=[]))


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_truncated_workbook(case, workbook, suffix):
    case.declare()
    whole = (case.root / workbook(Hoja=[["A"], ["1"]])).read_bytes()
    with pytest.raises(
        SourceError, match=r"cannot be opened as a workbook.*fetch or save it again"
    ):
        case.read(f"data/inbox/list/b.{suffix}", whole[: len(whole) // 2])


def test_a_workbook_that_swells(case, workbook, monkeypatch):
    monkeypatch.setattr("sources.readers.extent.MOST_BYTES_INSIDE", 1000)
    case.declare()
    with pytest.raises(SourceError, match=r"unpacks to .* bytes; it is no list"):
        case.read(workbook(Hoja=[["A"]]))


def test_one_stray_cell_does_not_fill_memory(case, workbook):
    case.declare()
    target = case.root / workbook(Hoja=[["N°", "Nombre", "Fecha"], ["1", "a", "b"]])
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write(1_048_575, 16_383, "x")
    with pytest.raises(SourceError, match="has 17,179,869,184 cells, more than 2,000,000"):
        case.read(PATH)


def ods(*rows: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0"'
            f' xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Hoja">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return packed.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}'
        "</table:table-row>"
    )


def ods_cell(text: str, kind: str = "string", value: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {value}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


ODS_HEAD = ods_row(*map(ods_cell, ("N°", "Nombre", "Fecha")))


def test_ods(case):
    case.declare()
    content = ods(
        ODS_HEAD,
        ods_row(
            ods_cell("7,0", "float", 'office:value="7"'),
            ods_cell("Ana Inventada"),
            ods_cell("08/01/26", "date", 'office:date-value="2026-01-08"'),
        ),
        ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_574),
    )
    [row] = case.read("data/inbox/list/a.ods", content).rows
    assert row.locator == "Hoja!2"
    assert list(row.cells.values()) == ["7", "Ana Inventada", "2026-01-08"]


def test_repeated_rows_do_not_fill_memory(case):
    case.declare()
    content = ods(
        ODS_HEAD, ods_row(ods_cell("x"), ods_cell("x"), ods_cell("x"), repeated=1_048_575)
    )
    with pytest.raises(SourceError, match="has 3,145,728 cells, more than 2,000,000"):
        case.read("data/inbox/list/a.ods", content)
