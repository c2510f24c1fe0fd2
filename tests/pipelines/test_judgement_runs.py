"""Judgements through runs: carried to corrected rows, kept and warned of where a row is gone, told of."""

import json
import shutil
from datetime import date

import duckdb
import pytest
import xlsxwriter
from conftest import GOV, SECRETS

from pipelines import summary
from pipelines.review import ReviewError, read_review
from pipelines.review_workbook import BY, DECISION, ONE, OTHER, REASON
from pipelines.run import run

TODAY = date(2026, 2, 20)


def found(case, query):
    with duckdb.connect(str(case.warehouse), read_only=True) as published:
        return published.execute(query).fetchall()


def row_of(case, source, row_id):
    ((record,),) = found(
        case,
        f"select record_id from marts.appearance where source_id = '{source}' and row_id = '{row_id}'",
    )
    return record


def decide(case, *told):
    """Hand back a workbook that holds these lines: row, row, decision."""
    path = case.root / "decided.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Pares")
        sheet.write_row(0, 0, [ONE, OTHER, DECISION, REASON, BY])
        for place, line in enumerate(told, start=1):
            sheet.write_row(place, 0, [*line, "porque sí", "revisora"])
    return read_review(case, path, TODAY)


@pytest.fixture(scope="session")
def judged(tmp_path_factory, ran):
    """The small case once somebody has judged two rows, unlike in all, to be one person; run."""
    case = type(ran)(shutil.copytree(ran.root, tmp_path_factory.mktemp("judged") / "case"))
    assert decide(case, (row_of(case, "ngo", 2), row_of(case, "gov", 3), "igual")) == 1
    assert run(case, exports=False).code == 4
    return case


@pytest.fixture
def again(judged, tmp_path):
    return type(judged)(shutil.copytree(judged.root, tmp_path / "case"))


def links(case):
    return found(case, "select decision from marts.link where decided_by = 'judgement'")


def test_a_judgement_holds_of_a_corrected_row_and_contradicts_others_through_it(again):
    assert links(again) == [("link",)]
    corrected = GOV.replace("Maigualida Chirinos Yaguaracuto", "Maigualida Chirino Yaguaracuto")
    again.write("data/inbox/gov/2026-02-09_gov.csv", corrected)
    outcome = run(again, exports=False)
    assert not any("every_judgement_finds_its_rows" in line for line in outcome.messages)
    assert links(again) == [("link",)]

    ngo, gov, other = (row_of(again, *row) for row in (("ngo", 2), ("gov", 3), ("gov", 4)))
    with pytest.raises(ReviewError) as refusal:
        decide(again, (gov, other, "igual"), (ngo, other, "distinta"))
    assert "data/hand/judgements.csv, row 2: " in str(refusal.value)
    with (again.root / "data/hand/judgements.csv").open("a") as file:
        file.write(
            f"{gov},{other},same,otra,2026-02-11,\n{ngo},{other},different,otra,2026-02-12,\n"
        )
    before = again.warehouse.read_bytes()
    outcome = run(again, exports=False)
    assert outcome.code == 3
    (told,) = [line for line in outcome.messages if "are judged different people" in line]
    assert "data/hand/judgements.csv, row 4: " in told
    assert "(otra, 2026-02-12)" in told
    assert "data/hand/judgements.csv, row 2: " in told
    assert "(revisora, 2026-02-20)" in told
    assert "data/hand/judgements.csv, row 3: " in told
    assert not any(secret in line for line in outcome.messages for secret in SECRETS)
    assert again.warehouse.read_bytes() == before


def test_a_judgement_whose_row_is_gone_is_kept_and_warned_of(again):
    kept = (again.root / "data/hand/judgements.csv").read_bytes()
    gone = GOV.replace("3;Maigualida Chirinos Yaguaracuto;V-16895173;15/01/2026;Salida;Lara\n", "")
    again.write("data/inbox/gov/2026-02-09_gov.csv", gone)
    outcome = run(again, exports=False)
    assert outcome.code == 4
    (told,) = [line for line in outcome.messages if "every_judgement_finds_its_rows" in line]
    assert "(1)" in told
    assert not any(secret in line for line in outcome.messages for secret in SECRETS)
    assert links(again) == []
    assert (again.root / "data/hand/judgements.csv").read_bytes() == kept
    assert "1 no hallan su fila y no se aplican" in summary.text(again.warehouse)


def test_what_is_kept_of_rows_is_for_the_owner_of_the_case_alone(judged):
    assert (judged.root / "data/hand/judgements.csv").stat().st_mode & 0o777 == 0o600


PERSONS = """
select kind, count(distinct old_person_id), count(distinct new_person_id), sum(records)
from marts.person_change
group by kind
"""


def test_persons_that_a_judgement_joins_and_a_later_one_parts_are_logged(ran, judged, again):
    assert found(ran, PERSONS) == []
    assert found(judged, PERSONS) == [("merged", 2, 1, 2)]
    decide(again, (row_of(again, "ngo", 2), row_of(again, "gov", 3), "distinta"))
    assert run(again, exports=False).code == 0
    assert links(again) == [("apart",)]
    assert found(again, PERSONS) == [("split", 1, 2, 2)]
    told = summary.text(again.warehouse)
    assert "personas · persons: 1 divididas · split" in told
    assert "decisiones · judgements: 1 valen · hold; 0 mueven un puente · move a bridge" in told


def test_a_review_tells_in_one_document_how_judgements_fare(again, cotejo):
    code, out, err = cotejo("review", "--case", again.root, "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["judgements"] == {"hold": 1, "find_no_row": 0, "move_a_bridge": 1}
    assert told["doubtful_pairs"] == 0
    assert told["workbook"] == str(again.out / "review.xlsx")
    code, out, _ = cotejo("review", "--case", again.root, "--read", told["workbook"], "--json")
    assert (code, json.loads(out)) == (0, {"kept": 0})
