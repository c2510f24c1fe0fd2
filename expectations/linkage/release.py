"""Every row of a release list has a release, and a release is of one person."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="has_release",
        value_set=[True],
        severity="critical",
        meta={
            "rule": "every_release_row_has_its_release",
            "why": "a row without a release would be left out of every count",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="persons",
        value_set=[1],
        severity="critical",
        meta={
            "rule": "a_release_is_of_one_person",
            "why": "a release of two people would hide one of them",
        },
    ),
]
