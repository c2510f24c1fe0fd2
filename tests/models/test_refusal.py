"""Comparisons that cannot be made are answered in words, by rows and by claims, and never with a number."""

import pytest

from tests.models.figures import day, figure
from tests.models.worlds import CASE_START, CUT_OFF, MIDDLE, worked_example

PARTS = {"unit": "beneficiary", "parts": ["P", "Q"]}


@pytest.fixture
def answer(bench):
    """What becomes of the comparison of claim A with claim Z: how, refusal, the sentences, lines."""

    def compared(*claims, ends=("A", "Z")):
        bench.give_labels()
        bench.given("tally.pair")
        bench.given("tally.row_line")
        bench.given("marts.draw")
        bench.given("raw.comparison", {"from_claim_id": ends[0], "to_claim_id": ends[1]})
        bench.given("staging.claim", *claims)
        [row] = bench.run("marts.comparison")
        return row | {"lines": len(bench.run("marts.bridge"))}

    return compared


A = figure("A", 806, as_of=day(9))
NAMED = "Norte, 806 (A, 09/01/2026) y Sur, 100 (Z, 09/01/2026): no se comparan, porque "
NAMED_EN = "Norte, 806 (A, 2026-01-09) and Sur, 100 (Z, 2026-01-09): not compared, because "
REFUSED = [
    (
        "stock_with_flow",
        {"stock_or_flow": "stock", "window_start": None},
        "una cuenta personas presas en un día y la otra personas salidas en un período"
        " (A: personas salidas en un período; Z: personas presas en un día)",
        "one counts people held on a day and the other people who left in a period"
        " (A: left in a period; Z: held on a day)",
    ),
    (
        "no_common_unit",
        {"unit": "measure"},
        "cuentan unidades distintas, y ninguna cifra publicada lleva de una a la otra"
        " (A: personas; Z: medidas)",
        "they count different units, and no published figure leads from one to the other"
        " (A: people; Z: measures)",
    ),
    (
        "windows_apart",
        {"window_start": day(1), "window_end": day(7)},
        "sus períodos no tienen ningún día en común"
        " (A: 2026-01-08 – 2026-01-09; Z: 2026-01-01 – 2026-01-07)",
        "their periods have no day in common (A: 2026-01-08 – 2026-01-09; Z: 2026-01-01 – 2026-01-07)",
    ),
    (
        "circular",
        {"derived_from": ["A", "B"]},
        "son la misma cifra, o una se calcula con la otra",
        "they are one figure, or one is computed from the other",
    ),
]


@pytest.mark.parametrize(("code", "other", "spanish", "english"), REFUSED)
def test_a_refusal_names_both_claims_and_what_is_different(answer, code, other, spanish, english):
    found = answer(A, figure("Z", 100, **{"organisation": "Sur", "as_of": day(9)} | other))
    assert (found["bridged_by"], found["refusal"], found["lines"]) == ("refused", code, 0)
    assert found["refusal_es"] == NAMED + spanish
    assert found["refusal_en"] == NAMED_EN + english


def test_a_claim_without_a_figure(answer):
    found = answer(A, figure("Z", None, organisation="Sur", as_of=day(9)))
    assert (found["bridged_by"], found["refusal"], found["lines"]) == ("refused", "no_figure", 0)
    assert found["refusal_es"].endswith(
        "y Sur, ? (Z, 09/01/2026): no se comparan, porque no se dio una cifra (Z)"
    )
    assert found["refusal_en"].endswith("because no figure was given (Z)")


def test_a_claim_not_yet_said_is_named_alone(answer):
    found = answer(A)
    assert (found["bridged_by"], found["refusal"], found["lines"]) == ("not_yet_said",) * 2 + (0,)
    assert found["refusal_es"] == (
        "Norte, 806 (A, 09/01/2026) y Z: no se comparan, porque una de las cifras aún no se había dicho (Z)"
    )
    assert found["refusal_en"].endswith("because one of the figures had not yet been said (Z)")


CHAINS = [
    ("itself", [A], ("A", "A")),
    ("computed from it", [A, figure("Z", 9, derived_from=["A"])], ("A", "Z")),
    ("the other way round", [A, figure("Z", 9, derived_from=["A"])], ("Z", "A")),
    (
        "computed from what is computed from it",
        [A, figure("B", 9, derived_from=["A"]), figure("Z", 8, derived_from=["B"])],
        ("A", "Z"),
    ),
    (
        "a part of a part",
        [A, figure("B", 9, parts=["A"]), figure("Z", 8, parts=["B"])],
        ("A", "Z"),
    ),
    (
        "computed from a whole that it is a part of",
        [A, figure("B", 9, parts=["A"]), figure("Z", 8, derived_from=["B"])],
        ("A", "Z"),
    ),
    (
        "a part that is computed from its whole",
        [figure("A", 9, parts=["Z", "B"]), figure("Z", 8, derived_from=["A"])],
        ("A", "Z"),
    ),
    (
        "claims that lead back to one another",
        [
            figure("A", 9, derived_from=["B"]),
            figure("B", 9, derived_from=["A", "Z"]),
            figure("Z", 1),
        ],
        ("A", "Z"),
    ),
]


@pytest.mark.parametrize(("why", "claims", "ends"), CHAINS)
def test_what_is_computed_from_the_other_is_compared_with_nothing(answer, why, claims, ends):
    found = answer(*claims, ends=ends)
    assert (found["refusal"], found["lines"]) == ("circular", 0), why


ALLOWED = [
    ("a part and its whole", [A, figure("Z", 900, parts=["A", "B"]), figure("B", 94)]),
    (
        "a part that is the step of the unit",
        [A, figure("Z", 900, **PARTS), figure("P", 100), figure("Q", 800, unit="beneficiary")],
    ),
    ("two figures computed from a third", [A | {"derived_from": ["C"]}, figure("Z", 9, derived_from=["C"])]),
    ("cut-offs far apart", [A, figure("Z", 900, as_of=day(31))]),
    ("an unstated first day", [A, figure("Z", 900, as_of=day(9), window_start=None)]),
    ("windows that share one day", [A, figure("Z", 900, window_start=day(1), window_end=day(8))]),
    ("a window that begins on the other's last day", [A, figure("Z", 900, window_start=day(9))]),
    ("two stocks of different days", [
        figure(name, 900, stock_or_flow="stock", window_start=None, as_of=day(number))
        for name, number in (("A", 5), ("Z", 19))
    ]),
    ("another population", [A, figure("Z", 9, population="foreign", as_of=day(9))]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "claims"), ALLOWED)
def test_what_the_rules_allow_is_not_refused(answer, why, claims):
    found = answer(*claims)
    assert (found["refusal"], found["refusal_es"], found["refusal_en"]) == (None, None, None), why
    assert found["lines"] >= 2


def test_a_contrast_of_one_population_leads_on(answer):
    december = {"window_start": day(1), "as_of": day(9)}
    end = figure("Z", 900, organisation="Sur", **december)
    assert answer(A, figure("B", 840, **december), end)["lines"] == 4


def test_a_contrast_of_another_population_leads_nowhere(answer):
    december = {"window_start": day(1), "as_of": day(9)}
    other = figure("B", 840, population="foreign", **december)
    assert answer(A, other, figure("Z", 900, organisation="Sur", **december))["lines"] == 3


# Readings ---------------------------------------------------------------------------------------


def test_another_reading_that_cannot_be_compared_is_left_out_alone(bench, answer):
    said = {"organisation": "Sur", "as_of": day(9)}
    early = {"reading": "early", "window_start": day(1), "window_end": day(3)}
    found = answer(A, figure("Z", 900, **said), figure("Z", 900, **said, **early))
    assert (found["bridged_by"], found["refusal"]) == ("claims", None)
    assert {line["to_reading"] for line in bench.run("marts.bridge")} == {"stated"}


def test_what_is_refused_as_stated_is_bridged_by_no_other_reading(answer):
    early = {"organisation": "Sur", "as_of": day(9), "window_start": day(1), "window_end": day(3)}
    wide = {"organisation": "Sur", "as_of": day(9), "reading": "wide"}
    found = answer(A, figure("Z", 900, **early), figure("Z", 900, **wide))
    assert (found["refusal"], found["lines"]) == ("windows_apart", 0)


# With lists on both sides -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "y", "refusal"),
    [
        ({"stock_or_flow": "stock"}, {}, "stock_with_flow"),
        (
            {"window_start": CASE_START, "window_end": MIDDLE},
            {"window_start": CUT_OFF},
            "windows_apart",
        ),
        ({"derived_from": ["Y"]}, {}, "circular"),
        ({}, {"unit": "application"}, "no_common_unit"),
    ],
)
def test_rows_on_both_sides_change_nothing(bench, x, y, refusal):
    made = worked_example()
    bench.give_world(made | {"x": made["x"] | x, "y": made["y"] | {"as_of": CUT_OFF} | y})
    [comparison] = bench.run("marts.comparison")
    assert (comparison["bridged_by"], comparison["refusal"]) == ("refused", refusal)
    for table in ("tally.pair", "marts.bridge", "marts.discrepancy", "marts.draw"):
        assert bench.run(table) == [], table


@pytest.mark.parametrize("unit", ["row", "person", "order", "measure", "beneficiary"])
def test_rows_are_the_step_from_one_unit_to_another(bench, unit):
    made = worked_example()
    bench.give_world(made | {"y": made["y"] | {"unit": unit}})
    assert [row["bridged_by"] for row in bench.run("marts.comparison")] == ["rows"]
