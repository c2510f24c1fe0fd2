"""What differs from the last publication."""

from pipelines.chart.canvas import sentence
from pipelines.report.element import Block, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Counted units that came or went by figure, kind and cause; persons merged, split or renamed."""
    words = told.words
    say = words.say
    units = told.published.rows("change")
    persons = told.published.rows("person_change")
    heading = say("What changed since the last publication")
    if not units and not persons:
        return Section(
            "changes",
            heading,
            [
                Prose(
                    say(
                        "Nothing that is counted differs from the last publication in the same"
                        " place, or this is the first one."
                    )
                )
            ],
        )
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
                        told.people(row["units"]),
                        "" if told.edition.hides(row["units"]) else words.signed(row["balance"]),
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
                        told.people(row["persons"]),
                    ]
                    for row in persons
                ],
            )
        )
    return Section("changes", heading, blocks)
