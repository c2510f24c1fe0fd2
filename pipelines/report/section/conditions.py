"""Under which conditions and on which legal basis people left."""

from typing import Any

from pipelines.chart.bars import Bar, bars
from pipelines.chart.canvas import Telling, sentence
from pipelines.report.counted import tables
from pipelines.report.element import Block, Figure, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Measures as a chart with its table, then legal bases as a table."""
    words = told.words
    say = words.say
    heading = say("Under which conditions they left")
    if told.is_public:
        return Section("conditions", heading, _counted(told))
    found = told.published.rows("measure")
    if not found:
        return Section(
            "conditions",
            heading,
            [
                Prose(
                    say(
                        "No list of the case names anybody who left, so that no condition can be"
                        " told."
                    )
                )
            ],
        )
    title = say("Releases by the measure that the lists state")
    table = _table(told, title, "measure", found)
    blocks: list[Block] = [
        Prose(
            say(
                "Leaving prison is not always being free. Who left under several measures counts"
                " in each, so that they do not add up."
            )
        ),
        _drawn(told, title, found, table),
    ]
    bases = told.published.rows("legal_basis")
    if any(row["legal_basis"] for row in bases):
        blocks.append(
            _table(
                told, say("Releases by the legal basis that the lists state"), "legal_basis", bases
            )
        )
    return Section("conditions", heading, blocks)


def _drawn(told: Told, title: str, rows: list[dict[str, Any]], table: Table) -> Figure:
    chart = bars(
        [Bar(told.label("measure", row["measure"]), row["releases"]) for row in rows],
        Telling("conditions-measures", title, _told(told, rows)),
        told.words.number,
    )
    return Figure(chart, None, title, (table,))


def _told(told: Told, rows: list[dict[str, Any]]) -> str:
    return "; ".join(f"{told.label('measure', row['measure'])}: {row['releases']}" for row in rows)


def _table(told: Told, caption: str, scheme: str, rows: list[dict[str, Any]]) -> Table:
    say = told.words.say
    return Table(
        caption,
        [
            Heading(say("Measure") if scheme == "measure" else say("Legal basis")),
            Heading(say("Releases"), True),
        ],
        [
            [
                sentence(told.label(scheme, row[scheme]) or say("not stated")),
                told.words.number(row["releases"]),
            ]
            for row in rows
        ],
    )


def _counted(told: Told) -> list[Block]:
    """Conditions and who left, on a public page: each release in one line, small numbers hidden."""
    say = told.words.say
    shown = told.counts("release")

    def condition(code: str) -> str:
        return say("other measures") if code == "other_measure" else told.label("measure", code)

    def who(code: str) -> str:
        return told.label("reason", code) if code != "everybody_else" else say("everybody else")

    found = tables(
        told,
        shown,
        say("Releases by the heaviest condition that the lists state"),
        say("Releases"),
        ("conditions", say("Condition"), condition),
    )
    if not found:
        return [
            Prose(
                say("No list of the case names anybody who left, so that no condition can be told.")
            )
        ]
    return [
        Prose(say("Leaving prison is not always being free. Each release stands in one line.")),
        *found,
        *tables(told, shown, say("Who left"), say("Releases"), ("who", say("Who"), who)),
    ]
