"""Asking a publication by the command line: ready questions, any SQL, and what comes out."""

import csv
import io
import json
import re

import duckdb
import pytest

import models
from pipelines.question import QuestionError, ask, questions
from pipelines.warehouse import models_sha256
from tests.pipelines.pages import publication


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A publication of three rows, one of them full of what a CSV or a table may trip over."""
    told = {"document_sha256": "0" * 64, "locator": "row 1", "offence_excluded": False, "flags": []}
    return publication(
        tmp_path_factory.mktemp("few"),
        {
            "marts.appearance": [
                told
                | {"record_id": f"r{number}", "source_id": "ngo", "person_id": f"p{number}"}
                | {"full_name": name, "nationality": nationality}
                for number, (name, nationality) in enumerate(
                    [('=HYPERLINK("x";"y")', ["VE", "CO"]), ("a, b\nc", []), (None, None)]
                )
            ]
        },
    ).warehouse


@pytest.mark.parametrize("name", questions())
def test_a_ready_question_is_answered_by_a_real_publication_in_the_columns_promised(ran, name):
    asked = questions()[name]
    answer = ask(ran.warehouse, asked.sql, {})
    assert answer.columns == asked.columns
    assert all(len(row) == len(asked.columns) for row in answer.rows)


def test_a_real_publication_answers_what_it_must(ran):
    def found(name):
        answer = ask(ran.warehouse, questions()[name].sql, {})
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    with duckdb.connect(str(ran.warehouse), read_only=True) as connection:
        bridge = connection.execute("select amount, label_es from bridge_of('main')").fetchall()
    assert [(each["amount"], each["label_es"]) for each in found("bridges")] == bridge
    alone = {each["full_name"]: each["primary_reason"] for each in found("only_on_one_side")}
    assert alone["Eleuterio Guanipa Sifontes"] == "TRANSFER"
    assert [each["row_ids"] for each in found("duplicates")] == [["1", "2"]]
    assert {(each["source_id"], each["persons"], each["shared"]) for each in found("overlap_of_lists")} == {
        ("ngo", 2, 1), ("gov", 3, 1)
    }  # fmt: skip


def test_without_sql_the_questions_are_listed_and_no_case_is_needed(cotejo, tmp_path):
    code, out, _ = cotejo("query", "--case", tmp_path)
    assert code == 0
    for name, asked in questions().items():
        assert re.search(rf"^{name} ", out, flags=re.MULTILINE)
        assert asked.es in out
        assert asked.en in out
    listed = json.loads(cotejo("query", "--json")[1])
    assert [each["name"] for each in listed] == list(questions())
    [day] = [each["variables"] for each in listed if each["name"] == "where_they_are"]
    assert day == ["day", "known"]


def test_a_ready_question_prints_a_table_one_document_or_csv(ran, cotejo):
    asked = ["query", "--case", ran.root, "--ready", "freshness"]
    _, table, _ = cotejo(*asked)
    assert table.split()[:2] == ["source_id", "files"]
    document = json.loads(cotejo(*asked, "--json")[1])
    lines = list(csv.DictReader(io.StringIO(cotejo(*asked, "--csv")[1])))
    assert [each["source_id"] for each in document] == ["gov", "ngo"]
    assert [
        {name: "" if value is None else str(value) for name, value in each.items()}
        for each in document
    ] == lines


def test_csv_leaves_every_value_as_it_is(few):
    answer = ask(few, "select full_name, nationality from marts.appearance order by record_id", {})
    assert list(csv.reader(io.StringIO(answer.csv()))) == [
        ["full_name", "nationality"],
        ['=HYPERLINK("x";"y")', "VE|CO"],
        ["a, b\nc", ""],
        ["", ""],
    ]


def test_a_variable_is_a_value_and_never_sql(few):
    sql = "select getvariable('day') as day"
    assert ask(few, sql, {"day": "'); drop table x; --"}).rows == [("'); drop table x; --",)]


def test_a_variable_changes_the_answer(ran, cotejo):
    asked = ["query", "--case", ran.root, "--ready", "where_they_are", "--json"]
    [latest] = json.loads(cotejo(*asked)[1])
    assert (latest["day"], latest["status"], latest["persons"]) == ("2026-02-09", "released", 3)
    before = json.loads(cotejo(*asked, "--set", "day=2026-01-01")[1])
    assert {(each["day"], each["status"]) for each in before} == {("2026-01-01", "not_yet_told")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ready", "bridge"], "`cotejo query` lists them"),
        (["--ready", "freshness", "--set", "day=2026-01-01"], "has no variable day"),
        (["--ready", "where_they_are", "--set", "day"], "write NAME=VALUE"),
        (["select 1", "--set", "a b=1"], "write NAME=VALUE"),
        (["--ready", "freshness", "select 1"], "one of the two"),
        (["select 1", "--csv", "--json"], "one of the two"),
        (["--set", "day=2026-01-01"], "needs SQL or --ready"),
    ],
)
def test_wrong_use_of_a_question_is_exit_code_2(ran, cotejo, arguments, said):
    code, out, err = cotejo("query", "--case", ran.root, *arguments)
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())


def test_a_bad_query_is_exit_code_1_and_a_name_in_place_of_sql_is_told_apart(ran, cotejo):
    code, out, err = cotejo("query", "--case", ran.root, "freshness")
    assert (code, out) == (1, "")
    assert err.startswith("cotejo: ")
    assert err.rstrip().endswith("cotejo query --ready freshness?")
    code, out, err = cotejo(
        "query", "--case", ran.root, "--ready", "where_they_are", "--set", "day=soon"
    )
    assert (code, out) == (1, "")
    assert "soon" in err


@pytest.mark.parametrize(
    "sql",
    [
        "delete from marts.person",
        "create table marts.mine as select 1 as x",
        "create or replace macro bridge_of(x) as table select 1",
        "drop table marts.bridge",
        "update marts.claim set value = 0",
    ],
)
def test_a_query_that_writes_to_the_publication_is_refused(few, sql):
    before = few.read_bytes()
    with pytest.raises(QuestionError, match="read-only"):
        ask(few, sql, {})
    assert few.read_bytes() == before


def test_an_answer_may_be_copied_out(few, tmp_path):
    out = tmp_path / "out.parquet"
    answer = ask(few, f"copy (select record_id from marts.appearance) to '{out}'", {})
    assert answer.rows == [(3,)]
    with duckdb.connect() as connection:
        assert connection.sql(f"from '{out}'").fetchall() == [("r0",), ("r1",), ("r2",)]


def test_a_question_is_no_part_of_the_method(monkeypatch, tmp_path):
    """A question mended since the last publication must not pass for a change of method."""
    for name in ("queries", "marts"):
        (tmp_path / name).mkdir()
    (tmp_path / "marts/bridge.sql").write_text("select 1")
    monkeypatch.setattr(models, "HOME", tmp_path)
    before = models_sha256()
    (tmp_path / "queries/new.sql").write_text("select 2")
    assert models_sha256() == before
    (tmp_path / "marts/bridge.sql").write_text("select 3")
    assert models_sha256() != before
