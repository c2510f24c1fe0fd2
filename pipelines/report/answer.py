"""A comparison in one sentence."""

from pipelines.report.comparison import Claim, Comparison, Line
from pipelines.report.told import Told

MOST_NAMED = 3


def answer(told: Told, comparison: Comparison) -> str:
    """What makes up the difference between the two figures, in one sentence that stands alone."""
    say = told.words.say
    figures = {
        "one": comparison.start.organisation,
        "said": told.said(comparison.start.value, comparison.start.qualifier),
        "other": comparison.end.organisation,
        "replied": told.said(comparison.end.value, comparison.end.qualifier),
    }
    if not comparison.lines:
        why = comparison.refusal or told.label("bridged_by", comparison.bridged_by)
        return say(
            "{one} counts {said} and {other}, {replied}, which cannot be compared: {why}.",
            **figures,
            why=why,
        )
    parts = _from_rows(told, comparison) if comparison.by_rows else _from_claims(told, comparison)
    if not parts:
        return say("{one} counts {said} and {other}, {replied}: there is no difference.", **figures)
    return say(
        "{one} counts {said} and {other}, {replied}: {parts}.",
        **figures,
        parts=told.words.listed(parts),
    )


def both(comparison: Comparison) -> int:
    """How many counted units both sides count: where the bridge stands between the two sides' lines."""
    return [line for line in comparison.lines if line.side == "from"][-1].running_total


def _from_rows(told: Told, comparison: Comparison) -> list[str]:
    words = told.words
    shared = both(comparison)
    parts = [
        words.count(
            "{shown} with a name is in both counts",
            "{shown} with a name are in both counts",
            shared,
            shown=told.people(shared),
        )
    ]
    counts = {
        side: abs(sum(line.amount for line in comparison.steps(side))) for side in ("to", "from")
    }
    for side, only in counts.items():
        if only:
            reasons = _reasons(told, comparison, side) if only == max(counts.values()) else ""
            parts.append(
                words.count(
                    "{shown} only in that of {who}{reasons}",
                    "{shown} only in that of {who}{reasons}",
                    only,
                    shown=told.people(only),
                    who=_who(told, comparison, side),
                    reasons=reasons,
                )
            )
    return parts + [
        _nameless(told, comparison, line) for line in comparison.residuals() if line.amount
    ]


def _who(told: Told, comparison: Comparison, side: str) -> str:
    """Whose count a side is; with the figure, where one organisation has both."""
    claim = _claim(comparison, side)
    if comparison.start.organisation != comparison.end.organisation:
        return claim.organisation
    return told.said(claim.value, claim.qualifier)


def _claim(comparison: Comparison, side: str) -> Claim:
    return comparison.start if side == "from" else comparison.end


def _reasons(told: Told, comparison: Comparison, side: str) -> str:
    """The largest reasons of a side, in brackets; nothing where there is none."""
    lines = sorted(
        (line for line in comparison.steps(side) if line.amount and not line.is_folded),
        key=lambda line: -abs(line.amount),
    )
    named = "; ".join(
        f"{line.label}, {told.words.number(abs(line.amount))}" for line in lines[:MOST_NAMED]
    )
    if not named:
        return ""
    if len(lines) > MOST_NAMED:
        named = told.words.say("above all {reasons}", reasons=named)
    return f" ({named})"


def _nameless(told: Told, comparison: Comparison, line: Line) -> str:
    who = _who(told, comparison, line.side)
    size = abs(line.amount)
    is_beyond = line.amount > 0 if line.side == "from" else line.amount < 0
    if is_beyond:
        return told.words.count(
            "{shown} name more than its figure was published by {who}",
            "{shown} names more than its figure were published by {who}",
            size,
            shown=told.people(size),
            who=who,
        )
    return told.words.count(
        "{shown} of the figure of {who} is not evidenced by a name",
        "{shown} of the figure of {who} are not evidenced by names",
        size,
        shown=told.people(size),
        who=who,
    )


def _from_claims(told: Told, comparison: Comparison) -> list[str]:
    words = told.words
    amounts: dict[str, int] = {}
    for line in comparison.lines:
        if line.is_step:
            amounts[line.reason] = amounts.get(line.reason, 0) + line.amount
    parts = [
        words.say(
            "{amount} by published figures ({reason})",
            amount=words.signed(amount),
            reason=told.label("reason", reason),
        )
        for reason, amount in amounts.items()
    ]
    return parts + [_left(told, line) for line in comparison.residuals()]


def _left(told: Told, line: Line) -> str:
    words = told.words
    amount = words.signed(line.amount)
    if line.low is None and line.high is None:
        return words.say(
            "{amount} not evidenced by names (without bound, since both figures are open)",
            amount=amount,
        )
    if line.high is None:
        return words.say(
            "{amount} not evidenced by names ({bound} or more, since a figure is open)",
            amount=amount,
            bound=words.number(line.low),
        )
    if line.low is None:
        return words.say(
            "{amount} not evidenced by names ({bound} or less, since a figure is open)",
            amount=amount,
            bound=words.number(line.high),
        )
    return words.say("{amount} not evidenced by names", amount=amount)
