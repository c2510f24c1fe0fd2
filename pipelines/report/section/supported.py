"""The best-supported number under each definition, and what it does and does not say."""

from pipelines.chart.canvas import sentence
from pipelines.report.element import Block, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """The numbers as a table under the statement of uncertainty."""
    words = told.words
    say = words.say
    rows = told.published.rows("best_count")
    # On a public page a number that is null is hidden; what is not known has no line.
    found = [row for row in rows if told.is_public or row["count"] is not None]
    heading = say("The best-supported number")
    if not found:
        return Section(
            "supported",
            heading,
            [
                Prose(
                    say(
                        "There is none: the case has no list of names, so that nobody can be"
                        " counted one by one. Every figure on this page is a published figure."
                    )
                )
            ],
        )
    blocks: list[Block] = [
        Table(
            say("Numbers that names support, by definition"),
            [
                Heading(say("Definition")),
                Heading(say("Count"), True),
                Heading(say("At least"), True),
                Heading(say("At most"), True),
                Heading(say("Cut-off")),
            ],
            [
                [
                    sentence(definition(told, row["definition"])),
                    *(told.people(row[which]) for which in ("count", "low", "high")),
                    words.short_day(row["as_of"]),
                ]
                for row in found
            ],
        ),
        Prose(
            say(
                "These are people whose release at least one record with a name supports, known by"
                " {day}. They are not the total of releases: what is unexplained means that no"
                " names were found, not that the releases did not happen.",
                day=words.day(told.run["cut_off"]),
            ),
            is_note=True,
        ),
    ]
    if any(row[which] is None for row in found for which in ("count", "low", "high")):
        blocks.append(Prose(told.why_hidden, is_note=True))
    return Section("supported", heading, blocks)


def definition(told: Told, code: str) -> str:
    """What a number counts; of a measure, the common definition under it."""
    own = told.labels.get(("definition", code))
    return own or f"{told.label('definition', 'measure')} {told.label('measure', code)}"
