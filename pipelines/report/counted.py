"""Tables of counts of people as a public page shows them: what is hidden is marked and said below."""

from collections.abc import Callable

from pipelines.chart.canvas import sentence
from pipelines.edition import OTHER, Protected
from pipelines.edition.period import UNKNOWN
from pipelines.report.element import Block, Heading, Prose, Table
from pipelines.report.told import Told

# An axis, its heading, and what a label of it is called.
Column = tuple[str, str, Callable[[str], str]]


def tables(
    told: Told, shown: Protected | None, caption: str, counted: str, *columns: Column
) -> list[Block]:
    """One crossing of a table of counts under a caption, nobody left out but where nobody is.

    Under it, what the mark of a hidden number means, and of what day a table of before is; of a
    table that is withheld, a sentence alone. Nothing, where nobody is counted.
    """
    if shown is None or shown.table.cells.get(()) == 0:
        return []
    if shown.outcome == "withheld":
        return [Prose(told.words.say("{table}: not shown.", table=caption)), _withheld(told)]
    axes = [axis for axis, *_ in columns]
    lines = [line for line in shown.table.lines(*axes) if line[1] != 0]
    if len(axes) == 1 and axes != ["week"]:
        lines.sort(key=largest_first)
    table = Table(
        caption,
        [*(Heading(heading) for _, heading, _ in columns), Heading(counted, True)],
        [
            [
                *(
                    sentence(label(told, name, each))
                    for (_, _, name), each in zip(columns, labels, strict=True)
                ),
                told.people(number),
            ]
            for labels, number in lines
        ],
    )
    return [table, *notes(told, shown, is_hidden=any(number is None for _, number in lines))]


def largest_first(line: tuple[tuple[str, ...], int | None]) -> tuple[bool, int, tuple[str, ...]]:
    """Where a line of one axis stands: by its number, hidden ones after it, no label of its own last."""
    labels, number = line
    return labels[0] in (OTHER, UNKNOWN), -(number or 0), labels


def label(told: Told, name: Callable[[str], str], code: str) -> str:
    """What a label is called; few people together and what is not known, in words."""
    if code == OTHER:
        return told.words.say("others, fewer than 5 people each")
    return told.words.say("not known") if code == UNKNOWN else name(code)


def notes(told: Told, shown: Protected, *, is_hidden: bool) -> list[Prose]:
    """What a reader must know of a table besides its numbers."""
    found = [told.why_hidden] if is_hidden else []
    if shown.outcome == "kept":
        found.append(
            told.words.say(
                "As shown in an earlier edition, counted for {day}: the little that has changed"
                " since would tell of 1 to 4 people.",
                day=told.words.day(shown.table.counted_on),
            )
        )
    return [Prose(text, is_note=True) for text in found]


def _withheld(told: Told) -> Prose:
    text = told.words.say(
        "No table of it can be published from which 1 to 4 people could not be worked out."
    )
    return Prose(text, is_note=True)
