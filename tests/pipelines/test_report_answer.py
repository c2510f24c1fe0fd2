"""A comparison in one sentence, in both languages, from rows, from figures, and where it cannot be made."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.edition import FOLDED
from pipelines.report.answer import answer
from pipelines.report.catalog import words
from pipelines.report.comparison import Claim, Comparison, Line
from pipelines.report.told import Told

DAY = date(2026, 2, 9)
LABELS = {
    "es": {
        ("qualifier", "more_than"): "más de",
        ("qualifier", "at_least"): "al menos",
        ("reason", "OUT_OF_WINDOW"): "fuera del período contado",
        ("bridged_by", "refused"): "las unidades no tienen medida común",
    },
    "en": {
        ("qualifier", "more_than"): "more than",
        ("qualifier", "at_least"): "at least",
        ("reason", "OUT_OF_WINDOW"): "outside the period counted",
        ("bridged_by", "refused"): "the units have no common measure",
    },
}


def told(language="es") -> Told:
    made = Told(None, words(language))
    made.__dict__["labels"] = LABELS[language]
    return made


def claim(organisation, value, qualifier="exact") -> Claim:
    return Claim(
        "A1", "stated", organisation, "ngo", None, DAY, DAY, value, qualifier, "person", "flow", "gross",
        None, None, None, [], [], None, None, None, None, None, None, None, None,
    )  # fmt: skip


def line(reason, amount, side="to", running=0, **what) -> Line:
    bounds = {"low": amount, "high": amount} | what
    return Line(
        side,
        reason,
        f"«{reason}»",
        amount,
        running,
        bounds["low"],
        bounds["high"],
        None,
        None,
        None,
        0,
        [],
    )


def compared(start, end, lines, bridged_by="claims") -> Comparison:
    running = 0
    placed = []
    for each in lines:
        running += each.amount
        placed.append(
            line(each.reason, each.amount, each.side, running, low=each.low, high=each.high)
        )
    return Comparison("main", "Una y otra", bridged_by, 0, None, start, end, placed, [], [])


HEADLINE = compared(
    claim("Foro", 448),
    claim("Comisión", 800, "more_than"),
    [
        line("FROM", 448, "from"),
        line("OUT_OF_WINDOW", 117, "from"),
        line("UNITEMISED", 235, low=236, high=None),
        line("TO", 0),
    ],
)
ROWS = compared(
    claim("ONG", 420),
    claim("Ministerio", 858),
    [
        line("FROM", 420, "from"),
        line("UNITEMISED", -9, "from"),
        line("NOT_ON_LIST", -66, "from"),
        line("DUPLICATE", 40),
        line("TRANSFER", 15),
        line("DEATH", 4),
        line("OUT_OF_WINDOW", 1454),
        line("BEYOND_CLAIM", -1000),
        line("TO", 0),
    ],
    "rows",
)


def test_from_published_figures():
    assert answer(told("es"), HEADLINE) == (
        "Foro cuenta 448 y Comisión, más de 800: +117 según cifras publicadas (fuera del período contado) y"
        " +235 sin constancia por nombres (236 o más, porque una cifra está abierta)."
    )
    assert answer(told("en"), HEADLINE) == (
        "Foro counts 448 and Comisión, more than 800: +117 by published figures (outside the period counted)"
        " and +235 not evidenced by names (236 or more, since a figure is open)."
    )


def test_from_rows_with_the_three_largest_reasons_of_the_larger_side():
    assert answer(told("es"), ROWS) == (
        "ONG cuenta 420 y Ministerio, 858: 345 con nombre están en los dos recuentos, 1.513 solo en el de"
        " Ministerio (sobre todo «OUT_OF_WINDOW», 1.454; «DUPLICATE», 40; «TRANSFER», 15), 66 solo en el de"
        " ONG, 9 de la cifra de ONG quedan sin constancia por nombres y Ministerio publicó 1.000 nombres más"
        " que su cifra."
    )
    assert "1,513 only in that of Ministerio (above all «OUT_OF_WINDOW», 1,454;" in answer(
        told("en"), ROWS
    )


def test_one_organisation_with_two_figures_is_told_by_the_figures():
    same = compared(
        claim("Ministerio", 897),
        claim("Ministerio", 896),
        [line("FROM", 897, "from"), line("REARRESTED", -1, "from"), line("TO", 0)],
        "rows",
    )
    assert answer(told(), same) == (
        "Ministerio cuenta 897 y Ministerio, 896: 896 con nombre están en los dos recuentos y 1 solo en el de"
        " 897 («REARRESTED», 1)."
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(None, 25, "25 o menos"), (26, None, "26 o más"), (None, None, "sin límite")],
)
def test_a_rest_that_is_open_says_how(low, high, said):
    lines = [line("FROM", 222, "from"), line("UNITEMISED", 25, low=low, high=high), line("TO", 0)]
    assert said in answer(told(), compared(claim("A", 222, "at_least"), claim("B", 247), lines))


def test_figures_that_agree():
    lines = [line("FROM", 8, "from"), line("TO", 0)]
    assert answer(told(), compared(claim("A", 8), claim("B", 8), lines)).endswith(
        "no hay diferencia."
    )


def test_what_cannot_be_compared_says_why():
    refused = compared(claim("A", 8), claim("B", None), [], "refused")
    assert answer(told("es"), refused) == (
        "A cuenta 8 y B, sin cifra, que no se pueden comparar: las unidades no tienen medida común."
    )
    assert "which cannot be compared" in answer(told("en"), refused)


def test_a_reason_of_its_own_outranks_the_code():
    refused = replace(
        compared(claim("A", 8), claim("B", 9), [], "refused"), refusal="se dijo antes"
    )
    assert answer(told("es"), refused).endswith("que no se pueden comparar: se dijo antes.")


def test_what_is_folded_is_no_reason_to_name():
    sentence = answer(told(), compared(
        claim("A", 30), claim("B", 42),
        [line("FROM", 30, "from"), line(FOLDED, 4), line("TRANSFER", 8), line("TO", 0)], "rows",
    ))  # fmt: skip
    assert "12 solo en el de B («TRANSFER», 8)" in sentence
