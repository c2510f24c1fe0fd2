"""What a comparison sets against each other: two figures, the lines between them, and what is left."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from pipelines.edition import FOLDED
from pipelines.report.published import Published

RESIDUALS = ("UNITEMISED", "BEYOND_CLAIM")
ENDS = ("FROM", "TO")
OPEN = ("more_than", "at_least")


@dataclass(frozen=True)
class Claim:
    """One reading of a published figure, with the names behind it; a bound of None is open."""

    claim_id: str
    reading: str
    organisation: str
    side: str
    claimed_by: str | None
    said_on: date
    as_of: date
    value: int | None
    qualifier: str
    unit: str
    stock_or_flow: str
    basis: str
    window_start: date | None
    window_end: date | None
    window_text: str | None
    excludes: list[str]
    evidence: list[str]
    derived_from: list[str] | None
    names_published: str | None
    source_url: str | None
    itemised: int | None
    evidenced_low: int | None
    evidenced_high: int | None
    unexplained_low: int | None
    unexplained_high: int | None
    notes: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing bounds it above."""
        return self.qualifier in OPEN


@dataclass(frozen=True)
class Line:
    """A line of a bridge; `low` and `high` bound its amount, None where open."""

    side: str
    reason: str
    label: str
    amount: int
    running_total: int
    low: int | None
    high: int | None
    total: int | None
    alone: int | None
    shapley: str | None
    named: int | None
    claim_ids: list[str]

    @property
    def is_end(self) -> bool:
        """Whether it is one of the two figures."""
        return self.reason in ENDS

    @property
    def is_residual(self) -> bool:
        """Whether it is a part without names, or names beyond the figure."""
        return self.reason in RESIDUALS

    @property
    def is_step(self) -> bool:
        """Whether it is a reason."""
        return not self.is_end and not self.is_residual

    @property
    def is_folded(self) -> bool:
        """Whether it stands for reasons that are not shown by themselves."""
        return self.reason == FOLDED

    @property
    def is_bounded(self) -> bool:
        """Whether its bounds differ from its amount."""
        return not self.is_end and (self.low != self.amount or self.high != self.amount)

    @property
    def is_open(self) -> bool:
        """Whether nothing bounds it on one side."""
        return self.low is None or self.high is None


@dataclass(frozen=True)
class Reading:
    """How a comparison ends under one reading of each of its figures."""

    from_reading: str
    to_reading: str
    from_window_start: date | None
    from_window_end: date | None
    to_window_start: date | None
    to_window_end: date | None
    difference: int | None
    explained: int | None
    residual: int | None
    residual_low: int | None
    residual_high: int | None


@dataclass(frozen=True)
class ReasonSet:
    """How many counted units of a side carry exactly these reasons."""

    side: str
    reasons: tuple[str, ...]
    units: int


@dataclass(frozen=True)
class Comparison:
    """A comparison between the figures as stated; without lines where it could not be made.

    `refusal` says why not, where the publication says more than the code of `bridged_by`.
    """

    comparison_id: str
    title: str
    bridged_by: str
    days_apart: int | None
    refusal: str | None
    start: Claim
    end: Claim
    lines: list[Line]
    readings: list[Reading]
    sets: list[ReasonSet]

    @property
    def anchor(self) -> str:
        """What links to its bridge lead to."""
        return f"bridge-{self.comparison_id}"

    @property
    def by_rows(self) -> bool:
        """Whether its lines were counted from rows with names."""
        return self.bridged_by == "rows"

    def steps(self, side: str) -> list[Line]:
        """The reasons of one side."""
        return [line for line in self.lines if line.is_step and line.side == side]

    def residuals(self) -> list[Line]:
        """The lines without names."""
        return [line for line in self.lines if line.is_residual]


def comparisons(published: Published, language: str) -> list[Comparison]:
    """Read every comparison of a publication, in order."""
    stated = {claim.claim_id: claim for claim in claims(published) if claim.reading == "stated"}
    return [
        _comparison(
            published, row, stated[row["from_claim_id"]], stated[row["to_claim_id"]], language
        )
        for row in published.rows("comparison")
    ]


def _comparison(
    published: Published, row: dict[str, Any], start: Claim, end: Claim, language: str
) -> Comparison:
    comparison_id = row["comparison_id"]
    lines = [
        _line(line, language) for line in published.rows("bridge", comparison_id=comparison_id)
    ]
    is_folded = published.view.is_public and row["bridged_by"] == "rows"
    return Comparison(
        comparison_id,
        row[f"comparison_{language}"],
        row["bridged_by"],
        row["days_apart"],
        row.get(f"refusal_{language}"),
        start,
        end,
        [_unbounded(line, start if line.side == "from" else end) for line in lines]
        if is_folded
        else lines,
        [Reading(**found) for found in published.rows("reading", comparison_id=comparison_id)],
        []
        if published.view.is_public
        else [
            ReasonSet(found["side"], tuple(found["all_reasons"]), found["units"])
            for found in published.rows("reason_set", comparison_id=comparison_id)
        ],
    )


def _unbounded(line: Line, claim: Claim) -> Line:
    """A line of which no bounds are shown; what remains of an open figure stays open."""
    is_open = line.is_residual and claim.is_open
    low = None if is_open and line.side == "from" else line.amount
    high = None if is_open and line.side == "to" else line.amount
    return replace(line, low=low, high=high)


def claims(published: Published) -> list[Claim]:
    """Read every reading of every figure, by day."""
    names = {field.name for field in fields(Claim)}
    return [
        Claim(**{name: value for name, value in row.items() if name in names})
        for row in published.rows("claim")
    ]


def _line(row: dict[str, Any], language: str) -> Line:
    label = row.pop(f"label_{language}")
    row.pop("label_en" if language == "es" else "label_es")
    return Line(label=label, **row)
