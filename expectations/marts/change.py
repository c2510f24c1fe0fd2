"""The changes of a claim lead from its old count to its new one: added and split to more, withdrawn and merged to less."""

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
