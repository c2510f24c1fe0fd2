"""No number of people stands beside a refusal, and each lies in its interval."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "though_refused",
        False,
        rule="no_number_where_it_is_refused",
        why="the appendix gives a number of people beside a reason to give none",
    ),
    every(
        "in_interval",
        True,
        rule="an_estimate_lies_in_its_interval",
        why="the bounds of an estimate are crossed",
    ),
]
