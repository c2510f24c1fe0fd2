"""The sets of reasons of a side add up to the units that it counts."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "off_count",
        0,
        rule="the_sets_add_up_to_what_the_side_counts",
        why="a unit stands in no set of reasons, or in two",
    ),
]
