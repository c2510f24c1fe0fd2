"""Another country by configuration alone: the releases in Cuba of early 2025, from cited figures."""

import pytest

from sources.material import material
from tests.conftest import ROOT, Bench

CASE = ROOT / "data/cuba_2025"


@pytest.fixture(scope="module")
def cuba(warehouse, tmp_path_factory):
    """What the case says and how its comparisons are bridged."""
    bench = Bench(warehouse)
    read = material(CASE, ROOT / "data/reference", tmp_path_factory.mktemp("snapshots"))
    for name, rows in read.items():
        bench.given(name, *rows)
    wanted = ("marts.claim", "marts.bridge", "marts.comparison", "meta.rejected", "raw.comparison")
    found = {name: bench.run(name) for name in wanted}
    bench.clear()
    return found


def test_the_case_holds_nothing_but_claims_and_their_comparisons():
    files = {str(path.relative_to(CASE)) for path in CASE.rglob("*") if path.is_file()}
    assert {"sources/case.yml", "data/claims.csv", "README.md"} <= files
    made = ("data/published", "data/snapshots", "data/.")
    kept = {path for path in files if not path.startswith(made)}
    assert kept == {"sources/case.yml", "data/claims.csv", "README.md"}


def test_every_claim_is_cited_and_used(cuba):
    assert cuba["meta.rejected"] == []
    assert all(claim["source_url"] and claim["notes"] for claim in cuba["marts.claim"])
    assert {row["bridged_by"] for row in cuba["marts.comparison"]} == {"claims"}


@pytest.mark.parametrize(
    ("comparison", "listed", "steps"),
    [
        ("prisoners_defenders", 230, [("NOT_POLITICAL", 323)]),
        ("justicia_11j", 202, [("UNITEMISED", 351)]),
        ("ocdh", 212, [("UNITEMISED", 341)]),
        ("todos", 231, [("UNITEMISED", 322)]),
    ],
)
def test_four_lists_against_553(cuba, comparison, listed, steps):
    lines = sorted(
        (line for line in cuba["marts.bridge"] if line["comparison_id"] == comparison),
        key=lambda line: line["line_no"],
    )
    told = [(line["reason"], line["amount"]) for line in lines]
    assert told == [("FROM", listed), *steps, ("TO", 0)]
    assert lines[-1]["running_total"] == 553


def test_an_organisation_that_says_at_least_leaves_the_rest_open_below(cuba):
    (rest,) = [
        line
        for line in cuba["marts.bridge"]
        if line["comparison_id"] == "justicia_11j" and line["reason"] == "UNITEMISED"
    ]
    assert (rest["amount_low"], rest["amount_high"]) == (None, 351)


def test_applications_are_never_compared_with_people(cuba):
    figures = {claim["claim_id"]: claim for claim in cuba["marts.claim"]}
    assert figures["CU03a"]["value"] + figures["CU03b"]["value"] == figures["CU03"]["value"] == 553
    people = {row["from_claim_id"] for row in cuba["raw.comparison"]} | {"CU02"}
    assert {figures[claim_id]["unit"] for claim_id in people} == {"person"}
