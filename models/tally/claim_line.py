"""Bridges from published figures, where not both sides have lists.

Steps come from the claims themselves: the parts that a claim says it adds up to, and
contrasts, two figures of one organisation with one cut-off that differ in a single
attribute of scope. What no step explains stays as one named, signed residual.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

TOLERANCE = timedelta(days=2)
OPEN = ("more_than", "at_least")
UNIT_REASON = {
    frozenset({"person", "release"}): "REPEAT",
    frozenset({"release", "row"}): "DUPLICATE",
    frozenset({"person", "measure"}): "MEASURE_LIFTED",
    frozenset({"person", "beneficiary"}): "MEASURE_LIFTED",
    frozenset({"release", "measure"}): "MEASURE_LIFTED",
    frozenset({"release", "beneficiary"}): "MEASURE_LIFTED",
    frozenset({"person", "order"}): "ORDER_PENDING",
    frozenset({"release", "order"}): "ORDER_PENDING",
}

COMPARISONS = """
select comparison_id, from_claim_id, to_claim_id
from raw.comparison
where comparison_id not in (select comparison_id from tally.pair)
order by position
"""

REFUSED = "select comparison_id, from_reading, to_reading from tally.refusal"

CLAIMS = """
select claim_id, reading, organisation, as_of, value, qualifier, value_low, unit, stock_or_flow, basis, window_start,
    window_end, window_text, population, excludes, parts, coalesce(derived_from, []) as derived_from, label_es,
    label_en, part_reason
from staging.claim
order by position
"""

LABELS = """
select scheme || '/' || code, label_es, label_en
from raw.label
where scheme in ('reason', 'residual', 'qualifier', 'word')
"""


@dataclass(frozen=True)
class Scope:
    """What a claim counts, as far as another claim may differ from it."""

    unit: str
    basis: str
    window_start: date | None
    population: str | None
    excludes: frozenset[str]

    def apart(self, other: "Scope") -> list[str]:
        """The attributes in which two scopes differ; each excluded code is one."""
        attributes = [
            name
            for name in ("window_start", "basis", "unit", "population")
            if getattr(self, name) != getattr(other, name)
        ]
        return attributes + sorted(self.excludes ^ other.excludes)


@dataclass(frozen=True)
class Claim:
    """One reading of one claim."""

    claim_id: str
    reading: str
    organisation: str
    as_of: date
    value: int | None
    qualifier: str
    value_low: int | None
    scope: Scope
    stock_or_flow: str
    window_end: date | None
    window_text: str | None
    parts: tuple[str, ...]
    derived_from: tuple[str, ...]
    label_es: str | None
    label_en: str | None
    part_reason: str | None


@dataclass(frozen=True)
class Step:
    """One line between the two figures."""

    side: str
    reason: str
    label_es: str
    label_en: str
    amount: int
    claim_ids: tuple[str, ...]


class Words:
    """The labels of the case, in Spanish and English."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._labels = {key: labels for key, *labels in connection.execute(LABELS).fetchall()}

    def both(self, scheme: str, code: str) -> tuple[str, str]:
        """The Spanish and the English label of a code; the code itself where it has none."""
        spanish, english = self._labels.get(f"{scheme}/{code}", (code, code))
        return spanish, english

    def figure(self, claim: Claim, language: int) -> str:
        """A claim as a line names it: who, how much, up to when."""
        exact = claim.qualifier == "exact"
        qualifier = "" if exact else self.both("qualifier", claim.qualifier)[language] + " "
        derived = ""
        if claim.derived_from:
            derived = f", {self.both('word', 'derived')[language]} {', '.join(claim.derived_from)}"
        day = self.day(claim, language)
        return f"{claim.organisation}: {qualifier}{claim.value} ({day}{derived})"

    def contrast(self, first: Claim, second: Claim, attribute: str, language: int) -> str:
        """Two claims of one organisation side by side, with when they were measured."""
        values = [
            f"{claim.value} («{claim.window_text}»)"
            if attribute == "window_start" and claim.window_text
            else f"{claim.value}"
            for claim in (first, second)
        ]
        return f"{first.organisation}, {' → '.join(values)} ({self.day(first, language)})"

    def day(self, claim: Claim, language: int) -> str:
        """The cut-off of a claim."""
        return claim.as_of.strftime("%d/%m/%Y" if language == 0 else "%Y-%m-%d")


def build(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Bridge each comparison that has not rows on both sides, reading by reading."""
    words = Words(connection)
    claims = list(_claims(connection))
    refused = set(connection.execute(REFUSED).fetchall())
    for comparison_id, from_id, to_id in connection.execute(COMPARISONS).fetchall():
        for start in (claim for claim in claims if claim.claim_id == from_id):
            for end in (claim for claim in claims if claim.claim_id == to_id):
                if (comparison_id, start.reading, end.reading) in refused:
                    continue
                for place, line in enumerate(lines(start, end, claims, words), 1):
                    yield {
                        "comparison_id": comparison_id,
                        "from_reading": start.reading,
                        "to_reading": end.reading,
                        "place": place,
                        "named": 0,
                        **line,
                    }


def lines(start: Claim, end: Claim, claims: list[Claim], words: Words) -> list[dict[str, Any]]:
    """The lines from one figure to another; none where their units have no common measure."""
    if start.value is None or end.value is None:
        return []
    steps = _part_steps(start, end, claims, words)
    if steps is None:
        steps = _contrast_steps(start, end, claims, words)
    if steps is None:
        return []
    before, after = steps
    missing = end.value - start.value - sum(step.amount for step in (*before, *after))
    return [
        _end(start, "from", start.value, words),
        *(_line(step) for step in before),
        *_residual(start, end, missing, words),
        *(_line(step) for step in after),
        _end(end, "to", 0, words),
    ]


def _part_steps(
    start: Claim, end: Claim, claims: list[Claim], words: Words
) -> tuple[list[Step], list[Step]] | None:
    """Steps from the parts of either claim: all parts but the one that speaks of the other side."""
    stated = {claim.claim_id: claim for claim in claims if claim.reading == "stated"}
    for whole, other, side, sign in ((end, start, "to", 1), (start, end, "from", -1)):
        parts = [stated[part] for part in whole.parts if part in stated]
        shared = next((part for part in parts if part.claim_id == other.claim_id), None) or next(
            (part for part in parts if part.scope.unit == other.scope.unit != whole.scope.unit),
            None,
        )
        if shared is None:
            continue
        # A part without a figure makes no step: what it is worth stays in the residual.
        steps = [
            _part_step(part, part.value, whole, sign, words)
            for part in parts
            if part is not shared and part.value is not None
        ]
        return ([], steps) if side == "to" else (steps, [])
    return None


def _part_step(part: Claim, value: int, whole: Claim, sign: int, words: Words) -> Step:
    reason = part.part_reason or "UNITEMISED"
    spanish, english = words.both("reason", reason)
    return Step(
        "to" if sign > 0 else "from",
        reason,
        f"{spanish}: {part.label_es}" if part.label_es else spanish,
        f"{english}: {part.label_en}" if part.label_en else english,
        sign * value,
        (part.claim_id, whole.claim_id),
    )


def _contrast_steps(
    start: Claim, end: Claim, claims: list[Claim], words: Words
) -> tuple[list[Step], list[Step]] | None:
    """Steps from contrasts: those of the first claim's organisation, then those of the second's."""
    before, here = _walk(start, end.scope, claims, words, "from", 1)
    after, there = _walk(end, here, claims, words, "to", -1)
    if here.unit != there.unit:
        return None
    return before, after[::-1]


def _walk(
    claim: Claim, goal: Scope, claims: list[Claim], words: Words, side: str, sign: int
) -> tuple[list[Step], Scope]:
    """Go from a claim's scope towards another, attribute by attribute, as far as contrasts lead.

    No contrast leads from one population to another: no reason code says who was left out.
    """
    scope, steps = claim.scope, []
    for attribute in scope.apart(goal):
        if attribute == "population":
            continue
        found = _contrast(claim, scope, goal, attribute, claims)
        if found is None:
            continue
        near, far = found
        steps.append(_contrast_step(near, far, attribute, words, side, sign))
        scope = far.scope
    return steps, scope


def _contrast(
    claim: Claim, scope: Scope, goal: Scope, attribute: str, claims: list[Claim]
) -> tuple[Claim, Claim] | None:
    """The pair of figures of the claim's organisation that measures one attribute best.

    Their own cut-offs lie nearest to one another, then nearest to the claim.
    """
    part_ids = {part for whole in claims for part in whole.parts}
    figures = [
        other
        for other in claims
        if other.organisation == claim.organisation
        and other.reading == "stated"
        and other.qualifier == "exact"
        and other.value is not None
        and other.stock_or_flow == claim.stock_or_flow
        and (other.claim_id == claim.claim_id or other.claim_id not in part_ids)
    ]
    pairs = [
        (near, far)
        for near in figures
        if near.scope == scope
        for far in figures
        if far.scope.apart(scope) == [attribute]
        and _leads(scope, far.scope, goal, attribute)
        and _comparable(near, far)
        and _timely(near, far, claim, attribute)
    ]
    return min(
        pairs,
        key=lambda pair: (
            abs(pair[0].as_of - pair[1].as_of),
            abs(pair[0].as_of - claim.as_of),
            pair[0].claim_id,
            pair[1].claim_id,
        ),
        default=None,
    )


def _leads(here: Scope, there: Scope, goal: Scope, attribute: str) -> bool:
    """Whether a step goes towards the goal and not beyond it; a null start is open."""
    if attribute == "window_start":
        first, reached, last = (scope.window_start or date.min for scope in (here, there, goal))
        return min(first, last) <= reached <= max(first, last)
    if attribute == "unit" and frozenset({here.unit, there.unit}) not in UNIT_REASON:
        return False
    return attribute not in there.apart(goal)


def _comparable(near: Claim, far: Claim) -> bool:
    derived = near.claim_id in far.derived_from or far.claim_id in near.derived_from
    open_ended = {claim.window_end in (None, claim.as_of) for claim in (near, far)} == {True}
    return (
        near.claim_id != far.claim_id
        and not derived
        and (open_ended or near.window_end == far.window_end)
        and abs(near.as_of - far.as_of) <= TOLERANCE
    )


def _timely(near: Claim, far: Claim, claim: Claim, attribute: str) -> bool:
    """Within the tolerance of the claim's cut-off, or about a period that had ended by then."""
    if abs(near.as_of - claim.as_of) <= TOLERANCE:
        return True
    starts = [scope.window_start for scope in (near.scope, far.scope)]
    return (
        attribute == "window_start"
        and None not in starts
        and max(start for start in starts if start) <= min(near.as_of, far.as_of)
        and near.as_of <= claim.as_of
    )


def _contrast_step(
    near: Claim, far: Claim, attribute: str, words: Words, side: str, sign: int
) -> Step:
    reason = {"window_start": "OUT_OF_WINDOW", "basis": "REARRESTED"}.get(attribute, attribute)
    if attribute == "unit":
        reason = UNIT_REASON[frozenset({near.scope.unit, far.scope.unit})]
    pair = (near, far) if sign > 0 else (far, near)
    labels = [
        f"{words.both('reason', reason)[language]}: {words.contrast(*pair, attribute, language)}"
        for language in (0, 1)
    ]
    amount = (pair[1].value or 0) - (pair[0].value or 0)
    return Step(side, reason, labels[0], labels[1], amount, (pair[0].claim_id, pair[1].claim_id))


def _residual(start: Claim, end: Claim, missing: int, words: Words) -> list[dict[str, Any]]:
    """What no step explains: left out where it is nothing, never where a figure is open."""
    is_open = start.qualifier in OPEN or end.qualifier in OPEN
    if missing == 0 and not is_open:
        return []
    spanish, english = words.both("residual", "OPEN" if is_open else "UNITEMISED")
    apart = abs((end.as_of - start.as_of).days)
    if apart:
        days = words.both("word", "days_apart")
        spanish, english = (
            f"{label} ({apart} {word})"
            for label, word in zip((spanish, english), days, strict=True)
        )
    # A figure that is open above moves by what its least value exceeds the value as said.
    above_start = (start.value_low or 0) - (start.value or 0)
    above_end = (end.value_low or 0) - (end.value or 0)
    step = Step("to", "UNITEMISED", spanish, english, missing, (start.claim_id, end.claim_id))
    return [
        _line(step)
        | {
            "amount_low": None if start.qualifier in OPEN else missing + above_end,
            "amount_high": None if end.qualifier in OPEN else missing - above_start,
        }
    ]


def _end(claim: Claim, side: str, amount: int, words: Words) -> dict[str, Any]:
    spanish, english = (words.figure(claim, language) for language in (0, 1))
    return _line(Step(side, side.upper(), spanish, english, amount, (claim.claim_id,)))


def _line(step: Step) -> dict[str, Any]:
    return {
        "side": step.side,
        "reason": step.reason,
        "label_es": step.label_es,
        "label_en": step.label_en,
        "amount": step.amount,
        "amount_low": step.amount,
        "amount_high": step.amount,
        "claim_ids": list(dict.fromkeys(step.claim_ids)),
    }


def _claims(connection: duckdb.DuckDBPyConnection) -> Iterator[Claim]:
    cursor = connection.execute(CLAIMS)
    columns = [column[0] for column in cursor.description or []]
    for row in cursor.fetchall():
        told: dict[str, Any] = dict(zip(columns, row, strict=True))
        scope = Scope(
            told.pop("unit"),
            told.pop("basis"),
            told.pop("window_start"),
            told.pop("population"),
            frozenset(told.pop("excludes")),
        )
        for name in ("parts", "derived_from"):
            told[name] = tuple(told[name])
        yield Claim(scope=scope, **told)
