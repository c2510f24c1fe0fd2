"""The commonest rule: a column holds one of a few values in every row."""

from typing import TYPE_CHECKING, Any

from expectations.outcome import Severity

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def every(
    column: str, *values: Any, rule: str, why: str, severity: Severity = "critical"
) -> "Expectation":
    """Expect each row to hold one of these values; `why` tells what it means if one does not."""
    import great_expectations.expectations as gxe  # noqa: PLC0415  it takes seconds

    return gxe.ExpectColumnValuesToBeInSet(
        column=column, value_set=list(values), severity=severity, meta={"rule": rule, "why": why}
    )
