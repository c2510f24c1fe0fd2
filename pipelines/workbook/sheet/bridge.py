"""Every line of every bridge: the figures as stated first, then their other readings."""

from fractions import Fraction

from pipelines.workbook.cell import joined
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Row, Shown


def sheet(shown: Shown) -> Sheet:
    """One line of a bridge a row."""
    say = shown.words.say
    return Sheet(
        say("Bridge"),
        say(
            "Every line that leads from one figure to the other, in its order: amounts are signed,"
            " and the running total ends at the second figure."
        ),
        grid(
            _columns(shown),
            [shown.told_of(_row(shown, line)) for line in shown.bridges],
            say("There is no bridge, because the case compares nothing."),
        ),
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    language = shown.words.language
    return [
        column(f"marts.comparison.comparison_{language}", say("Comparison"), "text", "title"),
        column("marts.bridge.from_reading", say("Reading of the first"), "text"),
        column("marts.bridge.to_reading", say("Reading of the second"), "text"),
        column("marts.bridge.line_no", say("Line no."), "integer"),
        column("marts.bridge.side", say("Side"), "text"),
        column(f"marts.bridge.label_{language}", say("Line"), "long", "label"),
        column("marts.bridge.reason", say("Code"), "text"),
        column("marts.bridge.amount", say("Change"), "signed"),
        column("marts.bridge.running_total", say("Running total"), "integer"),
        column("marts.bridge.amount_low", say("Change, at least"), "signed"),
        column("marts.bridge.amount_high", say("Change, at most"), "signed"),
        column("marts.bridge.total", say("Total"), "integer"),
        column("marts.bridge.alone", say("Alone"), "integer"),
        column("marts.bridge.shapley", say("Shapley, exact"), "exact"),
        Column("share", say("Shapley"), "decimal", say("The same number as a decimal.")),
        column("marts.bridge.named", say("With names"), "integer"),
        column("marts.bridge.claim_ids", say("Figures"), "text"),
    ]


def _row(shown: Shown, line: Row) -> Row:
    told = line | {
        "title": shown.titles[line["comparison_id"]],
        "label": line[f"label_{shown.words.language}"],
        "from_reading": shown.reading(line["from_reading"]),
        "to_reading": shown.reading(line["to_reading"]),
        "side": shown.label("side", line["side"]),
        "claim_ids": joined(line.get("claim_ids")),
    }
    if "shapley" in line:
        told["share"] = decimal(line["shapley"])
    return told


def decimal(exact: str | None) -> float | None:
    """An exact fraction as a decimal."""
    return None if exact is None else float(Fraction(exact))
