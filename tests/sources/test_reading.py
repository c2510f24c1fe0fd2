"""How cells come under headings, whatever the form of the file."""

import unicodedata

import pytest

from sources import SourceError

HEAD = "N°,Nombre,Fecha\n"
ANA = "1,Ana Inventada,08/01/2026\n"
LUZ = "2,Luz Inventada,09/01/2026\n"
PATH = "data/inbox/list/a.csv"


def refused(case, content: str | bytes, path: str = PATH, **keys: str) -> str:
    case.declare(**keys)
    with pytest.raises(SourceError) as refusal:
        case.read(path, content)
    assert path in str(refusal.value)
    assert "Inventada" not in str(refusal.value)
    return str(refusal.value)


def test_cells_are_kept_as_read(case):
    case.declare()
    [row] = case.read(PATH, HEAD + "007,' Ana  Inventada ,\n").rows
    assert row.cells == {"N°": "007", "Nombre": "' Ana  Inventada ", "Fecha": ""}
    assert row.locator == "row 2"


def test_headings_compare_composed_and_squeezed(case):
    case.declare(columns="{Cédula de  identidad: national_id}")
    heading = unicodedata.normalize("NFD", " Cédula  de identidad")
    assert case.read(PATH, f"{heading}\n1\n").rows[0].cells == {"Cédula de identidad": "1"}


def test_rows_above_the_header_are_left_out(case):
    case.declare()
    [row] = case.read(PATH, "Lista inventada\nal 9 de febrero,,\n\n" + HEAD + ANA).rows
    assert row.locator == "row 5"


def test_a_column_without_heading_and_values_is_none(case):
    case.declare()
    [row] = case.read(PATH, "N°,,Nombre,Fecha,\n1,,Ana,08/01/2026,\n").rows
    assert row.cells == {"N°": "1", "Nombre": "Ana", "Fecha": "08/01/2026"}


def test_unknown_headings(case):
    said = refused(case, "N°,Nombre,Fecha,Foto,Edad\n1,a,b,c,d\n")
    assert "row 1: unknown headings ['Edad', 'Foto']; put each under columns: or ignore: in" in said
    assert said.endswith("sources/ngo/list.yml")


def test_values_without_a_heading(case):
    assert "unknown headings ['column 4']" in refused(case, "N°,Nombre,Fecha,\n1,a,b,c\n")


def test_missing_headings(case):
    said = refused(case, "N°,Nombres,Fecha\n" + ANA)
    assert "row 1: missing headings ['Nombre']; beside them stand ['Nombres']" in said


def test_no_header_at_all(case):
    said = refused(case, ANA + LUZ)
    assert "missing headings ['Fecha', 'Nombre', 'N°']: none of the first 21 rows" in said


def test_a_heading_twice(case):
    assert "headings ['Fecha'] stand twice" in refused(case, "N°,Nombre,Fecha,Fecha\n1,a,b,c\n")


def test_an_ignored_heading_may_be_absent(case):
    case.declare(ignore="[Foto]")
    assert len(case.read(PATH, HEAD + ANA).rows) == 1


def test_rows_that_do_not_fit_are_refused_and_kept(case):
    case.declare()
    reading = case.read(
        PATH,
        HEAD + ANA + "\n2,Luz\n3,a,b,c\n" + HEAD + "4,x,\n5,a,b,,\n" + LUZ,
    )
    assert [row.locator for row in reading.rows] == ["row 2", "row 7", "row 8", "row 9"]
    assert [(refusal.locator, refusal.reason) for refusal in reading.rejected] == [
        ("row 3", "blank row"),
        ("row 4", "2 cells under 3 headings"),
        ("row 5", "4 cells under 3 headings"),
        ("row 6", "the header again"),
    ]
    assert reading.rejected[2].cells == {"N°": "3", "Nombre": "a", "Fecha": "b", "column 4": "c"}
    assert all(refusal.remedy for refusal in reading.rejected)


def test_blank_rows_at_the_end_are_nothing(case):
    case.declare()
    assert case.read(PATH, HEAD + ANA + "\n,,\n\n").rejected == []


@pytest.mark.parametrize("content", [HEAD, HEAD + "\n\n", HEAD + "1,2\n"])
def test_a_list_without_rows(case, content):
    assert "expected are 1 or more" in refused(case, content)


def test_a_file_of_nothing_but_blanks(case):
    assert "holds no rows" in refused(case, "\n,,\n")


def test_fewer_rows_than_expected(case):
    said = refused(case, HEAD + ANA, expect="{min_rows: 2}")
    assert "holds 1 rows (0 refused); expected are 2 or more; look at the file" in said


def test_identical_rows_stay_and_are_counted(case):
    case.declare()
    rows = case.read(PATH, HEAD + ANA + LUZ + ANA).rows
    assert [row.occurrence for row in rows] == [1, 1, 2]
    assert rows[0].key == rows[2].key != rows[1].key


def test_a_row_published_again_with_another_cell_keeps_its_key(case):
    case.declare(row_key="[N°]")
    [first] = case.read(PATH, HEAD + ANA).rows
    [again] = case.read(PATH, HEAD + "1,Ana I. Inventada,08/01/2026\n").rows
    assert first.key == again.key
    case.declare()
    assert case.read(PATH, HEAD + ANA).rows[0].key != first.key


def test_the_order_of_columns_is_not_part_of_the_key(case):
    case.declare()
    [first] = case.read(PATH, HEAD + ANA).rows
    [again] = case.read(PATH, "Fecha,N°,Nombre\n08/01/2026,1,Ana Inventada\n").rows
    assert first.key == again.key


def test_a_character_that_no_table_holds(case):
    case.declare(reader="json")
    text = '[{"N°": 1, "Nombre": "a", "Fecha": ""}, {"N°": 2, "Nombre": "\\ud800", "Fecha": ""}]'
    reading = case.read("data/inbox/list/a.json", text)
    assert [row.locator for row in reading.rows] == ["item 1"]
    assert reading.rejected[0].reason == "a character that no text may hold"
    assert reading.rejected[0].cells["Nombre"] == "\\ud800"
