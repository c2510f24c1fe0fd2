"""What must hold of the tables: the contract of each, and what a contract cannot say."""

import os

from expectations.outcome import Outcome
from expectations.rule import Rule, checks, describe, rules
from expectations.validation import validate

# Great Expectations asks for this when it is imported, which any of these modules may do.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

__all__ = ["Outcome", "Rule", "checks", "describe", "rules", "validate"]
