"""Why one side does not count what the other does: reasons, sets of them, and the lists they come from."""

from collections.abc import Iterator

from pipelines.edition import OTHER
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.sheet.bridge import decimal
from pipelines.workbook.shown import STATED, WITHHELD, Row, Shown

SIDES = ("from", "to")


def sheet(shown: Shown) -> Sheet:
    """Of each side first its reasons, then sets that stand together, then reasons by list."""
    say = shown.words.say
    rows = [
        shown.told_of(row)
        for comparison in shown.comparisons
        if comparison.by_rows
        for side in SIDES
        for row in (
            *_reasons(shown, comparison.comparison_id, side),
            *_sets(shown, comparison.comparison_id, side),
            *_sources(shown, comparison.comparison_id, side),
        )
    ]
    return Sheet(
        say("Reasons"),
        say(
            "Why each side does not count what the other does: one row may have several reasons, and"
            " is counted under the first of them."
        ),
        grid(
            _columns(shown),
            rows,
            say(
                "There is nothing to show: no comparison of the case was made from lists of names."
            ),
        ),
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    return [
        column(
            f"marts.comparison.comparison_{shown.words.language}",
            say("Comparison"),
            "text",
            "title",
        ),
        column("marts.bridge.side", say("Side"), "text"),
        column("marts.claim.organisation", say("Counted only by"), "text"),
        Column(
            "what",
            say("What the line is"),
            "text",
            say(
                "A reason, with the rows that are counted under it; a set of reasons, with the rows"
                " that have these and no others; or a reason on one list."
            ),
        ),
        Column("label", say("Reasons"), "long", say("What the codes mean."), "reason"),
        Column("codes", say("Code"), "text", say("The codes, joined by +."), "reason"),
        column("marts.appearance.source_id", say("Source"), "text"),
        Column(
            "rows",
            say("Rows"),
            "integer",
            say(
                "How many rows; empty where the edition hides it, because it would tell of few people."
            ),
        ),
        column("marts.bridge.total", say("Total"), "integer"),
        column("marts.bridge.alone", say("Alone"), "integer"),
        column("marts.bridge.shapley", say("Shapley, exact"), "exact"),
        Column("share", say("Shapley"), "decimal", say("The same number as a decimal.")),
        shown.about_column(),
    ]


def _reasons(shown: Shown, comparison_id: str, side: str) -> Iterator[Row]:
    for line in shown.bridges:
        is_stated = line["from_reading"] == line["to_reading"] == STATED
        if (
            is_stated
            and (line["comparison_id"], line["side"]) == (comparison_id, side)
            and line["reason"] not in ("FROM", "TO", "UNITEMISED", "BEYOND_CLAIM")
        ):
            yield _row(shown, comparison_id, side) | {
                "what": shown.words.say("reason"),
                "label": line[f"label_{shown.words.language}"],
                "codes": line["reason"],
                "rows": abs(line["amount"]),
                "total": line.get("total"),
                "alone": line.get("alone"),
                "shapley": line.get("shapley"),
                "share": decimal(line.get("shapley")),
            }


def _sets(shown: Shown, comparison_id: str, side: str) -> Iterator[Row]:
    name = f"reason_source/{comparison_id}/{side}"
    for (reason, codes), number, about in shown.counted(name, "reason", "reasons"):
        if codes == reason:
            continue  # the reason alone, which its own line tells
        yield (
            _row(shown, comparison_id, side)
            | about
            | _labelled(shown, codes)
            | {
                "what": shown.words.say("set of reasons"),
                "rows": number,
            }
        )


def _sources(shown: Shown, comparison_id: str, side: str) -> Iterator[Row]:
    name = f"reason_source/{comparison_id}/{side}"
    for (code, source), number, about in shown.counted(name, "reason", "source"):
        yield (
            _row(shown, comparison_id, side)
            | about
            | _labelled(shown, code)
            | {
                "what": shown.words.say("reason on one list"),
                "source_id": None if source == WITHHELD else source,
                "rows": number,
            }
        )


def _row(shown: Shown, comparison_id: str, side: str) -> Row:
    return {
        "title": shown.titles[comparison_id],
        "side": shown.label("side", side),
        "organisation": shown.figure_of(comparison_id, side).organisation,
    }


def _labelled(shown: Shown, codes: str) -> Row:
    if codes == WITHHELD:
        return {}
    if codes == OTHER:
        told = shown.words.say("others taken together, each of few people")
    else:
        told = " + ".join(shown.label("reason", code) for code in codes.split("+"))
    return {"label": told, "codes": codes}
