"""A pair is told once, with a probability."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="right_record_id",
        column_B="left_record_id",
        severity="critical",
        meta={
            "rule": "the_lesser_identifier_comes_first",
            "why": "a pair that is told both ways would be judged twice",
        },
    ),
    gxe.ExpectColumnValuesToBeBetween(
        column="probability",
        min_value=0,
        max_value=1,
        severity="critical",
        meta={
            "rule": "probabilities_lie_between_0_and_1",
            "why": "a probability is none",
        },
    ),
]
