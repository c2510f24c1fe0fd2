"""Every row that was read is published."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "appears",
        True,
        rule="every_row_of_every_list_appears",
        why="a row of a list is not published",
    ),
]
