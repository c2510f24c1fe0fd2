"""No row that was read may get lost: it stands in a version or a replaced edition, or was withdrawn."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "is_kept",
        True,
        rule="every_row_read_is_kept",
        why="a row that was read stands neither in a version nor in a replaced edition, and nobody withdrew it",
    ),
]
