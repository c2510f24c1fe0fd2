"""Every line counts units of one kind, none more than the definition does, and lies between its bounds."""

import great_expectations.expectations as gxe

from expectations.every import every

EXPECTATIONS = [
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="high",
        column_B="low",
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        severity="critical",
        meta={"rule": "low_is_no_more_than_high", "why": "the bounds of a count are crossed"},
    ),
    every(
        "holds_its_count",
        True,
        rule="each_count_lies_between_its_bounds",
        why="the bounds of a count do not hold it",
    ),
    every(
        "has_the_unit",
        True,
        rule="every_line_counts_the_same_unit",
        why="persons, releases, measures and orders were put together",
    ),
    every(
        "exceeds",
        False,
        rule="no_line_exceeds_the_definition",
        why="lines of one person were added up, or count somebody whom the definition does not",
    ),
]
