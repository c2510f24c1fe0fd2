"""How many had left by each day, and the figures that were said by then."""

from datetime import date, timedelta

from pipelines.edition.period import UNKNOWN, period
from pipelines.workbook.grid import Chart, Column, Look, Series, Sheet, grid
from pipelines.workbook.shown import STATED, WITHHELD, Row, Shown

YEAR = timedelta(days=366)
TRACE = 50  # a fiftieth of all: a vague date long ago would squeeze everything else
PEOPLE = ("person", "release", "row")
COUNTS: dict[str, Look] = {"high": "band", "low": "line", "known": "total", "period": "line"}


def sheet(shown: Shown) -> Sheet:
    """A day a row, or in the public edition a period, and a row more for each further figure of a day."""
    say = shown.words.say
    counts = _periods(shown) if shown.is_public else shown.found("day")
    rows = _with_claims(counts, _claims(shown))
    return Sheet(
        say("Timeline"),
        say(
            "How many had left by each day, by the names of the lists, and the figures said of them."
        ),
        grid(
            _columns(shown),
            rows,
            say("Nothing to show: the case has no list and no figure of people who left."),
        ),
        (_chart(shown, rows),) if rows else (),
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    return [
        Column(
            "day",
            say("Day"),
            "day",
            say("A day, the last of a period of exits, or the cut-off of a figure."),
        ),
        Column(
            "low", say("Certainly left"), "integer", say("Releases certainly over by this day.")
        ),
        Column(
            "high", say("Left at most"), "integer", say("Releases that may be over by this day.")
        ),
        Column(
            "known",
            say("Published by then"),
            "integer",
            say("Releases of which a list had been published by this day."),
        ),
        Column("since", say("Period from"), "day", say("The first day of the period of exits.")),
        Column(
            "period",
            say("Left in that period"),
            "integer",
            say(
                "Releases in the period, those of relatives who came along too; empty where the"
                " number would tell of few people."
            ),
        ),
        Column(
            "official",
            say("Official figure"),
            "integer",
            say("A figure that a government body said, at its cut-off."),
        ),
        Column(
            "other",
            say("Figure of another organisation"),
            "integer",
            say("A figure that anybody else said, at its cut-off."),
        ),
        shown.column("marts.claim.claim_id", say("Claim"), "id"),
        shown.column("marts.claim.organisation", say("Organisation"), "text"),
        shown.column("marts.claim.qualifier", say("Qualifier"), "text"),
        shown.column("marts.claim.window_start", say("Counted from"), "day"),
        shown.about_column(),
    ]


def _claims(shown: Shown) -> list[Row]:
    """Figures of people who left, as stated, of the year before the last of them."""
    found = [
        claim
        for claim in shown.claims
        if claim["reading"] == STATED
        and claim["stock_or_flow"] == "flow"
        and claim["unit"] in PEOPLE
        and claim["value"] is not None
    ]
    since = max((claim["as_of"] for claim in found), default=date.min + YEAR) - YEAR
    return [
        {
            "day": claim["as_of"],
            "official": claim["value"] if claim["side"] == "government" else None,
            "other": None if claim["side"] == "government" else claim["value"],
            "claim_id": claim["claim_id"],
            "organisation": claim["organisation"],
            "qualifier": shown.label("qualifier", claim["qualifier"]),
            "window_start": claim["window_start"],
        }
        for claim in found
        if claim["as_of"] >= since
    ]


def _periods(shown: Shown) -> list[Row]:
    """Periods of exits by their last day, counted up where none of them is hidden."""
    lines = [
        (days, number, about)
        for (label,), number, about in shown.counted("release", "week")
        if label not in (UNKNOWN, WITHHELD) and (days := period(label))
    ]
    undated = {label: number for (label,), number, _ in shown.counted("release", "week")}.get(
        UNKNOWN, 0
    )
    numbers = [number for _, number, _ in lines]
    total, rows = 0, []
    for (first, last), number, about in sorted(lines, key=lambda line: line[0]):
        row: Row = {"day": last, "since": first, "period": number} | about
        if undated is not None and None not in numbers:
            total += number or 0
            row |= {"low": total, "high": total + undated}
        rows.append(row)
    return rows


def _with_claims(counts: list[Row], claims: list[Row]) -> list[Row]:
    """The days in order; a figure stands beside the counts of its day."""
    of_day: dict[date, Row] = {row["day"]: row for row in counts}
    figured = {claim["day"] for claim in claims}
    rows = [row for row in counts if row["day"] not in figured]
    rows += [of_day.get(claim["day"], {}) | claim for claim in claims]
    return sorted(rows, key=lambda row: (row["day"], row.get("claim_id") or ""))


def _chart(shown: Shown, rows: list[Row]) -> Chart:
    words = shown.words
    say = words.say
    first = _begin(rows)
    known = [each for each in COUNTS if any(row.get(each) is not None for row in rows)]
    if "low" in known and "period" in known:
        known.remove("period")  # counted up already
    dots: dict[str, Look] = {"official": "official", "other": "other"}
    drawn = [each for each in dots if any(row.get(each) is not None for row in rows)]
    figures = sum(1 for row in rows if row.get("claim_id"))
    described = [words.count("One figure is drawn.", "{number} figures are drawn.", figures)]
    ends = [row for row in rows if row.get("known") is not None]
    if ends:
        end = ends[-1]
        described.insert(
            0,
            say(
                "By {day}, {low} releases with names had certainly taken place and {high} at most;"
                " {known} had been published.",
                day=words.day(end["day"]),
                low=words.number(end["low"]),
                high=words.number(end["high"]),
                known=words.number(end["known"]),
            ),
        )
    return Chart(
        title=say("Releases with names, by day of exit, and the figures that were said"),
        described=" ".join(described),
        along="day",
        first=first,
        last=len(rows) - 1,
        series=(
            *(Series(each, COUNTS[each]) for each in known),
            *(Series(each, dots[each]) for each in drawn),
        ),
        axes=(say("Day"), say("Releases")),
        days=(rows[first]["day"], rows[-1]["day"]),
    )


def _begin(rows: list[Row]) -> int:
    """The first row that is drawn: with a figure, or more than a trace of all who left."""
    most = max((row.get("high") or row.get("period") or 0 for row in rows), default=0)
    return next(
        (
            place
            for place, row in enumerate(rows)
            if row.get("claim_id") or (row.get("high") or row.get("period") or 0) * TRACE > most
        ),
        0,
    )
