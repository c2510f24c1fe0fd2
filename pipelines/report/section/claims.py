"""The figures that the case compares as cards, and every figure that it knows as a table."""

from pipelines.report.comparison import Claim, claims
from pipelines.report.element import (
    Card,
    Cards,
    Cell,
    Details,
    Heading,
    Link,
    Prose,
    Section,
    Table,
)
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Cards of the compared figures, then all of them."""
    say = told.words.say
    found = claims(told.published)
    compared = {
        claim.claim_id: None
        for comparison in told.comparisons
        for claim in (comparison.start, comparison.end)
    }
    stated = {claim.claim_id: claim for claim in found if claim.reading == "stated"}
    cards = [
        _card(told, stated[claim_id], [claim for claim in found if claim.claim_id == claim_id])
        for claim_id in compared
    ]
    return Section(
        "claims",
        say("The figures, and the names behind them"),
        [
            Prose(
                say(
                    "Each card is a figure as it was said. «Names behind it» counts the people or"
                    " releases on any list of the case that its own definition admits;"
                    " «unexplained» runs from what no reading accounts for to what the stated one"
                    " does not."
                )
            ),
            Cards(cards),
            *_notes(told, found),
            Details(
                told.words.count(
                    "The one figure of the case",
                    "All {number} readings of the figures of the case",
                    len(found),
                ),
                [_table(told, found)],
            ),
        ],
    )


def _notes(told: Told, found: list[Claim]) -> list[Prose]:
    counts = ("itemised", "evidenced_low", "evidenced_high")
    is_any_hidden = any(
        _is_hidden(told, claim) and any(getattr(claim, name) is None for name in counts)
        for claim in found
        if claim.evidence
    )
    return [Prose(told.why_hidden, is_note=True)] if is_any_hidden else []


def scope(told: Told, claim: Claim) -> str:
    """What a figure counts, in words."""
    words = told.words
    unit = told.label("unit", claim.unit)
    if claim.stock_or_flow == "stock":
        counted = words.say("{unit} held on {day}", unit=unit, day=words.day(claim.as_of))
    elif claim.window_start:
        counted = words.say(
            "{unit} from {start} to {end}",
            unit=unit,
            start=words.day(claim.window_start),
            end=words.day(claim.window_end or claim.as_of),
        )
    else:
        counted = words.say(
            "{unit} up to {end}; the first day was not said",
            unit=unit,
            end=words.day(claim.window_end or claim.as_of),
        )
    return f"{counted}; {told.label('basis', claim.basis)}"


def _card(told: Told, claim: Claim, readings: list[Claim]) -> Card:
    words = told.words
    say = words.say
    terms: list[tuple[str, Cell]] = [(say("Counts"), scope(told, claim))]
    if claim.window_text:
        terms.append((say("In its words"), f"«{claim.window_text}»"))
    if claim.excludes:
        terms.append(
            (
                say("Does not count"),
                "; ".join(told.label("reason", code) for code in claim.excludes),
            )
        )
    terms += [
        (say("On its own lists"), _itemised(told, claim)),
        (say("Names behind it"), _evidenced(told, claim)),
        (say("Unexplained"), _unexplained(told, claim)),
    ]
    others = [reading for reading in readings if reading.reading != "stated"]
    if others:
        terms.append(
            (
                say("Other readings"),
                "; ".join(f"{each.reading}: {scope(told, each)}" for each in others),
            )
        )
    if claim.derived_from:
        terms.append((say("Computed from"), ", ".join(claim.derived_from)))
    if claim.source_url:
        terms.append((say("Source"), Link(claim.source_url, claim.source_url)))
    if claim.notes:
        terms.append((say("Note"), claim.notes))
    by = f"{claim.organisation} ({claim.claimed_by})" if claim.claimed_by else claim.organisation
    return Card(
        told.said(claim.value, claim.qualifier),
        by,
        say(
            "said on {day}, as of {cut_off} · {claim_id}",
            day=words.day(claim.said_on),
            cut_off=words.day(claim.as_of),
            claim_id=claim.claim_id,
        ),
        terms,
        claim.side == "government",
    )


def _itemised(told: Told, claim: Claim) -> str:
    if not claim.evidence:
        return told.words.say("it names no list")
    lists = ", ".join(claim.evidence)
    if claim.itemised is None and _is_hidden(told, claim):
        return told.words.say("{count}, on {lists}", count=told.hidden, lists=lists)
    if not claim.itemised:
        return told.words.say("none: no list of {lists} is in the case", lists=lists)
    return told.words.say(
        "{count}, on {lists}", count=told.words.number(claim.itemised), lists=lists
    )


def _is_hidden(told: Told, claim: Claim) -> bool:
    """Whether a number of names that is missing is hidden, and not one that was never counted."""
    return told.is_public and claim.stock_or_flow == "flow"


def _evidenced(told: Told, claim: Claim) -> str:
    words = told.words
    low, high = claim.evidenced_low, claim.evidenced_high
    if high is None:
        is_hidden = _is_hidden(told, claim)
        return told.hidden if is_hidden else words.say("not measured: held on a day, not left")
    if low is None:
        return words.say("at most {high}", high=words.number(high))
    if not high:
        return words.say("none: the case has no list")
    if low == high:
        return words.number(low)
    return words.say("between {low} and {high}", low=words.number(low), high=words.number(high))


def _unexplained(told: Told, claim: Claim) -> str:
    words = told.words
    if claim.stock_or_flow == "stock" or claim.unexplained_low is None:
        is_hidden = _is_hidden(told, claim) and claim.value is not None
        return told.hidden if is_hidden else words.say("not measured")
    if claim.unexplained_high is None and not claim.is_open:
        return words.say("at least {low}", low=words.number(claim.unexplained_low))
    if claim.unexplained_high is None:
        return words.say(
            "at least {low}; no upper bound, the figure is open above",
            low=words.number(claim.unexplained_low),
        )
    if claim.unexplained_low == claim.unexplained_high:
        return words.number(claim.unexplained_low)
    return words.say(
        "between {low} and {high}",
        low=words.number(claim.unexplained_low),
        high=words.number(claim.unexplained_high),
    )


def _table(told: Told, found: list[Claim]) -> Table:
    words = told.words
    say = words.say
    return Table(
        say("Every reading of every figure, by day of its cut-off"),
        [
            Heading(say("Figure")),
            Heading(say("Reading")),
            Heading(say("Said by")),
            Heading(say("Side")),
            Heading(say("Said on")),
            Heading(say("Cut-off")),
            Heading(say("Value"), True),
            Heading(say("Unit")),
            Heading(say("Flow or stock")),
            Heading(say("Basis")),
            Heading(say("Counted from")),
            Heading(say("Counted to")),
            Heading(say("Names behind it"), True),
            Heading(say("Source")),
        ],
        [
            [
                claim.claim_id,
                say("as stated") if claim.reading == "stated" else claim.reading,
                claim.organisation,
                told.label("publisher_kind", claim.side),
                words.short_day(claim.said_on),
                words.short_day(claim.as_of),
                told.said(claim.value, claim.qualifier),
                told.label("unit", claim.unit),
                told.label("stock_or_flow", claim.stock_or_flow),
                told.label("basis", claim.basis),
                words.short_day(claim.window_start),
                words.short_day(claim.window_end) if claim.window_end else "",
                _evidenced_in_short(told, claim),
                Link(say("source"), claim.source_url) if claim.source_url else "",
            ]
            for claim in found
        ],
    )


def _evidenced_in_short(told: Told, claim: Claim) -> str:
    low, high = claim.evidenced_low, claim.evidenced_high
    if low is None and high is None:
        return told.hidden if _is_hidden(told, claim) else ""
    if low == high:
        return told.words.number(low)
    return f"{told.people(low)} – {told.people(high)}"
