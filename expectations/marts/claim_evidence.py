"""What is certain is no more than what is possible."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=high,
        column_B=low,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        severity="critical",
        meta={
            "rule": f"{low}_is_no_more_than_{high}",
            "why": "the bounds of a figure are crossed",
        },
    )
    for low, high in (
        ("evidenced_low", "evidenced_high"),
        ("residual_low", "residual_high"),
        ("unexplained_low", "unexplained_high"),
    )
]
