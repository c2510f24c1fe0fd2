"""From which states and places of detention people left."""

from collections.abc import Iterator

from pipelines.edition import OTHER
from pipelines.edition.period import UNKNOWN
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import WITHHELD, Row, Shown


def sheet(shown: Shown) -> Sheet:
    """States first, then places of detention; the public edition hides small numbers."""
    say = shown.words.say
    found = _protected(shown) if shown.is_public else _all(shown)
    return Sheet(
        say("Places"),
        say("From which states and places of detention people left, by the lists of the case."),
        grid(
            _columns(shown),
            found,
            say("No list of the case names anybody who left, so that no place can be told."),
        ),
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    releases = (
        say(
            "Releases, those of relatives who came along too; empty where the number would tell of"
            " few people."
        )
        if shown.is_public
        else say(
            "Releases: no transfer, no death, no order alone, no measure lifted, no relative who"
            " came along."
        )
    )
    return [
        Column(
            "what",
            say("What the line is"),
            "text",
            say("A state with all its places, or one place of detention."),
        ),
        shown.column("marts.release.state", say("State"), "text"),
        shown.column("marts.release.facility", say("Place of detention"), "text"),
        Column("releases", say("Releases"), "integer", releases),
        Column(
            "corroborated",
            say("In two independent sources or more"),
            "integer",
            say("Releases of them that two independent sources or more know."),
        ),
        shown.about_column(),
    ]


def _all(shown: Shown) -> list[Row]:
    say = shown.words.say
    unstated = say("not stated")
    return [
        row
        | {
            "what": say("state") if row["is_state"] else say("place of detention"),
            "state": row["state"] or unstated,
            "facility": None if row["is_state"] else row["facility"] or unstated,
        }
        for row in shown.found("place")
    ]


def _protected(shown: Shown) -> Iterator[Row]:
    say = shown.words.say
    for axis, what in (("state", say("state")), ("facility", say("place of detention"))):
        for (label,), number, about in shown.counted("release", axis):
            row: Row = {"what": what, "state": None, "facility": None, "releases": number}
            yield row | {axis: _place(shown, label)} | about


def _place(shown: Shown, label: str) -> str | None:
    say = shown.words.say
    if label == WITHHELD:
        return None
    if label == OTHER:
        return say("others taken together, each of few people")
    return say("not stated") if label == UNKNOWN else label
