"""What a person judged outranks what rows say of themselves."""

from tests.models.linkage_lists import filled, judged, persons, row


def test_a_chain_of_judgements_joins_two_valid_numbers_and_says_so():
    connection = filled(
        [
            row("fp:1", "Ana Soto Malavé", national_id="V12345679"),
            row("jep:1", "Ana Soto"),
            row("gov:1", "Ana Soto Pérez", national_id="V20987345"),
        ],
        [judged(1, "fp:1", "jep:1", "same"), judged(2, "gov:1", "jep:1", "same")],
    )
    assert persons(connection) == [["fp:1", "gov:1", "jep:1"]]
    told = connection.execute("select distinct conflict from linkage.person").fetchall()
    assert told == [("joined by judgement: different identity numbers",)]


def test_a_judgement_that_a_later_one_replaced_or_whose_row_is_gone_decides_nothing():
    rows = [row("fp:1", "Ana Soto"), row("gov:1", "Luis Pérez"), row("gov:2", "Rosa Malavé")]
    told = [
        judged(1, "fp:1", "gov:1", "same"),
        judged(2, "gov:1", "fp:1", "different"),
        judged(3, "fp:1", "gov:9", "same"),
        judged(4, "fp:1", "gov:2", "same"),
    ]
    connection = filled(rows, told)
    standing = connection.execute("select standing from linkage.judgement order by position")
    assert [found for (found,) in standing.fetchall()] == [
        "replaced",
        "holds",
        "not_found",
        "holds",
    ]
    assert persons(connection) == [["fp:1", "gov:2"]]


def test_the_reason_of_a_judgement_that_finds_no_row_is_not_told_where_its_source_withdrew_one(
    bench,
):
    """The row that is gone may be the one withdrawn, as its source corrected it since."""
    for position, left in enumerate(("gov:gone", "jep:gone"), 1):
        ends = {"left_record_id": left, "right_record_id": "fp:gone", "judgement": "same"}
        by = {"judged_by": "X", "judged_on": "2026-02-01", "judged_why": "told by the family"}
        bench.given("raw.judgement", {"position": position} | ends | by)
    bench.given(
        "staging.withdrawn",
        {"position": 1, "record_id": "gov:other", "source_id": "gov"}
        | {"withdrawn_on": "2026-02-10", "withdrawal_reason": "danger"},
    )
    found = {row["left_judged_id"]: row for row in bench.run("linkage.judgement")}
    assert {row["standing"] for row in found.values()} == {"not_found"}
    whys = {judged_id: row["judged_why"] for judged_id, row in found.items()}
    assert whys == {"gov:gone": None, "jep:gone": "told by the family"}
