"""Every row on a side of a comparison, as published, with why the other side does not count it."""

from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Row, Shown


def sheet(shown: Shown) -> Sheet | None:
    """One row of one side a row; the public edition has no such sheet."""
    if shown.is_public:
        return None
    say = shown.words.say
    return Sheet(
        say("Cases"),
        say(
            "Every published row on a side of a comparison, with the reasons why the other side does"
            " not count it."
        ),
        grid(
            _columns(shown),
            [_row(shown, row) for row in shown.found("case")],
            say("There is no row: no comparison of the case was made from lists of names."),
        ),
        printed_to="why",
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    language = shown.words.language
    return [
        column(f"marts.comparison.comparison_{language}", say("Comparison"), "text", "title"),
        column("marts.discrepancy.side", say("Side"), "text"),
        column("marts.appearance.full_name", say("Name as published"), "text"),
        column("marts.appearance.source_id", say("Source"), "text"),
        column("marts.appearance.locator", say("Place in the file"), "id"),
        column("marts.appearance.occurred_from", say("Left from"), "day"),
        column("marts.appearance.occurred_to", say("Left to"), "day"),
        column("marts.discrepancy.counted", say("Counted by its side"), "text"),
        column("marts.discrepancy.in_both", say("Counted by both"), "text"),
        column("marts.discrepancy.primary_reason", say("Primary reason"), "text"),
        column("marts.discrepancy.all_reasons", say("All reasons"), "text"),
        column("marts.discrepancy.probability", say("Probability"), "share"),
        column(f"marts.discrepancy.explanation_{language}", say("Explanation"), "long", "why"),
        column("marts.appearance.national_id", say("Identity number"), "id"),
        column("marts.appearance.row_id", say("Published number"), "id"),
        Column(
            "code", say("Code"), "text", say("The code of the primary reason."), scheme="reason"
        ),
        column("marts.appearance.facility", say("Place of detention"), "text"),
        column("marts.appearance.state", say("State"), "text"),
        column("marts.appearance.note", say("Note"), "text"),
        column("marts.appearance.url", say("Address"), "text"),
        column("marts.discrepancy.record_id", say("Record"), "id"),
        column("marts.discrepancy.release_id", say("Release"), "id"),
        column("marts.discrepancy.person_id", say("Person"), "id"),
    ]


def _row(shown: Shown, row: Row) -> Row:
    return row | {
        "title": shown.titles[row["comparison_id"]],
        "side": shown.label("side", row["side"]),
        "counted": shown.yes_no(row["counted"]),
        "in_both": shown.yes_no(row["in_both"]),
        "code": row["primary_reason"],
        "primary_reason": shown.label("reason", row["primary_reason"]),
        "all_reasons": shown.labelled("reason", row["all_reasons"]),
        "why": row[f"explanation_{shown.words.language}"],
    }
