"""What differs from the last publication."""

from pipelines.chart.canvas import sentence
from pipelines.edition.breakdown import OF_ONE_PUBLICATION
from pipelines.report.counted import tables
from pipelines.report.element import Block, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Counted units that came or went by figure, kind and cause; persons merged, split or renamed."""
    words = told.words
    say = words.say
    if told.is_public:
        return _counted(told)
    units = told.published.rows("change")
    persons = told.published.rows("person_change")
    if not units and not persons:
        return _section(told, [])
    blocks: list[Block] = []
    if units:
        blocks.append(
            Table(
                say("Counted units that differ, by figure"),
                [
                    Heading(say("Figure")),
                    Heading(say("What happened")),
                    Heading(say("Cause")),
                    Heading(say("Units"), True),
                    Heading(say("Change of the count"), True),
                ],
                [
                    [
                        row["claim_id"],
                        told.label("change_kind", row["kind"]),
                        told.label("change_cause", row["cause"]),
                        words.number(row["units"]),
                        words.signed(row["balance"]),
                    ]
                    for row in units
                ],
            )
        )
    if persons:
        blocks.append(
            Table(
                say("Persons who are not those of the last publication"),
                [Heading(say("What happened")), Heading(say("Persons"), True)],
                [
                    [
                        sentence(told.label("person_change", row["kind"])),
                        words.number(row["persons"]),
                    ]
                    for row in persons
                ],
            )
        )
    return _section(told, blocks)


def _counted(told: Told) -> Section:
    """What became of counted units, on a public page: small numbers hidden."""
    say = told.words.say

    def change(code: str) -> str:
        kind, _, sign = code.partition(" ")
        said = {"+": say("counts more"), "-": say("counts less")}.get(sign)
        named = told.label("change_kind", kind)
        return f"{named} ({said})" if said else named

    blocks = [
        block
        for name, shown in told.view.counts.items()
        if name.startswith(OF_ONE_PUBLICATION)
        for block in tables(
            told,
            shown,
            say("Counted units that differ: {claim}", claim=name.removeprefix(OF_ONE_PUBLICATION)),
            say("Units"),
            ("change", say("What happened"), change),
        )
    ]
    return _section(told, blocks)


def _section(told: Told, blocks: list[Block]) -> Section:
    say = told.words.say
    nothing = say(
        "Nothing that is counted differs from the last publication in the same place, or this is"
        " the first one."
    )
    heading = say("What changed since the last publication")
    return Section("changes", heading, blocks or [Prose(nothing)])
