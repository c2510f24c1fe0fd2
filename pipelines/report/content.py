"""What a report says, whatever the format: its head, then its sections."""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.report.answer import answer
from pipelines.report.element import Figure, Section
from pipelines.report.section import (
    answers,
    bridges,
    changes,
    citation,
    claims,
    conditions,
    consistency,
    contradictions,
    definitions,
    dictionary,
    further,
    law,
    ledger,
    manifest,
    method,
    overlap,
    places,
    supported,
    timeline,
    unlisted,
)
from pipelines.report.told import Told

# A part of the report is a function of what is told; None where the case has nothing of its kind to say.
SECTIONS: tuple[Callable[[Told], Section | None], ...] = (
    answers.section,
    claims.section,
    bridges.section,
    supported.section,
    timeline.section,
    conditions.section,
    places.section,
    law.section,
    consistency.section,
    overlap.section,
    contradictions.section,
    changes.section,
    unlisted.section,
    further.section,
    method.section,
    definitions.section,
    ledger.section,
    dictionary.section,
    manifest.section,
    citation.section,
)


@dataclass(frozen=True)
class Content:
    """A report: the first comparison with its sentence and chart, where there is one, and all sections."""

    told: Told
    headline: str
    sentence: str | None
    chart: Figure | None
    edition: str
    sections: list[Section]


def content(told: Told) -> Content:
    """Write a report of what is told."""
    first = told.comparisons[0] if told.comparisons else None
    return Content(
        told,
        first.title if first else told.title,
        answer(told, first) if first else None,
        bridges.chart(told, first) if first else None,
        citation.edition(told),
        [section for part in SECTIONS if (section := part(told))],
    )
