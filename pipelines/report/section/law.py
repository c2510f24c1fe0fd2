"""Which releases the country's amnesty law reaches."""

from pipelines.chart.canvas import sentence
from pipelines.report.element import Block, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Releases by what the law says of them and why, then by wave of detentions."""
    words = told.words
    say = words.say
    heading = say("What the amnesty law reaches")
    found = told.published.rows("law")
    if not found:
        nothing = say(
            "Nothing to show: the case has no amnesty law, or no list of people who left."
        )
        return Section("law", heading, [Prose(nothing)])
    blocks: list[Block] = [
        Prose(
            say(
                "Judged on the offence and the day of detention that lists and registers state; the"
                " day of detention stands for that of the facts, which may be older. It enters no"
                " bridge."
            )
        ),
        Table(
            say("Releases by whether the law reaches them, and why"),
            [
                Heading(say("Whether the law reaches them")),
                Heading(say("Why")),
                Heading(say("Releases"), True),
            ],
            [
                [
                    sentence(told.label("reached", row["reached"])),
                    told.label("amnesty_because", row["because"]),
                    told.people(row["releases"]),
                ]
                for row in found
            ],
        ),
        Table(
            say("Releases by the wave of detentions in which the people were detained"),
            [Heading(say("Year")), Heading(say("Wave")), Heading(say("Releases"), True)],
            [
                [
                    str(row["wave_year"] or say("not stated")),
                    row[f"wave_{words.language}"] or "",
                    told.people(row["releases"]),
                ]
                for row in told.published.rows("wave")
            ],
        ),
    ]
    return Section("law", heading, blocks)
