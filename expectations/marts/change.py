"""The changes of a claim lead from its old count to its new one, each kind up or down as it must."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "off_count",
        0,
        rule="directions_add_up_to_new_less_old",
        why="a unit came or went and no change says so",
    ),
    every(
        "is_directed",
        True,
        rule="each_kind_has_its_direction",
        why="a change of this kind cannot do that to the count",
    ),
]
