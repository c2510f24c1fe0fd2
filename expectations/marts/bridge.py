"""The bridge closes: nothing is unexplained but the named residual, and each step is counted again."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="off_figure",
        value_set=[0],
        severity="critical",
        meta={
            "rule": "it_begins_and_ends_with_what_was_said",
            "why": "the first or last line is not the figure of its claim",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="unexplained",
        value_set=[0],
        severity="critical",
        meta={
            "rule": "nothing_is_unexplained_but_the_named_residual",
            "why": "the figures, the rows and the residuals do not add up",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="is_recounted",
        value_set=[True],
        severity="critical",
        meta={
            "rule": "each_step_is_what_rows_or_claims_say",
            "why": "a step differs from a count of its rows, or from the figures that it cites",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="off_share",
        value_set=[0],
        severity="critical",
        meta={
            "rule": "the_shares_of_the_reasons_add_up_to_the_rows",
            "why": "the exact shares of a side do not add up to the rows that only it counts",
        },
    ),
]
