"""Whatever a list or a claim brings stands in a workbook as text, and what does not fit is refused in words."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.workbook import WorkbookError, cell
from pipelines.workbook.book import Book, Imprint
from pipelines.workbook.cell import UNHOLDABLE, held
from pipelines.workbook.grid import Column, Grid, Sheet
from tests.pipelines.books import (
    MAIN,
    book,
    case_of,
    cells,
    names,
    parts,
    sheet_xml,
    table,
    texts,
    xml,
)
from tests.pipelines.test_report_hostile import HOSTILE, claim, row

MORE = ["=cmd|' /C calc'!A0", "&[Picture]&G", "00012345", "7/2", "1E5", "TRUE", "_x0041_", " Ñandú\u0301 "]  # fmt: skip
ALL = [*HOSTILE, *MORE]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A workbook of a publication with hostile texts wherever a list, a claim or a case may bring one."""
    return book(
        case_of(tmp_path_factory.mktemp("hostile"), hostile_tables()),
        tmp_path_factory.mktemp("books"),
    )


def hostile_tables():
    tables = {
        "meta.run": [
            {
                "run_id": "0f0f", "case_es": HOSTILE[0], "case_en": HOSTILE[6], "started_at": "2026-03-01 12:30:00",
                "version": "0.1.0", "config_sha256": "0" * 64, "models_sha256": "0" * 64, "input_rows": 3,
            }
        ],
        "marts.claim": [claim(number, said) for number, said in enumerate(ALL)],
        "marts.comparison": [
            {
                "comparison_id": f"c{number}", "position": number, "comparison_es": said, "comparison_en": said,
                "from_claim_id": f"A{number}", "to_claim_id": f"A{number}", "bridged_by": "rows",
            }
            for number, said in enumerate(ALL)
        ],
        "marts.bridge": [
            {
                "comparison_id": f"c{number}", "from_reading": "stated", "to_reading": "stated", "line_no": place,
                "side": side, "reason": reason, "label_es": said, "label_en": said, "amount": amount,
                "amount_median": amount, "running_total": 40, "named": 3, "claim_ids": [said[:80]],
            }
            for number, said in enumerate(ALL)
            for place, (side, reason, amount) in enumerate(
                (("from", "FROM", 40), ("from", "DUPLICATE", -3), ("to", "UNITEMISED", 3), ("to", "TO", 0)), 1
            )
        ],
    }  # fmt: skip
    for number, said in enumerate(ALL):
        for name, made in row(number, said).items():
            tables.setdefault(name, []).append(made)
    return tables


def test_every_text_stands_as_it_was_published(hostile):
    expected = [held(said) for said in ALL]
    cases = table(hostile, "Cases")
    for heading in ("Nombre publicado", "Número de identidad", "Nota", "Dirección", "Explicación"):
        assert {line[heading] for line in cases} == set(expected), heading
    assert {line["En sus palabras"] for line in table(hostile, "Claims")} == set(expected)
    for said in expected[:9]:
        assert said in texts(hostile, "Puente")


def test_control_characters_are_seen_to_have_been_there(hostile):
    assert held("nulo\x00y\x1bescape") == "nulo\ufffdy\ufffdescape"
    assert "nulo\ufffdy\ufffdescape" in texts(hostile, "Casos")
    assert held("uno\ndos\r\ntres\t👩🏽‍⚖️\u202e\u200b") == "uno\ndos\r\ntres\t👩🏽‍⚖️\u202e\u200b"


def test_nothing_hostile_does_anything(hostile):
    for name, content in parts(hostile).items():
        assert b'TargetMode="External"' not in content, name
        if name.startswith("xl/worksheets/sheet"):
            tree = xml(hostile, name)
            assert not {"f", "formula"} & {it.tag.removeprefix(MAIN) for it in tree.iter()}
            for found in tree.iter(f"{MAIN}c"):
                assert found.get("t") in (
                    None,
                    "s",
                    "n",
                )  # shared texts and numbers, no formula's result
            for kind in ("oddHeader", "oddFooter"):
                told = tree.find(f".//{MAIN}{kind}").text
                assert len(told) < 256 and "&G" not in told and "&[" not in told
        if name.startswith("xl/charts/chart"):
            for address in re.findall(r"<c:f>(.*?)</c:f>", content.decode()):
                assert re.fullmatch(
                    r"(Gráficos|Cronología)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", address
                )


def test_a_text_that_begins_like_a_formula_stays_text_when_it_is_edited(hostile):
    styles = [
        style.get("quotePrefix") == "1"
        for style in xml(hostile, "xl/styles.xml").find(f"{MAIN}cellXfs")
    ]
    shared = ["".join(it.itertext()) for it in xml(hostile, "xl/sharedStrings.xml")]
    quoted = {
        shared[int(found.find(f"{MAIN}v").text)]: styles[int(found.get("s"))]
        for found in sheet_xml(hostile, "Casos").iter(f"{MAIN}c")
        if found.get("t") == "s"
    }
    for said in ("+1+1", "-2", "@SUM(A1)", "\t=2", HOSTILE[0]):
        assert quoted[said], said
    assert not quoted["{{ 7 * 7 }}{% raw %}"]


def test_a_cell_that_is_too_long_is_refused_in_words(tmp_path):
    tables = hostile_tables()
    tables["marts.appearance"][0]["note"] = "x" * 32_768
    with pytest.raises(
        WorkbookError, match=r"hoja Casos, celda S\d+: 32768 .*sheet Casos, cell S\d+"
    ):
        book(case_of(tmp_path / "case", tables), tmp_path)
    assert not list(tmp_path.glob("*.xlsx"))
    tables["marts.appearance"][0]["note"] = "😀" * 16_384  # two units each, as spreadsheets count
    with pytest.raises(WorkbookError, match="32768"):
        book(case_of(tmp_path / "other", tables), tmp_path)


def test_more_rows_than_a_sheet_holds_are_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(cell, "SHEET_ROWS", 10)
    with pytest.raises(WorkbookError, match=r"hoja Puente: \d+ filas, y una hoja admite 9"):
        book(case_of(tmp_path / "case", hostile_tables()), tmp_path)


def test_a_folder_that_may_not_be_written_is_an_error_of_the_disk(tmp_path):
    with pytest.raises(OSError, match="none"):
        book(case_of(tmp_path / "case", {}), tmp_path / "none")


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (448, "integer", 448.0),
        (12345678901234567, "integer", "12345678901234567"),
        (date(2026, 2, 9), "day", date(2026, 2, 9)),
        (date(1800, 2, 9), "day", "1800-02-09"),
        ("00012345", "id", "00012345"),
        (0.25, "share", 0.25),
    ],
)
def test_values_are_typed_and_what_a_spreadsheet_would_change_is_text(tmp_path, value, kind, shown):
    assert written(tmp_path, [value], kind) == [[shown]]


TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=20)


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_any_text_comes_back(tmp_path_factory, values):
    found = written(tmp_path_factory.mktemp("book"), values, "text")
    assert [[UNHOLDABLE.sub("\ufffd", value)] for value in values] == found


def written(folder, values, kind):
    path = folder / "book.xlsx"
    column = Column("value", "Value", kind, "")
    with Book(path, {}, Imprint("", "", "")) as made:
        made.add(Sheet("Hoja", "", Grid((column,), [(value,) for value in values], "")))
    return cells(path, "Hoja")[1:]


def test_an_empty_publication_says_so_on_every_sheet(tmp_path):
    path = book(case_of(tmp_path / "case", {}), tmp_path)
    assert "Este caso no compara nada" in texts(path, "Resumen")
    for name in names(path)[1:-2]:
        _, said, *rest = cells(path, name)
        assert not rest and sum(1 for it in said if it) == 1, name
        assert re.match("No hay|Nada|Ninguna|No ", next(it for it in said if it)), name
    assert names(path)[-2:] == ["Método", "Diccionario"]


def test_a_case_without_lists_has_its_claims_and_their_dots(tmp_path):
    claims = [claim(1, "una"), claim(2, "dos") | {"side": "government"}]
    path = book(case_of(tmp_path / "case", {"marts.claim": claims}), tmp_path)
    assert [line["Valor"] for line in table(path, "Claims")] == [41, 42]
    assert [
        (line["Cifra de otra organización"], line["Cifra oficial"])
        for line in table(path, "Timeline")
    ] == [(41, None), (None, 42)]
    assert "xl/charts/chart1.xml" in parts(path)
    assert "Todas las cifras de este libro son cifras publicadas" in texts(path, "Resumen")


CHANGES = [
    {
        "claim_id": "A1", "unit_id": f"unidad-{number}", "kind": kind, "direction": direction, "cause": "late_report",
        "record_ids": [f"r{number}"],
    }
    for number, (kind, direction) in enumerate([("added", 1)] * 7 + [("withdrawn", -1)] * 2)
]  # fmt: skip
MERGED = {
    "kind": "merged", "old_person_id": "p1", "new_person_id": "p2", "records": 1, "record_ids": ["r1"],
}  # fmt: skip


def test_changes_are_summed_then_listed(tmp_path):
    tables = {
        "marts.claim": [claim(1, "una")],
        "marts.change": CHANGES,
        "marts.person_change": [MERGED],
    }
    found = table(book(case_of(tmp_path / "case", tables), tmp_path), "Changes")
    kinds = [line["Qué es la línea"] for line in found]
    assert kinds == ["suma"] * 2 + ["unidad"] * 9 + ["persona"]
    assert [(line["Unidades"], line["Cambio del recuento"]) for line in found[:2]] == [
        (7, 7),
        (2, -2),
    ]
    assert sum(line["Cambio del recuento"] for line in found[2:11]) == 5
    assert (found[-1]["Persona de antes"], found[-1]["Persona de ahora"]) == ("p1", "p2")


def test_public_changes_tell_of_no_few_people_and_of_no_unit(tmp_path):
    tables = {
        "marts.claim": [claim(1, "una")],
        "marts.change": CHANGES,
        "marts.person_change": [MERGED],
    }
    tables["meta.label"] = [
        {
            "scheme": "protection", "code": "withheld", "label_en": "cannot be shown",
            "label_es": "no se puede mostrar sin señalar a pocas personas",
        }
    ]  # fmt: skip
    path = book(case_of(tmp_path / "case", tables), tmp_path, edition="public")
    found = table(path, "Changes")
    assert found
    for line in found:
        assert line["Unidades"] is None or line["Unidades"] >= 5
        assert not set(line) & {"Unidad", "Registros", "Nombre publicado", "Persona de antes"}
    [withheld] = found  # two sums of which each would tell the other
    assert withheld["Sobre el número"] == "no se puede mostrar sin señalar a pocas personas"
    assert b"unidad-" not in b"".join(parts(path).values())


def test_an_edition_that_lacks_columns_of_the_bridge_has_its_other_ones(tmp_path, monkeypatch):
    tables = hostile_tables()
    case = case_of(tmp_path / "case", tables)
    from pipelines.edition import View  # noqa: PLC0415

    rows = View.rows

    def fewer(view, name):
        columns, found = rows(view, name)
        gone = {"amount_low", "amount_high", "total", "alone", "shapley", "named"}
        kept = [place for place, column in enumerate(columns) if column not in gone]
        if name != "marts.bridge":
            return columns, found
        return tuple(columns[it] for it in kept), [tuple(line[it] for it in kept) for line in found]

    monkeypatch.setattr(View, "rows", fewer)
    path = book(case, tmp_path, edition="public")
    [first, *_] = table(path, "Bridge")
    assert first["Cambio"] == 40 and "Total" not in first and "Shapley" not in first
    assert table(path, "Reasons")[0]["Filas"] == 3
