"""What a run prints of figures alone: refusals in words, falls, sums, balances."""

import pytest

import models
from pipelines.case import REFERENCE, ROOT
from pipelines.summary import document, text
from sources.reference import labels
from tests.models.figures import day, figure

HELD = {"stock_or_flow": "stock", "window_start": None}
PRESS = {"organisation": "Agencia", "parts": ["A", "B"], "as_of": day(12)}
NEEDED = {"position": 1, "side": "ngo", "said_on": day(12), "as_of": day(12), "qualifier": "exact"}
NEEDED |= {"unit": "person", "stock_or_flow": "flow", "basis": "gross", "reading": "stated"}
CLAIMS = [
    figure("A", 75, as_of=day(9)),
    figure("B", 61, as_of=day(12)),
    figure("S", 136, **PRESS),
    figure("W", 150, as_of=day(14), qualifier="more_than"),
    figure("Z", 90, organisation="Sur"),
    figure("M", 2000, organisation="Este", unit="measure"),
    figure("OPEN", 806, as_of=day(5), **HELD),
    figure("SHUT", 740, as_of=day(13), **HELD),
]
BUILT = ("tally.refusal", "tally.claim_line", "marts.bridge", "marts.comparison", "meta.label")
BUILT += ("marts.claim_series", "marts.claim_pair", "marts.claim_sum", "marts.balance")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A publication of invented claims: one comparison of each kind, one balance."""
    made = tmp_path_factory.mktemp("published") / "warehouse.duckdb"
    said = [
        {name: [] for name in ("excludes", "evidence", "parts")} | NEEDED | claim
        for claim in CLAIMS
    ]
    asked = [("fallen", "A", "Z"), ("sound", "Z", "W"), ("measures", "Z", "M")]
    balance = {"balance_id": "b", "position": 1, "balance_es": "Presos", "balance_en": "Held"}
    items = [("opening", "OPEN"), ("releases", "B"), ("closing", "SHUT")]
    rows = {
        "raw.label": labels(ROOT, REFERENCE),
        "raw.comparison": [
            {"comparison_id": name, "position": place, "comparison_es": name, "comparison_en": name}
            | {"from_claim_id": start, "to_claim_id": end}
            for place, (name, start, end) in enumerate(asked, 1)
        ],
        "raw.balance": [
            balance | {"item": item, "place": place, "claim_id": claim_id}
            for place, (item, claim_id) in enumerate(items, 1)
        ],
        "staging.claim": said,
        "meta.run": [
            {"run_id": "r", "case_es": "Caso inventado", "case_en": "Invented case"}
            | {"started_at": "2026-01-01 00:00:00", "version": "0", "input_rows": 0}
            | {"config_sha256": "0" * 64, "models_sha256": "0" * 64}
        ],
    }
    with models.blank(made) as connection:
        for name, table in rows.items():
            models.fill(connection, models.tables()[name], table)
        for name in BUILT:
            models.build(connection, models.tables()[name])
    return made


@pytest.fixture(scope="module")
def printed(published):
    """What is printed, by comparison, and after the last."""
    return text(published).split("\n\n")


def test_a_refusal_stands_in_place_of_the_bridge(printed):
    [refused] = [part for part in printed if "[measures]" in part]
    assert refused.splitlines()[1:] == [
        "Sur, 90 (Z, 12/01/2026) y Este, 2000 (M, 12/01/2026): no se comparan, porque cuentan unidades"
        " distintas, y ninguna cifra publicada lleva de una a la otra (Z: personas; M: medidas)",
        "Sur, 90 (Z, 2026-01-12) and Este, 2000 (M, 2026-01-12): not compared, because they count"
        " different units, and no published figure leads from one to the other (Z: people; M: measures)",
    ]


def test_a_comparison_of_a_figure_that_fell_carries_one_line_of_warning(printed):
    [fallen] = [part for part in printed if "[fallen]" in part]
    [sound] = [part for part in printed if "[sound]" in part]
    assert fallen.splitlines()[-1] == (
        "aviso · warning: Norte, 75 (A, 09/01/2026) → Norte, 61 (B, 12/01/2026): bajó, sin cambio de base"
        " · Norte, 75 (A, 2026-01-09) → Norte, 61 (B, 2026-01-12): fell, with no change of basis"
    )
    assert "aviso" not in sound


def test_falls_sums_and_balances_are_printed_and_pairs_counted(printed, published):
    [told] = [part for part in printed if "marts.claim_pair" in part]
    fall, found, title, *lines, pairs = told.splitlines()
    assert fall.startswith("Norte, 75 (A, 09/01/2026) → Norte, 61")
    assert found == (
        "75 + 61 = 136 (A, B; sumadas en · added up in S); sin detallar por ninguna parte"
        " · itemised by no part: +14 … → 150 (W, +2 d)"
    )
    assert title == "Presos · Held [b]"
    assert [line.split()[-2:] for line in lines] == [
        ["806", "OPEN"],
        ["745", "B"],
        ["-5", "740"],
        ["740", "SHUT"],
    ]
    assert pairs.startswith(f"{document(published)['claims']['claim_pairs'][0]['pairs']} pares ")
