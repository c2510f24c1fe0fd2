"""Pairs of rows of which nobody knows whether they are one person, side by side."""

from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Shown


def sheet(shown: Shown) -> Sheet | None:
    """One pair a row, those that would change the bridges most first; none in the public edition."""
    if shown.is_public:
        return None
    say = shown.words.say
    return Sheet(
        say("Doubtful"),
        say(
            "Pairs of rows that may be one person or two, and pairs that somebody judged, with what"
            " speaks for and against."
        ),
        grid(
            _columns(shown),
            [
                row
                | {
                    "decision": shown.label("decision", row["decision"]),
                    "decided_by": shown.label("decided_by", row["decided_by"]),
                    "signs": row["evidence" if shown.words.language == "es" else "evidence_en"],
                }
                for row in shown.found("doubt")
            ],
            say("There is nothing to show: no pair of rows is in doubt."),
        ),
        printed_to="right_from",
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    signs = "evidence" if shown.words.language == "es" else "evidence_en"
    return [
        column("marts.appearance.full_name", say("Name in one row"), "text", "left_name"),
        column("marts.appearance.full_name", say("Name in the other row"), "text", "right_name"),
        column("marts.link.probability", say("Probability"), "share"),
        column("marts.link.decision", say("Decision"), "text"),
        column("marts.link.decided_by", say("Decided by"), "text"),
        column("marts.link.consequence", say("Would change"), "integer"),
        column(f"marts.link.{signs}", say("Evidence"), "prose", "signs"),
        column("marts.appearance.source_id", say("Source of one row"), "text", "left_source"),
        column("marts.appearance.locator", say("Place of one row"), "id", "left_locator"),
        column("marts.appearance.occurred_from", say("Day of one row"), "day", "left_from"),
        column("marts.appearance.source_id", say("Source of the other"), "text", "right_source"),
        column("marts.appearance.locator", say("Place of the other"), "id", "right_locator"),
        column("marts.appearance.occurred_from", say("Day of the other"), "day", "right_from"),
        column("marts.link.left_record_id", say("One record"), "id"),
        column("marts.link.right_record_id", say("Other record"), "id"),
    ]
