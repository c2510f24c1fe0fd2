"""Every row that was read is published."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="appears",
        value_set=[True],
        severity="critical",
        meta={
            "rule": "every_row_of_every_list_appears",
            "why": "a row of a list is not published",
        },
    ),
]
