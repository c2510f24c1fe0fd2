"""A row withdrawn for safety leaves every table, with all that says the same."""

import pytest

COLUMNS = {"row_id": "N°", "full_name": "Nombre"}


@pytest.fixture
def listed(bench):
    """Two files of one list; withdrawals are told as (record_id, row_id)."""

    def give(*withdrawals):
        bench.declare("ngo", COLUMNS)
        bench.publish("ngo", row(1, "Ana"), row(2, "Luis"), row(3, "Luis"), row(4, "Rosa"))
        bench.publish("ngo", row(9, "Ana "), row(1, "Ana María"), on="2026-02-10", path="next.csv")
        for position, (record_id, row_id) in enumerate(withdrawals, 1):
            named = {"record_id": record_id, "row_id": row_id, "source_id": "ngo"}
            told = {"withdrawn_on": "2026-02-11", "withdrawn_by": "X"}
            told |= {"withdrawal_reason": "danger", "position": position, "locator": "row 2"}
            bench.given("raw.withdrawal", named | told)
        return bench

    return give


def row(number, name):
    return {"N°": str(number), "Nombre": name}


def names(bench):
    bench.run("staging.version")
    return sorted(row["cells"]["Nombre"] for row in bench.found("from staging.version"))


def test_a_number_withdraws_each_row_under_it_and_each_that_says_the_same(listed):
    assert names(listed()) == ["Ana", "Ana ", "Ana María", "Luis", "Luis", "Rosa"]


@pytest.mark.parametrize(
    ("row_id", "left"),
    [
        ("4", ["Ana", "Ana ", "Ana María", "Luis", "Luis"]),
        ("2", ["Ana", "Ana ", "Ana María", "Rosa"]),  # the same under another number
        ("1", ["Luis", "Luis", "Rosa"]),  # and in another file, however spaced
        ("7", ["Ana", "Ana ", "Ana María", "Luis", "Luis", "Rosa"]),
    ],
)
def test_what_a_withdrawal_takes_with_it(listed, row_id, left):
    assert names(listed((None, row_id))) == left


def test_a_row_is_withdrawn_by_its_identifier_and_counted_once(listed):
    bench = listed()
    ids = {row["cells"]["N°"]: row["record_id"] for row in bench.run("staging.version")}
    bench.clear()
    bench = listed((ids["2"], None), (None, "3"), ("ngo:" + "0" * 16, None))
    assert names(bench) == ["Ana", "Ana ", "Ana María", "Rosa"]
    [told] = bench.run("meta.withdrawal")
    assert (told["source_id"], told["withdrawal_reason"], told["records"]) == ("ngo", "danger", 2)


def test_of_a_refused_row_with_a_withdrawn_number_nothing_is_told(listed):
    bench = listed((None, "5"))
    refused = {"source_id": "ngo", "reason_text": "2 cells under 3 headings", "remedy": "mend it"}
    for number in (5, 6):
        told = {"locator": f"row {number}", "stops": False, "cells": row(number, "Eva")}
        bench.given("raw.rejected", refused | {"document_sha256": "0" * 64} | told)
    bench.given("staging.claim_fault")
    kept = {row["locator"]: row["cells"] for row in bench.run("staging.rejected")}
    assert kept == {"row 5": None, "row 6": row(6, "Eva")}
