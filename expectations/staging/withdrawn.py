"""A withdrawal that finds no row protects nobody."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "finds_no_row",
        False,
        rule="every_withdrawal_finds_its_row",
        why="a withdrawal names a row that no file of its source holds; look whether its record_id"
        " or row_id in data/hand/withdrawals.csv is right",
        severity="warning",
    ),
]
