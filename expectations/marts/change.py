"""The changes of a claim add up to its new count less its old one."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="off_count",
        value_set=[0],
        severity="critical",
        meta={
            "rule": "directions_add_up_to_new_less_old",
            "why": "a unit came or went and no change says so",
        },
    ),
]
