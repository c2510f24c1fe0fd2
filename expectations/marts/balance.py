"""A balance closes with what was said, and what does not fit stands in the residual alone."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "off_figure",
        0,
        rule="a_balance_closes_with_what_was_said",
        why="the last line of a balance is not its closing stock",
    ),
    every(
        "off_residual",
        0,
        rule="what_does_not_fit_is_in_the_residual_alone",
        why="the residual of a balance is not what its figures leave, or has no line of its own",
    ),
]
