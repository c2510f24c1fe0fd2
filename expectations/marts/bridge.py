"""The bridge closes: nothing is unexplained but the named residual, and each step is counted again."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "off_figure",
        0,
        rule="it_begins_and_ends_with_what_was_said",
        why="the first or last line is not the figure of its claim",
    ),
    every(
        "unexplained",
        0,
        rule="nothing_is_unexplained_but_the_named_residual",
        why="the figures, the rows and the residuals do not add up",
    ),
    every(
        "is_recounted",
        True,
        rule="each_step_is_what_rows_or_claims_say",
        why="a step differs from a count of its rows, or from the figures that it cites",
    ),
    every(
        "is_within",
        True,
        rule="each_amount_lies_in_its_interval",
        why="an amount lies outside the interval that is published with it",
    ),
    every(
        "off_share",
        0,
        rule="the_shares_of_the_reasons_add_up_to_the_rows",
        why="the exact shares of a side do not add up to the rows that only it counts",
    ),
]
