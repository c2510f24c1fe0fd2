"""Doubtful pairs out, decisions in: all of them or none, and nothing kept is ever lost."""

import stat
import zipfile
from datetime import date, datetime

import duckdb
import pytest
import xlsxwriter
from filelock import FileLock
from python_calamine import CalamineWorkbook

import models
from pipelines import review_decided
from pipelines.case import Case
from pipelines.review import ReviewError, read_review, write_review
from pipelines.review_workbook import BY, DECISION, HEADINGS, ONE, OTHER, REASON
from sources.reference import judgements

TODAY = date(2026, 2, 20)
RECORDS = ("fp:1", "fp:2", "gov:1", "gov:2", "gov:3", "reg:1")
HEADER = b"left_record_id,right_record_id,judgement,judged_by,judged_on,judged_why\n"
WIDE = HEADER.replace(b"\n", b",left_row,right_row\n")


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


def link(left, right, probability, decision="review", consequence=None):
    return {
        "consequence": consequence,
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


def carried(position, judged, today):
    return {
        "position": position,
        "locator": f"row {position + 1}",
        "left_judged_id": judged[0],
        "right_judged_id": judged[1],
        "left_record_id": today[0],
        "right_record_id": today[1],
        "judgement": "same",
        "judged_by": "otra",
        "judged_on": "2026-02-01",
        "standing": "holds",
    }


PUBLISHED = {
    "marts.appearance": [appearance(record, f"Ñusta Inventada {record}") for record in RECORDS],
    "marts.link": [
        link("fp:1", "gov:1", 0.9, consequence=2),
        link("fp:1", "reg:1", 0.5, consequence=0),
        link("fp:2", "gov:2", 0.45, consequence=2),
        link("gov:2", "gov:3", 0.3, consequence=12),
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


def changed(position, number, comparison, side, reason, without, amount):
    return {
        "position": position,
        "effect_no": number,
        "left_record_id": "fp:1",
        "right_record_id": "gov:1",
        "judgement": "same",
        "judged_by": "otra",
        "judged_on": "2026-02-01",
        "comparison_id": comparison,
        "side": side,
        "reason": reason,
        "amount_without": without,
        "amount": amount,
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


def lines(path, sheet="Pares"):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
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


def test_doubtful_pairs_that_change_most_come_first_then_the_least_certain(case, book):
    assert write_review(case, book) == 4
    assert [(line[ONE], line[OTHER], line["Cambia / Changes"]) for line in lines(book)] == [
        ("gov:2", "gov:3", 12),
        ("fp:2", "gov:2", 2),
        ("fp:1", "gov:1", 2),
        ("fp:1", "reg:1", 0),
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
    line = lines(book)[1]
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
    ("kept", "gained", "added"),
    [
        (WIDE, b"", b"fp:1,gov:1,same,revisora,2026-02-20,qu\xc3\xa9,"),
        (HEADER, b",left_row,right_row", b"fp:1,gov:1,same,revisora,2026-02-20,qu\xc3\xa9,"),
        (
            HEADER.rstrip(),
            b",left_row,right_row",
            b"\nfp:1,gov:1,same,revisora,2026-02-20,qu\xc3\xa9,",
        ),
        (
            b"\xef\xbb\xbf" + HEADER.replace(b",", b";").replace(b"\n", b"\r\n"),
            b";left_row;right_row",
            b"fp:1;gov:1;same;revisora;2026-02-20;qu\xc3\xa9;",
        ),
        (
            HEADER.replace(b"left_record_id,", b"nota,left_record_id,")
            + b"qu\xe9,fp:2,gov:2,same,otra,2026-02-01,\n",
            b",left_row,right_row",
            b",fp:1,gov:1,same,revisora,2026-02-20,qu\xe9,",
        ),
    ],
    ids=["plain", "older", "no last line end", "spanish excel", "another column, windows-1252"],
)
def test_earlier_decisions_stay_and_new_lines_follow_the_form_of_the_file(
    case, book, kept, gained, added
):
    keep(case, kept)
    file_of(case).chmod(0o640)
    fill(book, decided("fp:1", "gov:1", "igual", why="qué"))
    assert read_review(case, book, TODAY) == 1
    header = kept.rstrip(b"\r\n").splitlines()[0]
    before = header + gained + kept.removeprefix(header) + added
    assert file_of(case).read_bytes()[: len(before)] == before
    assert stat.S_IMODE(file_of(case).stat().st_mode) == 0o640
    assert len(judgements(case.root)) == kept.count(b"2026") + 1
    assert judgements(case.root)[-1]["left_row"]["name"] == "NUSTA INVENTADA FP 1"


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
    assert message == (
        "review.xlsx, Pares!4: gov:1 and reg:1 are judged different people (revisora, not kept yet),"
        " but these make them one: review.xlsx, Pares!2: fp:1 = gov:1 (revisora, not kept yet);"
        " review.xlsx, Pares!3: fp:1 = reg:1 (revisora, not kept yet); correct one of these decisions"
    )


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
    for told in (
        "data/hand/judgements.csv, row 4: gov:1 and reg:1 are judged different people (otra, 2026-02-01)",
        "data/hand/judgements.csv, row 2: fp:1 = gov:1 (otra, 2026-02-01)",
        "review.xlsx, Pares!2: fp:1 = reg:1 (revisora, not kept yet)",
    ):
        assert told in message


def test_contradiction_through_a_row_that_was_corrected_since_is_refused(case, book):
    keep(
        case,
        HEADER
        + b"fp:1,old:1,same,otra,2026-02-01,x\n"
        + b"old:1,reg:1,same,otra,2026-02-02,x\n"
        + b"fp:1,reg:1,unsure,otra,2026-02-03,x\n",
    )
    with duckdb.connect(str(case.warehouse)) as connection:
        models.fill(
            connection,
            models.tables()["marts.judged_pair"],
            [carried(1, ("fp:1", "old:1"), ("fp:1", "gov:1")),
             carried(2, ("old:1", "reg:1"), ("gov:1", "reg:1"))],
        )  # fmt: skip
    fill(book, decided("fp:1", "reg:1", "distinta"))
    message = refusal(case, book)
    assert "row 2: fp:1 = gov:1 (otra, 2026-02-01)" in message
    assert "row 3: gov:1 = reg:1 (otra, 2026-02-02)" in message
    fill(book, decided("fp:1", "reg:1", "distinta"), decided("gov:1", "reg:1", "duda"))
    assert read_review(case, book, TODAY) == 2


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


def test_decided_pairs_are_listed_with_what_became_of_them(case, book):
    """One that holds of a corrected row and moved a bridge, one whose row is gone, one not yet counted."""
    gone = b',"{""name"": ""ANA INVENTADA"", ""place"": ""data/inbox/gov/lista.csv, row 7""}"\n'
    keep(
        case,
        WIDE
        + b"fp:1,old:1,same,otra,2026-02-01,apodo,,\n"
        + b"fp:2,gov:9,different,otra,2026-02-02,,"
        + gone,
    )
    label = {"label_es": "sí", "label_en": "yes"}
    with duckdb.connect(str(case.warehouse)) as connection:
        for name, rows in {
            "marts.judged_pair": [
                carried(1, ("fp:1", "old:1"), ("fp:1", "gov:1"))
                | {"left_found_by": "record_id", "right_found_by": "name"},
                carried(2, ("fp:2", "gov:9"), ("fp:2", None))
                | {"left_found_by": "record_id", "standing": "not_found"},
            ],
            "marts.judgement": [
                changed(1, 1, "main", "from", "NOT_ON_LIST", -12, -11),
                changed(1, 2, "main", "to", "UNITEMISED", 3, 2),
                changed(1, 3, "other", "to", "NOT_ON_LIST", 5, 4),
            ],
            "meta.label": [
                {"scheme": "standing", "code": "holds", "label_es": "vale", "label_en": "holds"},
                {"scheme": "standing", "code": "not_found"} | label,
                {"scheme": "found_by", "code": "name"} | label,
            ],
        }.items():
            models.fill(connection, models.tables()[name], rows)
    fill(book, decided("gov:2", "gov:3", "duda", why="nadie sabe"))
    assert read_review(case, book, TODAY) == 1
    write_review(case, book)
    pending, lost, held = lines(book, "Decididos")
    assert tuple(held) == review_decided.HEADINGS
    assert [held[f"Nombre {side} / Name {side}"] for side in (1, 2)] == [
        "Ñusta Inventada fp:1",
        "Ñusta Inventada gov:1",
    ]
    assert held["Vale / Holds"] == "vale · holds"
    assert held["Hallada 2 / Found 2"] == "sí · yes"
    assert held["Cambió / Changed"] == (
        "main: NOT_ON_LIST (from) -12 → -11, UNITEMISED (to) +3 → +2;"
        " other: NOT_ON_LIST (to) +5 → +4"
    )
    assert [held[name] for name in ("Se decidió / Decided", "Motivo / Reason", "Quién / By")] == [
        "igual / same",
        "apodo",
        "otra",
    ]
    assert [lost[f"Nombre {side} / Name {side}"] for side in (1, 2)] == [
        "Ñusta Inventada fp:2",
        "ANA INVENTADA",
    ]
    assert lost["Vale / Holds"] == "sí · yes"
    assert lost["Archivo 2 / File 2"] == "data/inbox/gov/lista.csv, row 7"
    assert lost["Cambió / Changed"] == lost["Hallada 2 / Found 2"] == ""
    assert lost["Línea / Line"] == "row 3"
    assert pending["Vale / Holds"] == "aún no se cuenta: cotejo run · not counted yet: cotejo run"
    assert pending["Nombre 1 / Name 1"] == "NUSTA INVENTADA GOV 2"
    assert read_review(case, book, TODAY) == 0
