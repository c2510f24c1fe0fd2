"""The best count lies between its bounds."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="high",
        column_B="low",
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        severity="critical",
        meta={"rule": "low_is_no_more_than_high", "why": "the bounds of a count are crossed"},
    ),
]
