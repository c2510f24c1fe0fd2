"""Evidenced releases over time, beside the figures that were said."""

from datetime import date, timedelta

from pipelines.chart.canvas import Telling
from pipelines.chart.timeline import Count, Names, Said, Writing, timeline
from pipelines.edition.period import UNKNOWN, period
from pipelines.report.comparison import Claim, claims
from pipelines.report.counted import tables
from pipelines.report.element import Block, Figure, Heading, Prose, Section, Table
from pipelines.report.told import Told

YEAR = timedelta(days=366)
PEOPLE = ("person", "release", "row")


def section(told: Told) -> Section:
    """The chart with its table; without lists the figures alone, and without figures a sentence."""
    words = told.words
    say = words.say
    heading = say("When they left, and when it was known")
    counts = _counts(told)
    shown = _claims(told)
    weekly = _weeks(told)
    if not counts and not shown and not weekly:
        return Section(
            "timeline",
            heading,
            [Prose(say("Nothing to show: the case has no list and no figure of people who left."))],
        )
    title = say("Releases with names, day by day, and the figures that were said")
    if not counts:
        title = say("The figures that were said, by the day of their cut-off")
    compared = {claim.claim_id for each in told.comparisons for claim in (each.start, each.end)}
    drawn = timeline(
        counts,
        [
            Said(
                claim.as_of,
                claim.window_start,
                claim.value or 0,
                f"{claim.organisation}: {told.said(claim.value, claim.qualifier)}"
                if claim.claim_id in compared
                else "",
                claim.side == "government",
                claim.qualifier in ("more_than", "at_least"),
            )
            for claim in shown
        ],
        Names(
            say("releases with names, by day of exit"),
            say("releases with names, by day on which they were published"),
            say("official figure"),
            say("figure of another organisation"),
        ),
        Telling("timeline", title, _described(told, counts, shown)),
        Writing(words.number, words.thin_day),
    )
    text = [
        Prose(
            say(
                "A figure is a dot on the day of its cut-off, joined by a thin line to the first"
                " day that it counts; a dot without a line did not say its first day, and an arrow"
                " marks a figure that is open above."
            )
        )
    ]
    if counts and told.is_public:
        text.append(
            Prose(
                say(
                    "The line counts the releases with names by the last day of each period; the"
                    " band holds those whose week is not known. Weeks of few people stand together."
                )
            )
        )
    elif counts:
        text.append(
            Prose(
                say(
                    "The band runs from those who had certainly left by a day to those who may"
                    " have: it holds the vague dates. Transfers, deaths, orders alone, measures"
                    " lifted and relatives who came along are not counted."
                )
            )
        )
    elif weekly:
        text.append(
            Prose(
                say(
                    "The chart holds figures alone: a running count of the names would tell what"
                    " some week hides."
                )
            )
        )
    else:
        text.append(
            Prose(say("The case has no list of names, so that the chart holds figures alone."))
        )
    days = [_days(told, counts)] if counts and not told.is_public else []
    behind = (*days, *(it for it in weekly if isinstance(it, Table)), _figures(told, shown))
    notes = [it for it in weekly if isinstance(it, Prose)]
    return Section(
        "timeline",
        heading,
        [
            *text,
            Figure(drawn, None, title, behind),
            *notes,
            Prose(
                say(
                    "Drawn are figures of people, releases or rows that left, of the year before"
                    " the last cut-off; all are in the table of figures."
                ),
                is_note=True,
            ),
        ],
    )


def _counts(told: Told) -> list[Count]:
    """How many had left by each day; of a public page by each period, and none where one is hidden."""
    if not told.is_public:
        return [Count(**row) for row in told.published.rows("day")]
    shown = told.counts("release")
    weeks = dict(shown.table.lines("week")) if shown and shown.outcome != "withheld" else {}
    undated = weeks.pop((UNKNOWN,), 0)
    if undated is None or None in weeks.values():
        return []
    # The last week may not be over yet.
    cut_off = told.run["cut_off"] or date.max
    ends = sorted(
        (min(days[1], cut_off), number)
        for (label,), number in weeks.items()
        if (days := period(label))
    )
    low, found = 0, []
    for last, number in ends:
        low += number or 0
        found.append(Count(last, low, low + undated, None))
    return found


def _claims(told: Told) -> list[Claim]:
    found = [
        claim
        for claim in claims(told.published)
        if claim.reading == "stated"
        and claim.stock_or_flow == "flow"
        and claim.unit in PEOPLE
        and claim.value is not None
    ]
    if not found:
        return []
    since = max(claim.as_of for claim in found) - YEAR
    return [claim for claim in found if claim.as_of >= since]


def _weeks(told: Told) -> list[Block]:
    """Releases by period, on a public page."""
    if not told.is_public:
        return []
    words = told.words

    def days(label: str) -> str:
        found = period(label)
        return words.days(*found) if found else label

    return tables(
        told,
        told.counts("release"),
        words.say("Releases with names by week, weeks of few people together"),
        words.say("Releases"),
        ("week", words.say("Days"), days),
    )


def _described(told: Told, counts: list[Count], shown: list[Claim]) -> str:
    words = told.words
    parts = []
    if counts:
        last = counts[-1]
        parts.append(
            words.say(
                "By {day}, {low} releases with names had certainly taken place and {high} at most.",
                day=words.day(last.day),
                low=words.number(last.low),
                high=words.number(last.high),
            )
            if last.known is None
            else words.say(
                "By {day}, {low} releases with names had certainly taken place and {high} at most;"
                " {known} had been published.",
                day=words.day(last.day),
                low=words.number(last.low),
                high=words.number(last.high),
                known=words.number(last.known),
            )
        )
    parts.append(words.count("One figure is drawn.", "{number} figures are drawn.", len(shown)))
    return " ".join(parts)


def _figures(told: Told, shown: list[Claim]) -> Table:
    words = told.words
    say = words.say
    return Table(
        say("The figures that are drawn"),
        [
            Heading(say("Figure")),
            Heading(say("Said by")),
            Heading(say("Cut-off")),
            Heading(say("Counted from")),
            Heading(say("Value"), True),
        ],
        [
            [
                claim.claim_id,
                claim.organisation,
                words.short_day(claim.as_of),
                words.short_day(claim.window_start),
                told.said(claim.value, claim.qualifier),
            ]
            for claim in shown
        ],
    )


def _days(told: Told, counts: list[Count]) -> Table:
    words = told.words
    say = words.say
    return Table(
        say("Cumulative releases with names, on each day on which a number changes"),
        [
            Heading(say("Day")),
            Heading(say("Certainly left"), True),
            Heading(say("Left at most"), True),
            Heading(say("Published by then"), True),
        ],
        [
            [
                words.short_day(count.day),
                *(words.number(number) for number in (count.low, count.high, count.known)),
            ]
            for count in counts
        ],
    )
