"""Each comparison line by line: chart, table, overlapping reasons, readings."""

from pipelines.chart.canvas import Telling, sentence
from pipelines.chart.upset import upset
from pipelines.chart.waterfall import Step, waterfall
from pipelines.edition import OTHER
from pipelines.report.answer import answer
from pipelines.report.comparison import Claim, Comparison, Line, Reading
from pipelines.report.counted import tables
from pipelines.report.element import (
    Block,
    Details,
    Figure,
    Heading,
    Prose,
    Section,
    Subheading,
    Table,
)
from pipelines.report.told import Told

SEVERAL = 2


def section(told: Told) -> Section:
    """All comparisons, each under its title; the first one's chart stands at the head of the page."""
    say = told.words.say
    blocks: list[Block] = [
        Prose(
            say(
                "A bridge leads from one figure to the other. Its steps stand in the order of the"
                " table: what has no names of the first figure, what only the first side counts,"
                " what only the second side counts, what has no names of the second. One row may"
                " have several reasons; the step shows it under the first of them in the order of"
                " precedence."
            )
        ),
    ]
    if any(each.by_rows for each in told.comparisons):
        blocks.append(Prose(_told_besides(told)))
    for place, comparison in enumerate(told.comparisons):
        blocks += _comparison(told, comparison, is_first=place == 0)
    if not told.comparisons:
        blocks = [Prose(say("There is no bridge, because the case compares nothing."))]
    return Section("bridges", say("The bridges, line by line"), blocks)


def _told_besides(told: Told) -> str:
    if told.is_public:
        return told.words.say(
            "A reason of fewer than 5 people is not shown by itself: of each side one step takes"
            " together what is not shown, so that the bridge adds up. How many rows have a reason"
            " among others, and the bounds of a line, are not shown, since their differences tell"
            " few people apart."
        )
    return told.words.say(
        "«Total» counts every row that has the reason, «alone» those that have no other; over all"
        " orders of the steps the reason's part runs from one to the other, and «Shapley» is its"
        " mean."
    )


def chart(told: Told, comparison: Comparison) -> Figure | None:
    """The waterfall of a comparison, wide and narrow; None where it could not be made."""
    lines = comparison.lines
    if not lines:
        return None
    words = told.words
    steps = [
        Step(
            _label(told, comparison, line),
            line.amount,
            line.running_total,
            line.is_end,
            not line.is_residual,
            line.is_open,
        )
        for line in lines
    ]
    title = words.say("Bridge: {title}", title=comparison.title)
    described = " ".join(
        f"{_label(told, comparison, line)}: {_told(told, line)}." for line in lines
    )
    wide, narrow = (
        waterfall(
            steps,
            Telling(f"{comparison.anchor}-{size}", title, described),
            words.number,
            size == "narrow",
        )
        for size in ("wide", "narrow")
    )
    return Figure(
        wide,
        narrow,
        words.say(
            "Blue adds, orange takes away, grey is a figure as said; hatched is what has no names."
            " «…» marks a bar that is open."
        ),
    )


def _told(told: Told, line: Line) -> str:
    return told.words.number(line.running_total) if line.is_end else told.words.signed(line.amount)


def _label(told: Told, comparison: Comparison, line: Line) -> str:
    if not line.is_end:
        return line.label
    claim = comparison.start if line.reason == "FROM" else comparison.end
    return f"{claim.organisation}: {told.said(claim.value, claim.qualifier)}"


def _dated(told: Told, comparison: Comparison, line: Line) -> str:
    claim = comparison.start if line.reason == "FROM" else comparison.end
    day = told.words.short_day(claim.as_of)
    if claim.derived_from:
        day += f", {told.label('word', 'derived')} {', '.join(claim.derived_from)}"
    return f"{_label(told, comparison, line)} ({day})"


def _comparison(told: Told, comparison: Comparison, is_first: bool) -> list[Block]:
    words = told.words
    blocks: list[Block] = [
        Subheading(comparison.title, comparison.anchor),
        Prose(answer(told, comparison), is_lead=True),
    ]
    if comparison.days_apart:
        blocks.append(
            Prose(
                words.count(
                    "The two cut-offs are {number} day apart; no step is made of it.",
                    "The two cut-offs are {number} days apart; no step is made of them.",
                    abs(comparison.days_apart),
                ),
                is_note=True,
            )
        )
    drawn = None if is_first else chart(told, comparison)
    if drawn:
        blocks.append(drawn)
    if comparison.lines:
        blocks.append(_table(told, comparison))
    if (
        comparison.by_rows
        and not told.is_public
        and any(line.is_bounded for line in comparison.lines)
    ):
        blocks.append(
            Prose(
                words.say(
                    "«From» and «to» bound a line in 95% of the draws of who is who; bounds of"
                    " several lines do not add up, and are not made to."
                ),
                is_note=True,
            )
        )
    for side in ("from", "to"):
        blocks += _overlap(told, comparison, side)
        blocks += _by_source(told, comparison, side)
    if len(comparison.readings) >= SEVERAL:
        blocks.append(_readings(told, comparison))
    return blocks


def _table(told: Told, comparison: Comparison) -> Table:
    words = told.words
    say = words.say
    lines = comparison.lines
    headings = [
        Heading(say("Line")),
        Heading(say("Change"), True),
        Heading(say("Running total"), True),
        Heading(say("From"), True),
        Heading(say("To"), True),
        Heading(say("Total"), True),
        Heading(say("Alone"), True),
        Heading(say("Shapley"), True),
        Heading(say("With names"), True),
        Heading(say("Figures")),
    ]
    cells = [_cells(told, comparison, line) for line in lines]
    kept = [
        0,
        1,
        2,
        *(place for place in range(3, len(headings)) if any(row[place] for row in cells)),
    ]
    return Table(
        say("Lines of the bridge: {title}", title=comparison.title),
        [headings[place] for place in kept],
        [[row[place] for place in kept] for row in cells],
    )


def _cells(told: Told, comparison: Comparison, line: Line) -> list[str]:
    words = told.words
    is_folded = told.is_public and comparison.by_rows
    bounds = (
        ["", ""]
        if is_folded or not line.is_bounded
        else [words.signed(line.low), words.signed(line.high)]
    )
    return [
        sentence(line.label) if not line.is_end else _dated(told, comparison, line),
        "" if line.is_end else words.signed(line.amount),
        words.number(line.running_total),
        *bounds,
        *("" if count is None else words.number(count) for count in (line.total, line.alone)),
        words.fraction(line.shapley),
        words.number(line.named) if line.named and line.is_step else "",
        ", ".join(line.claim_ids),
    ]


def _overlap(told: Told, comparison: Comparison, side: str) -> list[Block]:
    """The reasons of a side that stand together; nothing where no row has two."""
    sets = _shown_sets(told, comparison, side) if told.is_public else _own_sets(comparison, side)
    if not any(len(reasons) > 1 for reasons in sets):
        return []
    words = told.words
    named = {
        tuple(told.label("reason", code) for code in reasons): units
        for reasons, units in sets.items()
    }
    title = words.say(
        "Overlapping reasons: what only {organisation} counts",
        organisation=_claim(comparison, side).organisation,
    )
    described = "; ".join(
        f"{' + '.join(reasons)}: {words.number(units)}" for reasons, units in named.items()
    )
    drawn = Figure(
        upset(
            named,
            Telling(f"{comparison.anchor}-{side}-reasons", title, described),
            words.number,
            not told.is_public,
        ),
        None,
        words.say("{title}. Each column is a set of reasons that rows have together.", title=title),
        (_sets(told, title, sets),),
    )
    if not told.is_public:
        return [drawn]
    few = words.say("Sets of fewer than 5 rows, and those that would tell of them, are not drawn.")
    return [drawn, Prose(few, is_note=True)]


def _own_sets(comparison: Comparison, side: str) -> dict[tuple[str, ...], int]:
    return {each.reasons: each.units for each in comparison.sets if each.side == side}


def _shown_sets(told: Told, comparison: Comparison, side: str) -> dict[tuple[str, ...], int]:
    """The sets of reasons that a public page may show, the largest first."""
    shown = told.counts(f"reason_source/{comparison.comparison_id}/{side}")
    found = shown.table.lines("reason", "reasons") if shown else []
    lines = [(reasons, number) for (_, reasons), number in found if number and reasons != OTHER]
    return {
        tuple(reasons.split("+")): number
        for reasons, number in sorted(lines, key=lambda line: (-line[1], line[0]))
    }


def _sets(told: Told, title: str, sets: dict[tuple[str, ...], int]) -> Table:
    say = told.words.say
    return Table(
        title,
        [
            Heading(say("Reasons")),
            Heading(say("How many reasons"), True),
            Heading(say("Rows"), True),
        ],
        [
            [
                sentence(" + ".join(told.label("reason", code) for code in reasons)),
                told.words.number(len(reasons)),
                told.words.number(units),
            ]
            for reasons, units in sets.items()
        ],
    )


def _by_source(told: Told, comparison: Comparison, side: str) -> list[Block]:
    """The rows that only one side counts by reason and list; nothing where it has one list."""
    shown = told.counts(f"reason_source/{comparison.comparison_id}/{side}")
    if shown is None or len(shown.table.lines("source")) < SEVERAL:
        return []
    words = told.words
    title = words.say(
        "By reason and list: what only {organisation} counts",
        organisation=_claim(comparison, side).organisation,
    )
    found = tables(
        told,
        shown,
        title,
        words.say("Rows"),
        ("reason", words.say("Reason"), lambda code: told.label("reason", code)),
        ("source", words.say("List"), str),
    )
    return [Details(title, found)] if found else []


def _claim(comparison: Comparison, side: str) -> Claim:
    return comparison.start if side == "from" else comparison.end


def _readings(told: Told, comparison: Comparison) -> Table:
    words = told.words
    say = words.say
    headings = [
        Heading(say("Reading of the first")),
        Heading(say("Reading of the second")),
        Heading(say("Difference"), True),
        Heading(say("Accounted for"), True),
        Heading(say("Not evidenced by names"), True),
        Heading(say("From"), True),
        Heading(say("To"), True),
    ]
    are_people = told.is_public and comparison.by_rows
    return Table(
        say(
            "What is left without names under each reading of the two figures, the widest period"
            " first"
        ),
        headings[:-2] if are_people else headings,
        [
            [
                _reading(told, reading, "from"),
                _reading(told, reading, "to"),
                words.signed(reading.difference),
                words.signed(reading.explained),
                words.signed(reading.residual),
                *(
                    words.signed(bound)
                    for bound in (reading.residual_low, reading.residual_high)
                    if not are_people
                ),
            ]
            for reading in comparison.readings
        ],
    )


def _reading(told: Told, reading: Reading, side: str) -> str:
    name, start, end = (
        getattr(reading, f"{side}_{what}") for what in ("reading", "window_start", "window_end")
    )
    label = told.words.say("as stated") if name == "stated" else name
    return f"{label}: {told.words.days(start, end)}"
