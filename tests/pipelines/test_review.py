"""Doubtful pairs out, decisions in: all of them or none, and nothing kept is ever lost."""

import stat
import zipfile
from datetime import date, datetime
from itertools import combinations

import duckdb
import pytest
import xlsxwriter
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import models
from pipelines.case import Case
from pipelines.review import ReviewError, read_review, write_review
from pipelines.review_judgement import Judgement, contradictions, standing
from pipelines.review_workbook import BY, DECISION, HEADINGS, ONE, OTHER, REASON
from sources.reference import judgements

TODAY = date(2026, 2, 20)
RECORDS = ("fp:1", "fp:2", "gov:1", "gov:2", "gov:3", "reg:1")
HEADER = b"left_record_id,right_record_id,judgement,judged_by,judged_on,judged_why\n"


def appearance(record, name):
    return {
        "record_id": record,
        "source_id": record.split(":")[0],
        "source_kind": "release_list",
        "document_sha256": "0" * 64,
        "locator": f"row {record[-1]}",
        "list_order": 1,
        "full_name": name,
        "national_id": "=1+1",
        "event": "release",
        "occurred_from": date(2026, 1, 8),
        "occurred_to": date(2026, 1, 8 + int(record[-1])),
        "person_id": record,
        "offence_excluded": False,
        "flags": [],
    }


def link(left, right, probability, decision="review"):
    return {
        "left_record_id": left,
        "right_record_id": right,
        "probability": probability,
        "decision": decision,
        "decided_by": "rule",
        "evidence": "Antes de mirar -10,3",
        "evidence_en": "Before looking -10.3",
    }


def listed(record, side):
    return {
        "comparison_id": "main",
        "record_id": record,
        "side": side,
        "release_id": record,
        "person_id": record,
        "counted": True,
        "in_both": False,
        "primary_reason": "NOT_ON_LIST",
        "all_reasons": ["NOT_ON_LIST"],
        "probability": 1,
        "explanation_es": "x",
        "explanation_en": "x",
    }


PUBLISHED = {
    "marts.appearance": [appearance(record, f"Ñusta Inventada {record}") for record in RECORDS],
    "marts.link": [
        link("fp:1", "gov:1", 0.9),
        link("fp:1", "reg:1", 0.5),
        link("fp:2", "gov:2", 0.45),
        link("gov:2", "gov:3", 0.3),
        link("fp:2", "gov:3", 0.99, "link"),
    ],
    "marts.discrepancy": [
        listed(record, "from" if record.startswith("fp") else "to")
        for record in RECORDS
        if not record.startswith("reg")
    ],
    "meta.label": [
        {"scheme": "event", "code": "release", "label_es": "excarcelación", "label_en": "release"}
    ],
    "meta.document": [
        {
            "sha256": "0" * 64,
            "source_id": "fp",
            "path": "data/inbox/fp/lista.csv",
            "bytes": 1,
            "rows": 2,
            "rejected": 0,
        }
    ],
    "meta.run": [
        {
            "run_id": "test",
            "case_es": "Caso inventado",
            "case_en": "Invented case",
            "started_at": datetime(2026, 2, 10),
            "version": "0",
            "config_sha256": "0" * 64,
            "models_sha256": "0" * 64,
            "input_rows": 6,
        }
    ],
}


@pytest.fixture
def case(tmp_path):
    made = Case(tmp_path)
    made.out.mkdir(parents=True)
    with models.blank(made.warehouse) as connection:
        for name, rows in PUBLISHED.items():
            models.fill(connection, models.tables()[name], rows)
    return made


@pytest.fixture
def book(tmp_path):
    return tmp_path / "review.xlsx"


def lines(path):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Pares").to_python()
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def fill(path, *told):
    """Hand back a workbook that holds these lines: row, row, decision, reason, reviewer."""
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("LEEME").write_string(0, 0, "x")
        sheet = made.add_worksheet("Pares")
        sheet.write_row(0, 0, [ONE, OTHER, DECISION, REASON, BY])
        for place, line in enumerate(told, start=1):
            sheet.write_row(place, 0, line)
    return path


def decided(left, right, word, why="mismo apodo", by="revisora"):
    return (left, right, word, why, by)


def file_of(case):
    return case.root / "data" / "hand" / "judgements.csv"


def keep(case, content):
    file_of(case).parent.mkdir(parents=True)
    file_of(case).write_bytes(content)
    return content


def refusal(case, book):
    before = file_of(case).read_bytes() if file_of(case).exists() else None
    with pytest.raises(ReviewError) as fault:
        read_review(case, book, TODAY)
    assert (file_of(case).read_bytes() if file_of(case).exists() else None) == before
    return str(fault.value)


def test_doubtful_pairs_across_the_sides_come_first_then_the_least_certain(case, book):
    assert write_review(case, book) == 4
    assert [(line[ONE], line[OTHER]) for line in lines(book)] == [
        ("fp:2", "gov:2"),
        ("fp:1", "gov:1"),
        ("fp:1", "reg:1"),
        ("gov:2", "gov:3"),
    ]


def test_one_person_whom_the_sides_list_at_different_dates_is_asked_about(case, book):
    with duckdb.connect(str(case.warehouse)) as connection:
        same = "update marts.discrepancy set person_id = 'P' where record_id in ('fp:2', 'gov:3')"
        connection.execute(same)
    assert write_review(case, book) == 5
    assert ("fp:2", "gov:3") in {(line[ONE], line[OTHER]) for line in lines(book)}
    with duckdb.connect(str(case.warehouse)) as connection:
        connection.execute("update marts.link set decided_by = 'judgement'")
    book.unlink()
    assert write_review(case, book) == 4


def test_line_shows_both_rows_side_by_side_and_leaves_the_decision_open(case, book):
    write_review(case, book)
    line = lines(book)[0]
    assert tuple(line) == HEADINGS
    assert line["Nombre 1 / Name 1"] == "Ñusta Inventada fp:2"
    assert line["Nombre 2 / Name 2"] == "Ñusta Inventada gov:2"
    assert line["Identidad 1 / Identity number 1"] == "=1+1"
    assert line["Fecha 1 / Date 1"] == "2026-01-08 / 2026-01-10"
    assert line["Nacimiento 1 / Birth 1"] == ""
    assert line["Hecho 1 / Event 1"] == "excarcelación · release"
    assert line["Archivo 1 / File 1"] == "data/inbox/fp/lista.csv, row 2"
    assert line["Archivo 2 / File 2"] == "row 2"
    assert line["Comparaciones / Comparisons"] == "main"
    assert line["Probabilidad / Probability"] == 0.45
    assert [line[name] for name in (DECISION, REASON, BY)] == ["", "", ""]


def test_workbook_is_the_owners_alone_and_says_whose_case_it_is(case, book):
    write_review(case, book)
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    guide = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert [line[0] for line in guide[:2]] == ["Caso inventado", "Invented case"]


def test_only_the_cells_to_fill_can_be_changed_and_decisions_are_chosen_from_a_list(case, book):
    write_review(case, book)
    with zipfile.ZipFile(book) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<sheetProtection" in sheet
    assert 'sqref="A2:A5"' in sheet
    assert "igual / same,distinta / different,duda / unsure" in sheet
    assert "<f>" not in sheet


def test_workbook_as_written_decides_nothing(case, book):
    write_review(case, book)
    assert read_review(case, book, TODAY) == 0
    assert not file_of(case).exists()


def test_decisions_are_appended_and_read_by_the_next_run(case, book):
    fill(
        book,
        decided("gov:1", "fp:1", "Igual / Same", why=" mismo  apodo,\ny fecha "),
        decided("fp:1", "reg:1", "different"),
        decided("fp:2", "gov:2", "duda"),
        ("gov:2", "gov:3", "", "", ""),
    )
    assert read_review(case, book, TODAY) == 3
    assert [
        (row["left_record_id"], row["right_record_id"], row["judgement"], row["judged_why"])
        for row in judgements(case.root)
    ] == [
        ("fp:1", "gov:1", "same", "mismo apodo, y fecha"),
        ("fp:1", "reg:1", "different", "mismo apodo"),
        ("fp:2", "gov:2", "unsure", "mismo apodo"),
    ]
    assert {(row["judged_by"], row["judged_on"]) for row in judgements(case.root)} == {
        ("revisora", TODAY)
    }


@pytest.mark.parametrize(
    ("kept", "added"),
    [
        (HEADER, b"fp:1,gov:1,same,revisora,2026-02-20,qu\xc3\xa9\n"),
        (HEADER.rstrip(), b"\nfp:1,gov:1,same,revisora,2026-02-20,qu\xc3\xa9\n"),
        (
            b"\xef\xbb\xbf" + HEADER.replace(b",", b";").replace(b"\n", b"\r\n"),
            b"fp:1;gov:1;same;revisora;2026-02-20;qu\xc3\xa9\r\n",
        ),
        (
            HEADER.replace(b"left_record_id,", b"nota,left_record_id,")
            + b"qu\xe9,fp:2,gov:2,same,otra,2026-02-01,\n",
            b",fp:1,gov:1,same,revisora,2026-02-20,qu\xe9\n",
        ),
    ],
    ids=["plain", "no last line end", "spanish excel", "another column, windows-1252"],
)
def test_every_earlier_byte_stays_and_new_lines_follow_the_form_of_the_file(
    case, book, kept, added
):
    keep(case, kept)
    file_of(case).chmod(0o640)
    fill(book, decided("fp:1", "gov:1", "igual", why="qué"))
    assert read_review(case, book, TODAY) == 1
    assert file_of(case).read_bytes() == kept + added
    assert stat.S_IMODE(file_of(case).stat().st_mode) == 0o640
    assert len(judgements(case.root)) == kept.count(b"2026") + 1


def test_decision_is_appended_once_and_again_when_it_changes(case, book):
    fill(book, decided("fp:1", "gov:1", "igual"))
    assert [read_review(case, book, TODAY), read_review(case, book, TODAY)] == [1, 0]
    fill(book, decided("fp:1", "gov:1", "distinta"))
    assert read_review(case, book, TODAY) == 1
    assert [row["judgement"] for row in judgements(case.root)] == ["same", "different"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (decided("fp:1", "gov:1", "quizás"), "'quizás'; write one of igual / same"),
        (decided("fp:1", "gov:1", "igual", why=" "), "Motivo / Reason blank"),
        (decided("fp:1", "gov:1", "igual", by=""), "Quién / By blank"),
        (decided("fp:1", "gov:1", ""), "Decisión / Decision blank"),
        (decided("fp:1", "gov:9", "igual"), "no list of the publication has the row gov:9"),
        (decided("fp:1", "fp:1", "igual"), "are not two rows"),
        (decided("gov:2", "fp:2", "igual"), "stands in review.xlsx, Pares!2 already"),
    ],
)
def test_one_bad_line_and_nothing_is_appended(case, book, line, said):
    keep(case, HEADER)
    fill(book, decided("fp:2", "gov:2", "igual"), line)
    message = refusal(case, book)
    assert message.startswith("review.xlsx, Pares!3: ")
    assert said in message


def test_all_bad_lines_are_named_together(case, book):
    fill(book, decided("fp:1", "gov:1", "x"), decided("fp:2", "gov:2", "y"))
    assert [line[:20] for line in refusal(case, book).split("\n")] == [
        "review.xlsx, Pares!2",
        "review.xlsx, Pares!3",
    ]


def test_contradiction_within_the_sheet_names_its_rows(case, book):
    fill(
        book,
        decided("fp:1", "gov:1", "igual"),
        decided("fp:1", "reg:1", "igual"),
        decided("gov:1", "reg:1", "distinta"),
    )
    message = refusal(case, book)
    for told in ("Pares!4: gov:1 and reg:1", "Pares!2 (fp:1 = gov:1)", "Pares!3 (fp:1 = reg:1)"):
        assert told in message


def test_contradiction_with_what_is_kept_names_both(case, book):
    keep(
        case,
        HEADER
        + b"fp:1,gov:1,same,otra,2026-02-01,x\n"
        + b"\n"
        + b"gov:1,reg:1,different,otra,2026-02-01,x\n",
    )
    fill(book, decided("fp:1", "reg:1", "igual"))
    message = refusal(case, book)
    assert "data/hand/judgements.csv, decision 2: gov:1 and reg:1" in message
    assert "data/hand/judgements.csv, decision 1 (fp:1 = gov:1)" in message
    assert "review.xlsx, Pares!2 (fp:1 = reg:1)" in message


def test_decision_of_the_same_pair_replaces_the_kept_one_and_contradicts_nothing(case, book):
    keep(case, HEADER + b"fp:1,gov:1,same,otra,2026-02-01,x\n")
    fill(book, decided("fp:1", "gov:1", "distinta"))
    assert read_review(case, book, TODAY) == 1


def test_contradiction_that_was_kept_before_does_not_stop_other_decisions(case, book):
    keep(
        case,
        HEADER
        + b"fp:1,gov:1,same,otra,2026-02-01,x\n"
        + b"fp:1,reg:1,same,otra,2026-02-01,x\n"
        + b"gov:1,reg:1,different,otra,2026-02-01,x\n",
    )
    fill(book, decided("fp:2", "gov:2", "igual"))
    assert read_review(case, book, TODAY) == 1


def test_decided_pairs_are_not_asked_again_but_unsure_ones_are(case, book, tmp_path):
    fill(book, decided("fp:1", "gov:1", "igual"), decided("fp:1", "reg:1", "duda"))
    read_review(case, book, TODAY)
    again = tmp_path / "again.xlsx"
    assert write_review(case, again) == 3
    assert ("fp:1", "gov:1") not in {(line[ONE], line[OTHER]) for line in lines(again)}


def test_workbook_with_unread_decisions_is_not_replaced(case, book):
    fill(book, decided("fp:1", "gov:1", "igual"))
    before = book.read_bytes()
    with pytest.raises(ReviewError, match="holds 1 decisions that are not kept yet"):
        write_review(case, book)
    assert book.read_bytes() == before
    read_review(case, book, TODAY)
    assert write_review(case, book) == 3


@pytest.mark.parametrize("content", [b"not a workbook", b""])
def test_file_that_is_no_review_is_neither_read_nor_replaced(case, book, content):
    book.write_bytes(content)
    with pytest.raises(ReviewError, match=r"review\.xlsx"):
        read_review(case, book, TODAY)
    with pytest.raises(ReviewError, match="cannot be replaced"):
        write_review(case, book)
    assert book.read_bytes() == content


def test_review_waits_for_no_run(case, book):
    fill(book, decided("fp:1", "gov:1", "igual"))
    with FileLock(case.lock):
        assert "a run holds" in refusal(case, book)


def test_without_publication_there_is_nothing_to_review(tmp_path, book):
    with pytest.raises(ReviewError, match="cotejo run"):
        write_review(Case(tmp_path), book)


PAIRS = list(combinations("abcde", 2))
DECISIONS = st.lists(
    st.tuples(st.sampled_from(PAIRS), st.sampled_from(["same", "different", "unsure"])), max_size=9
)


def judged(told, where):
    return [
        Judgement(*pair, word, "revisora", "x", f"{where} {number}")
        for number, (pair, word) in enumerate(told)
    ]


def is_contradictory(decisions):
    """Colour the rows until nothing changes; a different pair of one colour contradicts."""
    last = standing(decisions)
    colour = {record: record for record in "abcde"}
    for _ in colour:
        for (left, right), decision in last.items():
            if decision.judgement == "same":
                colour[left] = colour[right] = min(colour[left], colour[right])
    return any(
        decision.judgement == "different" and colour[left] == colour[right]
        for (left, right), decision in last.items()
    )


@given(DECISIONS, DECISIONS)
def test_decisions_are_refused_exactly_where_they_make_a_contradiction(before, after):
    held = judged(before, "file")
    fresh = list(standing(judged(after, "sheet")).values())
    if not is_contradictory(held):
        refused = bool(contradictions(standing(held), fresh))
        assert refused == is_contradictory([*held, *fresh])
