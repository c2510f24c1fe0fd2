"""Invented claims as `staging.claim` has them, bounded by the words of their figures."""

from datetime import date
from typing import Any

OPENING = date(2026, 1, 8)


def figure(claim_id: str, value: int | None, **said: Any) -> dict[str, Any]:
    """A figure of people released since 8 January, but for what is said."""
    qualifier = said.get("qualifier", "exact")
    low = None if value is None else value + (qualifier == "more_than")
    return {
        "claim_id": claim_id,
        "value": value,
        "value_low": low,
        "value_high": None if qualifier in {"more_than", "at_least"} else value,
        "organisation": "Norte",
        "window_start": OPENING,
    } | said


def day(number: int) -> date:
    """A day of January 2026."""
    return date(2026, 1, number)
