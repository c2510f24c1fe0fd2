"""What must hold of the tables: the contract of each, and what a contract cannot say."""

from expectations.outcome import Outcome
from expectations.rule import Rule, checks, describe, rules
from expectations.validation import validate

__all__ = ["Outcome", "Rule", "checks", "describe", "rules", "validate"]
