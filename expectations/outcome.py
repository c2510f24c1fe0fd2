"""What came of one rule: counts and our own words, never a value of the data."""

from dataclasses import dataclass, field
from typing import Literal

Check = Literal["contract", "rules"]
Severity = Literal["critical", "warning"]


@dataclass(frozen=True)
class Outcome:
    """Whether one rule holds of one table, and how many rows break it.

    `check` says whether the rule comes from the contract or from a file of rules. `counts`
    holds `rows`, those that the rule was held against, and `failing`; neither is there if the
    rule could not be evaluated. `note` is empty if the rule holds, else says why it matters.
    """

    check: Check
    name: str
    passed: bool
    severity: Severity
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def failing(self) -> int:
        """Rows that break the rule."""
        return self.counts.get("failing", 0)
