"""Which releases the country's amnesty law reaches."""

from pipelines.chart.canvas import sentence
from pipelines.report.counted import tables
from pipelines.report.element import Block, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Releases by what the law says of them and why, then by wave of detentions.

    Of the public edition by what the law says of them alone.
    """
    words = told.words
    say = words.say
    heading = say("What the amnesty law reaches")
    if told.is_public:
        return Section("law", heading, _counted(told))
    found = told.published.rows("law")
    if not found:
        return Section("law", heading, [_nothing(told)])
    blocks: list[Block] = [
        _judged(told),
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
                    told.words.number(row["releases"]),
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
                    told.words.number(row["releases"]),
                ]
                for row in told.published.rows("wave")
            ],
        ),
    ]
    return Section("law", heading, blocks)


def _counted(told: Told) -> list[Block]:
    """Whether the law reaches releases, on a public page: small numbers hidden."""
    say = told.words.say
    shown = told.counts("release")
    if shown is None or shown.table.lines("law") in (
        [],
        [(("not_judged",), shown.table.cells[()])],
    ):
        return [_nothing(told)]

    def reached(code: str) -> str:
        return say("not judged") if code == "not_judged" else told.label("reached", code)

    caption = say("Releases by whether the law reaches them")
    column = ("law", say("Whether the law reaches them"), reached)
    return [_judged(told), *tables(told, shown, caption, say("Releases"), column)]


def _judged(told: Told) -> Prose:
    text = told.words.say(
        "Judged on the offence and the day of detention that lists and registers state; the day of"
        " detention stands for that of the facts, which may be older. It enters no bridge."
    )
    return Prose(text)


def _nothing(told: Told) -> Prose:
    text = told.words.say(
        "Nothing to show: the case has no amnesty law, or no list of people who left."
    )
    return Prose(text)
