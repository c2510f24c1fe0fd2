"""The changes of a claim add up to its new count less its old one."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "off_count",
        0,
        rule="directions_add_up_to_new_less_old",
        why="a unit came or went and no change says so",
    ),
]
