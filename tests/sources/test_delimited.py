import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import SourceError
from sources.readers.delimited import DELIMITERS, cut_at_each_delimiter
from sources.readers.encoded import decoded

HEAD = ["N°", "Nombre", "Fecha"]
LUZ = ["1", "PEÑA, LUZ", "08/01/2026"]
PATH = "data/inbox/list/a.csv"


def lines(*rows: list[str], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_delimiter_and_encoding_are_found(case, delimiter, written, told):
    case.declare()
    reading = case.read(PATH, lines(HEAD, LUZ, delimiter=delimiter).encode(written))
    assert [list(row.cells.values()) for row in reading.rows] == [LUZ]
    assert reading.encoding == told


def test_a_declared_encoding_outranks_what_the_bytes_say(case):
    case.declare(encoding="latin-1")
    reading = case.read(PATH, lines(HEAD, LUZ).encode("cp1252"))
    assert (reading.encoding, reading.rows[0].cells["Nombre"]) == ("iso8859-1", "PEÑA, LUZ")


@pytest.mark.parametrize("encoding", [None, "ascii"])
def test_bytes_of_another_encoding(case, encoding):
    case.declare(encoding=encoding)
    with pytest.raises(SourceError, match=r"is no text in .*; write its encoding: in the YAML"):
        case.read(PATH, lines(HEAD, LUZ).encode() + b"\x81")


def test_utf_16_without_its_mark(case):
    case.declare()
    with pytest.raises(SourceError, match="is no text in UTF-8 or Windows-1252"):
        case.read(PATH, lines(HEAD, LUZ).encode("utf-16-le"))


def test_a_list_of_one_column_may_hold_commas(case):
    case.declare(columns="{Nombre: full_name}", dates=None)
    reading = case.read(PATH, "Nombre\nPEÑA; LUZ, DE\nPEÑA LUZ\n")
    assert len(reading.rows) + len(reading.rejected) == 2
    reading = case.read(PATH, 'Nombre\n"PEÑA, LUZ"\n"PEÑA, ANA"\n')
    assert [row.cells["Nombre"] for row in reading.rows] == ["PEÑA, LUZ", "PEÑA, ANA"]


@pytest.mark.parametrize("row", ['1,"PEÑA" LUZ,x\n', '1,"PEÑA,x\n'])
def test_quotes_that_do_not_close(case, row):
    case.declare()
    with pytest.raises(SourceError, match=r"list/a\.csv: line \d: .*; mend the quotes there"):
        case.read(PATH, "N°,Nombre,Fecha\n" + row)


def test_too_many_cells(case, monkeypatch):
    monkeypatch.setattr("sources.readers.delimited.MOST_CELLS", 5)
    case.declare()
    with pytest.raises(SourceError, match="more than 5 cells; divide it"):
        case.read(PATH, lines(HEAD, LUZ))


def test_a_form_that_no_table_has(case):
    case.declare()
    with pytest.raises(SourceError, match=r"a\.docx: reader: table reads \.csv, .*save it as one"):
        case.read("data/inbox/list/a.docx", "x")


TEXT = st.text(st.characters(codec="cp1252", exclude_characters="\0"), max_size=12)


@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read(rows, delimiter, encoding):
    text = lines(HEAD, *rows, delimiter=delimiter)
    back, _ = decoded(text.encode(encoding), encoding, "a.csv")
    assert [HEAD, *rows] in [grid.rows for grid in cut_at_each_delimiter(back)]


@given(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1,
                         max_size=8).filter(str.strip), min_size=3, max_size=3),
        min_size=1, max_size=6,
    ),
    delimiter=st.sampled_from(DELIMITERS),
)  # fmt: skip
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_list_of_any_delimiter_reads_back_whole(case, rows, delimiter):
    case.declare()
    reading = case.read(PATH, lines(HEAD, *rows, delimiter=delimiter))
    assert [list(row.cells.values()) for row in reading.rows] == [
        row for row in rows if row != HEAD
    ]
