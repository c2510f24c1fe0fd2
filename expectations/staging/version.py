"""No row that was read may get lost: each stands in a version, or in an edition that a newer one replaced."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="is_kept",
        value_set=[True],
        severity="critical",
        meta={
            "rule": "every_row_read_is_kept",
            "why": "a row that was read stands neither in a version nor in a replaced edition",
        },
    ),
]
