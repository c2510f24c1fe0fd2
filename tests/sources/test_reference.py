from datetime import date
from pathlib import Path

import pytest

from sources import SourceError
from sources.reference import (
    amnesty,
    facilities,
    judgements,
    labels,
    offences,
    states,
    withdrawals,
)

ROOT = Path(__file__).parents[2]


def test_places_and_offences(case):
    assert facilities(case.root, case.reference) == [
        {
            "facility": "Tocorón",
            "facility_kind": "prison",
            "state": "Aragua",
            "aliases": ["Centro de Aragua", "CPT"],
        },
        {"facility": "Yare III", "facility_kind": None, "state": None, "aliases": []},
    ]
    assert states(case.root, case.reference) == [{"state": "Aragua", "aliases": ["Edo. Aragua"]}]
    assert [row["excluded"] for row in offences(case.root, case.reference)] == [True, False]


def test_the_case_s_own_file_comes_first(case, tmp_path):
    fallback = tmp_path / "fallback"
    fallback.mkdir()
    (fallback / "states.csv").write_text("state;aliases\nZulia;\n", encoding="utf-8")
    assert states(case.root, fallback)[0]["state"] == "Aragua"
    (case.reference / "states.csv").unlink()
    assert states(case.root, fallback)[0]["state"] == "Zulia"
    with pytest.raises(SourceError, match=r"data/reference/labels\.csv: is not there"):
        labels(fallback, fallback)


@pytest.mark.parametrize(
    ("read", "name", "text", "said"),
    [
        (states, "states", "state\nZulia\n", "its first row must hold the headings state, aliases"),
        (states, "states", "state,aliases\nZulia\n", "row 2: has 1 cells where the header has 2"),
        (states, "states", "state,aliases\n,x\n", "row 2: state is blank; fill it in"),
        (states, "states", "state,aliases\nA,x\nB,Á|X.\n", "row 3: 'Á' names A and B; keep it in"),
        (states, "states", "state,aliases\nA,\nA,\n", "row 3: A stands in"),
        (states, "states", 'state,aliases\n"A,\n', "mend the quotes there"),
        (
            offences,
            "offences",
            "offence,excluded,aliases\nx,sí,\n",
            "row 2: excluded is 'sí'; write",
        ),
        (labels, "labels", "scheme,code,es,en\ns,c,a,b\ns,c,a,b\n", "row 3: ('s', 'c') stands in"),
    ],
)
def test_what_reference_files_may_not_say(case, read, name, text, said):
    case.write(f"data/reference/{name}.csv", text)
    with pytest.raises(SourceError) as refusal:
        read(case.root, case.reference)
    assert said in str(refusal.value)
    assert f"data/reference/{name}.csv" in str(refusal.value)


HEAD = "left_record_id,right_record_id,judgement,judged_by,judged_on,judged_why\n"


def test_judgements(case):
    assert judgements(case.root) == []
    case.write(
        "data/hand/judgements.csv",
        HEAD
        + "a:2,a:1,same,quien revisa,2026-02-10,misma cédula\n\na:1,a:3,unsure,q,2026-02-11,\n",
    )
    assert judgements(case.root) == [
        {
            "position": 1,
            "left_record_id": "a:1",
            "right_record_id": "a:2",
            "judgement": "same",
            "judged_by": "quien revisa",
            "judged_on": date(2026, 2, 10),
            "judged_why": "misma cédula",
            "locator": "row 2",
            "left_row": None,
            "right_row": None,
        },
        {
            "position": 2,
            "left_record_id": "a:1",
            "right_record_id": "a:3",
            "judgement": "unsure",
            "judged_by": "q",
            "judged_on": date(2026, 2, 11),
            "judged_why": None,
            "locator": "row 4",
            "left_row": None,
            "right_row": None,
        },
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,b,equal,q,2026-02-10,", "row 2: judgement is 'equal'; write one of"),
        ("a,b,same,q,10/02/2026,", "row 2: judged_on is '10/02/2026'; write yyyy-mm-dd"),
        ("a,b,same,,2026-02-10,", "row 2: judged_by is blank; fill it in"),
        ("a,a,same,q,2026-02-10,", "row 2: left_record_id and right_record_id are both 'a'"),
    ],
)
def test_what_judgements_may_not_say(case, row, said):
    case.write("data/hand/judgements.csv", HEAD + row + "\n")
    with pytest.raises(SourceError) as refusal:
        judgements(case.root)
    assert said in str(refusal.value)


def test_what_the_rows_said_is_read_where_it_was_kept(case):
    case.write(
        "data/hand/judgements.csv",
        HEAD.strip()
        + ",left_row,right_row\n"
        + "a:1,a:2,same,q,2026-02-10,\n"
        + 'a:4,a:3,same,q,2026-02-11,,"{""name"": ""ANA""}",\n',
    )
    older, newer = judgements(case.root)
    assert older["left_row"] is older["right_row"] is None
    assert (newer["left_record_id"], newer["left_row"]) == ("a:3", None)
    assert (newer["right_record_id"], newer["right_row"]) == ("a:4", {"name": "ANA"})


@pytest.mark.parametrize("cell", ["ANA", "[1]", '"{""name"": 1}"'])
def test_what_the_rows_said_is_not_guessed(case, cell):
    line = f"a:1,a:2,same,q,2026-02-10,,{cell},\n"
    case.write("data/hand/judgements.csv", HEAD.strip() + ",left_row,right_row\n" + line)
    with pytest.raises(SourceError, match="row 2: left_row is not what `cotejo review` wrote"):
        judgements(case.root)


LAW = "situation,country,article,first_day,last_day,days_known,wave_es,wave_en,es,en,source_url\n"
TERM = "term,XX,1,2000-01-01,2020-12-31,day,,,término,term,https://example.org/\n"
MAY = "may,XX,8,2007-05-01,2007-05-31,month,mayo,May,hechos,events,https://example.org/\n"


def test_what_an_amnesty_law_reaches(case):
    assert amnesty(case.root, case.reference, "XX") == []
    case.write("data/reference/amnesty.csv", LAW + TERM + MAY)
    assert amnesty(case.root, case.reference, "YY") == []
    term, may = amnesty(case.root, case.reference, "XX")
    assert (term["situation"], term["article"], term["wave_es"]) == ("term", "1", None)
    assert may == {
        "situation": "may",
        "country": "XX",
        "article": "8",
        "situation_from": date(2007, 5, 1),
        "situation_to": date(2007, 5, 31),
        "days_known": "month",
        "wave_es": "mayo",
        "wave_en": "May",
        "situation_es": "hechos",
        "situation_en": "events",
        "source_url": "https://example.org/",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MAY, "row 2: the law of XX has no term; add a situation called term"),
        (TERM + MAY + MAY, "row 4: ('XX', 'may') stands in"),
        (TERM + MAY.replace("2007-05-01", "1/5/2007"), "row 3: first_day is '1/5/2007'; write"),
        (TERM + MAY.replace("05-31", "04-30"), "row 3: 2007-05-01 to 2007-04-30 must run forwards"),
        (TERM + MAY.replace("2007", "1999"), "must run forwards and lie in the term of the law"),
        (TERM + MAY.replace("month", "week"), "row 3: days_known is 'week'; write one of day"),
        (TERM + MAY.replace(",May,", ",,"), "row 3: give the wave in both languages"),
        (TERM + MAY.replace("https://example.org/", ""), "row 3: source_url is blank"),
    ],
)
def test_what_an_amnesty_law_may_not_say(case, text, said):
    case.write("data/reference/amnesty.csv", LAW + text)
    with pytest.raises(SourceError) as refusal:
        amnesty(case.root, case.reference, "XX")
    assert said in str(refusal.value)
    assert "data/reference/amnesty.csv" in str(refusal.value)


def test_the_venezuelan_law_has_its_thirteen_situations_in_the_years_that_it_names():
    found = amnesty(ROOT, ROOT / "data/reference", "VE")
    situations = [row for row in found if row["situation"] != "term"]
    assert len(situations) == 13
    assert {row["article"] for row in situations} == {"8"}
    dated = [row for row in situations if row["days_known"] != "acts"]
    years = {day.year for row in dated for day in (row["situation_from"], row["situation_to"])}
    named = {2002, 2003, 2004, 2007, 2009, 2013, 2014, 2017, 2019, 2023, 2024, 2025}
    assert years == named
    assert [(row["situation_from"].year, row["situation_to"].year) for row in situations
            if row["days_known"] == "acts"] == [(2016, 2021)]  # fmt: skip


WITHDRAWN = "record_id,source_id,row_id,withdrawn_on,withdrawn_by,reason,note\n"
ROW = "gov:0123456789abcdef"


def test_withdrawals_name_a_row_in_one_of_two_ways_and_keep_their_note_to_themselves(case):
    assert withdrawals(case.root, ["gov"]) == []
    case.write(
        "data/hand/withdrawals.csv",
        f"{WITHDRAWN}{ROW},,,2026-02-10,q,danger,Ana\n,gov,12,2026-02-11,q,asked,\n",
    )
    by_id, by_number = withdrawals(case.root, ["gov", "ngo"])
    assert by_id == {
        "position": 1,
        "locator": "row 2",
        "record_id": ROW,
        "source_id": "gov",
        "row_id": None,
        "withdrawn_on": date(2026, 2, 10),
        "withdrawn_by": "q",
        "withdrawal_reason": "danger",
    }
    assert (by_number["record_id"], by_number["source_id"], by_number["row_id"]) == (
        None,
        "gov",
        "12",
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{ROW},gov,,2026-02-10,q,danger,", "row 2: names a row twice; write record_id alone"),
        (",,,2026-02-10,q,danger,", "row 2: names no row; write record_id, or source_id with"),
        (",gov,,2026-02-10,q,danger,", "row 2: names no row"),
        ("gov-12,,,2026-02-10,q,danger,", "row 2: record_id is 'gov-12'; copy it from marts"),
        (",gob,12,2026-02-10,q,danger,", "row 2: source_id is 'gob'; write one of gov, ngo"),
        (",gov,12,10/02/2026,q,danger,", "row 2: withdrawn_on is '10/02/2026'; write yyyy-mm-dd"),
        (",gov,12,2026-02-10,,danger,", "row 2: withdrawn_by is blank; fill it in"),
        (",gov,12,2026-02-10,q,fear,", "row 2: reason is 'fear'; write one of danger, asked"),
        (",gov,12,2026-02-10,q,danger", "row 2: has 6 cells where the header has 7"),
    ],
)
def test_what_withdrawals_may_not_say(case, row, said):
    case.write("data/hand/withdrawals.csv", WITHDRAWN + row + "\n")
    with pytest.raises(SourceError) as refusal:
        withdrawals(case.root, ["gov", "ngo"])
    assert str(refusal.value).startswith("data/hand/withdrawals.csv, ")
    assert said in str(refusal.value)
