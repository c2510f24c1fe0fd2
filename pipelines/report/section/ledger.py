"""Every row on either side of every comparison, as published, with where it stands in each."""

from collections import defaultdict
from typing import Any

from pipelines.report.element import Block, Cell, Heading, Link, Prose, Section, Table
from pipelines.report.told import Told

OPTIONAL = ("national_id", "facility", "state", "note", "url")


def section(told: Told) -> Section:
    """The ledger; of the public edition, who may be named."""
    words = told.words
    say = words.say
    heading = say("Row by row")
    if told.is_public:
        return Section("ledger", heading, _named(told))
    rows = told.published.rows("ledger")
    if not rows:
        return Section(
            "ledger",
            heading,
            [
                Prose(
                    say("There is no row: no comparison of the case was made from lists of names.")
                )
            ],
        )
    standing: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in told.published.rows("standing"):
        standing[each["record_id"]][each["comparison_id"]].append(_standing(told, each))
    compared = [each for each in told.comparisons if each.by_rows]
    kept = [name for name in OPTIONAL if any(row[name] for row in rows)]
    names = {
        "national_id": say("Identity number"),
        "facility": say("Place of detention"),
        "state": say("State"),
        "note": say("Note"),
        "url": say("Source"),
    }
    return Section(
        "ledger",
        heading,
        [
            Prose(
                say(
                    "Each row as its list published it. In each comparison: on which side it"
                    " stands, whether both sides count it, and if not, why not; several reasons"
                    " stand in order of precedence. A percentage is the share of the draws of who"
                    " is who in which the row stands so."
                )
            ),
            Table(
                words.count("One row", "{number} rows", len(rows)),
                [
                    Heading(say("Name as published")),
                    Heading(say("List and row")),
                    Heading(say("Day of exit")),
                    *(Heading(names[name]) for name in kept),
                    *(Heading(each.title) for each in compared),
                ],
                [
                    [
                        row["full_name"]
                        or " ".join(filter(None, (row["given_names"], row["surnames"])))
                        or words.say("no name"),
                        f"{row['source_id']} · {row['locator']}",
                        words.days(row["occurred_from"], row["occurred_to"]),
                        *(_cell(told, row, name) for name in kept),
                        *(
                            " · ".join(standing[row["record_id"]][each.comparison_id])
                            for each in compared
                        ),
                    ]
                    for row in rows
                ],
                is_ledger=True,
            ),
        ],
    )


def _named(told: Told) -> list[Block]:
    """Who may be named, with the list that did and the month; a sentence where there is nobody."""
    words = told.words
    say = words.say
    rows = told.published.rows("named") if told.view.columns("marts.appearance") else []
    if not rows:
        return [Prose(say("The public edition holds no rows, no names and no identity numbers."))]
    return [
        Prose(
            say(
                "Here stand only adults whose release a list published by name and whose source"
                " permits it, where nothing speaks against it. Who is not here is counted, or"
                " hidden, and no less released."
            )
        ),
        Table(
            words.count("One row", "{number} rows", len(rows)),
            [
                Heading(say("Name as published")),
                Heading(say("List")),
                Heading(say("Month of exit")),
            ],
            [
                [
                    row["full_name"],
                    row["source_id"],
                    words.days(row["occurred_from"], row["occurred_to"]),
                ]
                for row in rows
            ],
            is_ledger=True,
        ),
    ]


def _cell(told: Told, row: dict[str, Any], name: str) -> Cell:
    if not row[name]:
        return ""
    return Link(told.words.say("source"), row[name]) if name == "url" else row[name]


def _standing(told: Told, each: dict[str, Any]) -> str:
    say = told.words.say
    side = say("first") if each["side"] == "from" else say("second")
    reasons = [told.label("reason", code) for code in each["all_reasons"]] or [
        told.label("reason", each["primary_reason"])
    ]
    what = say("counted by both") if each["in_both"] else "; ".join(reasons)
    if not each["counted"]:
        what = say("not counted by its own side: {reasons}", reasons=what)
    doubt = "" if each["probability"] == 1 else f" ({told.words.share(each['probability'])})"
    return f"{side}: {what}{doubt}"
