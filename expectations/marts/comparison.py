"""A comparison that cannot be made, or not yet, is said."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToNotBeInSet(
        column="bridged_by",
        value_set=["refused"],
        severity="warning",
        meta={
            "rule": "every_comparison_can_be_made",
            "why": "two figures cannot be compared; refusal_es and refusal_en say why",
        },
    ),
    gxe.ExpectColumnValuesToNotBeInSet(
        column="bridged_by",
        value_set=["not_yet_said"],
        severity="warning",
        meta={
            "rule": "both_figures_had_been_said",
            "why": "one of the two figures was said after the cut-off; its comparison is left out",
        },
    ),
]
