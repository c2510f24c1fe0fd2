"""From which states and places of detention people left."""

from typing import Any

from pipelines.chart.bars import Bar, bars
from pipelines.chart.canvas import Telling, sentence
from pipelines.report.element import Details, Figure, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """States as a chart with its table, then places of detention."""
    words = told.words
    say = words.say
    heading = say("From where they left")
    states = told.published.rows("state")
    facilities = told.published.rows("facility")
    if not states:
        return Section(
            "places",
            heading,
            [
                Prose(
                    say("No list of the case names anybody who left, so that no place can be told.")
                )
            ],
        )
    title = say("Releases by state, those that two independent sources or more know in full colour")
    shown = [
        row
        for row in states
        if not told.edition.hides(row["releases"])
        and not told.edition.hides(row["corroborated"])
        and not told.edition.hides(row["releases"] - row["corroborated"])
    ]
    table = _table(told, title, [("state", say("State"))], states)
    return Section(
        "places",
        heading,
        [
            _drawn(told, title, shown, table) if shown else table,
            Details(
                words.count(
                    "The one place of detention",
                    "All {number} places of detention",
                    len(facilities),
                ),
                [
                    _table(
                        told,
                        say("Releases by place of detention"),
                        [("facility", say("Place of detention")), ("state", say("State"))],
                        facilities,
                    )
                ],
            ),
        ],
    )


def _drawn(told: Told, title: str, rows: list[dict[str, Any]], table: Table) -> Figure:
    unstated = sentence(told.words.say("not stated"))
    described = "; ".join(
        f"{row['state'] or unstated}: {told.words.number(row['releases'])}" for row in rows
    )
    chart = bars(
        [Bar(row["state"] or unstated, row["releases"], row["corroborated"]) for row in rows],
        Telling("places-states", title, described),
        told.words.number,
    )
    return Figure(chart, None, title, (table,))


def _table(
    told: Told, caption: str, columns: list[tuple[str, str]], rows: list[dict[str, Any]]
) -> Table:
    say = told.words.say
    return Table(
        caption,
        [
            *(Heading(heading) for _, heading in columns),
            Heading(say("Releases"), True),
            Heading(say("In two independent sources or more"), True),
        ],
        [
            [
                *(row[name] or sentence(say("not stated")) for name, _ in columns),
                told.people(row["releases"]),
                _part(told, row["corroborated"], row["releases"]),
            ]
            for row in rows
        ],
    )


def _part(told: Told, part: int, whole: int) -> str:
    """A part, hidden also where what is left of the whole would be too small to show."""
    hidden = told.edition.hides(whole) or told.edition.hides(whole - part)
    return "" if hidden else told.people(part)
