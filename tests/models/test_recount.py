"""The tally in SQL agrees, row by row, with a slow recount written from the rules alone."""

import random
from typing import Any

import pytest

import models
from tests.models import oracle
from tests.models.worlds import strained, world

TALLY = [name for name in models.tables() if name.startswith("tally.") or name == "linkage.release"]
MARTS = ["marts.discrepancy", "marts.draw", "marts.bridge", "marts.claim_evidence"]


def load(connection: Any, made: dict[str, Any]) -> None:
    """Put a world into the tables that the tally reads, and build the tally."""
    table = models.tables()
    fields = {field.name for field in table["staging.record"].columns}
    names = {field.name for field in table["staging.name"].columns}
    records = made["records"]
    case = made["case"]
    rows = {
        "raw.case": [
            {
                "case_es": "Mundo",
                "case_en": "World",
                "timezone": "America/Caracas",
                "identity": "ve_cedula",
                **{key: case[key] for key in ("country", "release_gap_days", "precedence")},
            }
        ],
        "raw.comparison": [
            {
                "comparison_id": "main",
                "position": 1,
                "comparison_es": "x",
                "comparison_en": "x",
                "from_claim_id": made["x"]["claim_id"],
                "to_claim_id": made["y"]["claim_id"],
            }
        ],
        "raw.source": [
            {
                "source_id": source_id,
                "publisher": source_id,
                "publisher_kind": "ngo",
                "files_are": "batches",
                "date_order": "iso",
                "name_order": "given_first",
                **source,
            }
            for source_id, source in made["sources"].items()
        ],
        "staging.record": [
            {key: value for key, value in row.items() if key in fields}
            | {"flags": row["flags"] or []}
            for row in records
        ],
        "staging.name": [
            {"given": [], "family": [], "initials": [], "removed": []}
            | {key: value for key, value in row.items() if key in names}
            for row in records
        ],
        "linkage.person": [
            {"record_id": row["record_id"], "person_id": row["person_id"]} for row in records
        ],
        "staging.claim": [
            {
                ("evidence" if key == "evidence_sources" else key): value
                for key, value in claim.items()
            }
            | {"position": position}
            for position, claim in enumerate([made["x"], made["y"]], 1)
        ],
    }
    for name, content in rows.items():
        models.fill(connection, table[name], content)
    for name in [*TALLY, *MARTS]:
        models.build(connection, table[name])


@pytest.fixture(scope="module")
def connection() -> Any:
    with models.blank() as opened:
        yield opened


def recounted(made: dict[str, Any]) -> list[tuple[Any, ...]]:
    rows = oracle.discrepancy(made["records"], made["sources"], made["x"], made["y"], made["case"])
    return sorted(
        (
            row["side"],
            row["record_id"],
            row["counted"],
            row["in_both"],
            row["primary_reason"],
            row["all_reasons"],
        )
        for row in rows
    )


@pytest.mark.parametrize("seed", range(25))
def test_random_worlds_agree(connection: Any, seed: int) -> None:
    agree(connection, world(random.Random(seed)))


@pytest.mark.parametrize("seed", range(100, 116))
def test_worlds_agree_on_what_cannot_be_compared(connection: Any, seed: int) -> None:
    rng = random.Random(seed)
    agree(connection, strained(rng, world(rng)))


def agree(connection: Any, made: dict[str, Any]) -> None:
    """Hold the tables against the recount, row by row and line by line."""
    load(connection, made)
    found = connection.execute(
        "select side, record_id, counted, in_both, primary_reason, all_reasons"
        " from marts.discrepancy order by all"
    ).fetchall()
    assert found == recounted(made)
    arguments = made["records"], made["sources"], made["x"], made["y"], made["case"]
    bridge = [
        (
            line["line_no"], line["side"], line["reason"], line["amount"], line["running_total"],
            line["amount_low"], line["amount_high"], line["total"], line["alone"],
            None if line["shapley"] is None else str(line["shapley"]), line["named"],
        )
        for line in oracle.bridge(*arguments)
    ]  # fmt: skip
    assert (
        bridge
        == connection.execute(
            "select line_no, side, reason, amount, running_total, amount_low, amount_high, total, alone,"
            " shapley, named from marts.bridge order by line_no"
        ).fetchall()
    )
    for claim in (made["x"], made["y"]):
        expected = oracle.claim_evidence(made["records"], made["sources"], claim, made["case"])
        found = connection.execute(
            "select evidenced_low, evidenced_high, residual_low, residual_high"
            " from marts.claim_evidence where claim_id = ?",
            [claim["claim_id"]],
        ).fetchall()
        assert found == [
            tuple(
                expected[key]
                for key in ("evidenced_low", "evidenced_high", "residual_low", "residual_high")
            )
        ]
