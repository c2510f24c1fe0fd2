"""The example case is what its README says, and its truth is complete."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from generate import EXAMPLE, SEED, generate
from truth import PRECEDENCE, releases
from world import World


@pytest.fixture(scope="module")
def world():
    return World(SEED)


@pytest.fixture(scope="module")
def verdicts():
    return rows_of("truth.csv")


@pytest.fixture(scope="module")
def totals():
    text = (EXAMPLE / "truth.json").read_text(encoding="utf-8")
    return json.loads(text)["comparisons"]


def rows_of(name):
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_under(root: Path) -> dict[str, bytes]:
    return {str(it.relative_to(root)): it.read_bytes() for it in root.rglob("*") if it.is_file()}


def test_generating_again_changes_no_byte(tmp_path):
    generate(tmp_path)
    kept = files_under(EXAMPLE)
    made = files_under(tmp_path)
    assert [name for name in made if kept.get(name) != made[name]] == []
    inbox = {name for name in kept if name.startswith("data/inbox/")}
    assert inbox <= made.keys()


def test_every_reason_is_primary_somewhere(verdicts, totals):
    counted = {row["primary_reason"] for row in verdicts if row["counted"] == "true"}
    assert counted == {*PRECEDENCE, "IN_BOTH"}
    residuals = {it[f"residual_{side}"] for it in totals.values() for side in ("from", "to")}
    assert residuals == {"UNITEMISED", "BEYOND_CLAIM"}


def test_the_truth_closes_every_bridge(totals):
    for it in totals.values():
        alone = {
            side: it[f"listed_{side}"] - it[f"{side}_only"]["IN_BOTH"] for side in ("from", "to")
        }
        assert it["from_only"]["IN_BOTH"] == it["to_only"]["IN_BOTH"]
        assert (
            it["value_from"] - it["unitemised_from"] - alone["from"] + alone["to"]
            + it["unitemised_to"] == it["value_to"]
        )  # fmt: skip


def test_a_row_is_in_both_or_has_reasons_in_order_of_precedence(verdicts):
    for row in verdicts:
        reasons = row["all_reasons"].split("|") if row["all_reasons"] else []
        assert (row["in_both"] == "true") == (not reasons)
        assert row["primary_reason"] == (reasons[0] if reasons else "IN_BOTH")
        assert reasons == sorted(set(reasons), key=PRECEDENCE.index)


def test_the_rules_form_the_releases_that_happened(world):
    rows = [row for each in world.rows.values() for row in each]
    named = releases(rows)
    assert [
        name for row, name in named.items() if not row.unidentifiable and name != row.release
    ] == []


def test_no_list_numbers_two_rows_alike():
    records = rows_of("truth_records.csv")
    assert len({(it["source_id"], it["row_id"]) for it in records}) == len(records)


def test_some_rows_are_identical_but_for_their_number():
    path = EXAMPLE / "data/inbox/gov_list/2026-02-09_lista.csv"
    lines = path.read_bytes().decode("cp1252").split("\r\n")
    contents = Counter(line.partition(";")[2] for line in lines if line)
    assert sum(times - 1 for times in contents.values()) >= 6


def test_the_counts_are_those_of_the_readme():
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^\| `data/inbox/(\w+)` .*? \| (\d+)", readme, flags=re.M))
    listed = Counter(it["source_id"] for it in rows_of("truth_records.csv"))
    assert {name: int(count) for name, count in said.items()} == listed
    assert (
        f"| `data/claims.csv` | lo que cada organización dijo | {len(rows_of('data/claims.csv'))} |"
        in readme
    )


def test_every_claim_and_title_says_that_it_is_invented():
    assert all("invented" in it["notes"] for it in rows_of("data/claims.csv"))
    for path in (EXAMPLE / "sources").rglob("*.yml"):
        assert "inventad" in path.read_text(encoding="utf-8"), path.name
