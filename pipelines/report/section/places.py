"""From which states and places of detention people left."""

from typing import Any

from pipelines.chart.bars import Bar, bars
from pipelines.chart.canvas import Telling, sentence
from pipelines.report.counted import label, largest_first, tables
from pipelines.report.element import Block, Details, Figure, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """States as a chart with its table, then places of detention."""
    words = told.words
    say = words.say
    heading = say("From where they left")
    if told.is_public:
        return Section("places", heading, _counted(told))
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
    table = _table(told, title, [("state", say("State"))], states)
    return Section(
        "places",
        heading,
        [
            _drawn(told, title, states, table),
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
                told.words.number(row["releases"]),
                told.words.number(row["corroborated"]),
            ]
            for row in rows
        ],
    )


def _counted(told: Told) -> list[Block]:
    """States and places of detention of a public page, small numbers hidden."""
    say = told.words.say
    shown = told.counts("release")
    title = say("Releases by state")
    state = ("state", say("State"), str)
    place = ("facility", say("Place of detention"), str)
    found = tables(told, shown, title, say("Releases"), state)
    if not shown or not found:
        return [
            Prose(say("No list of the case names anybody who left, so that no place can be told."))
        ]
    if isinstance(found[0], Table):
        rows = [
            Bar(sentence(label(told, str, name)), number)
            for (name,), number in sorted(shown.table.lines("state"), key=largest_first)
            if number
        ]
        described = "; ".join(f"{row.label}: {told.words.number(row.count)}" for row in rows)
        chart = bars(rows, Telling("places-states", title, described), told.words.number)
        found = [Figure(chart, None, title, (found[0],)), *found[1:]]
    places = tables(
        told, shown, say("Releases by place of detention"), say("Releases"), place, state
    )
    return [*found, Details(say("Places of detention"), places)]
