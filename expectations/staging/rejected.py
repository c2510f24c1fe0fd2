"""Nothing that stops a list may stand; what was refused row by row is counted and warned of."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "stops",
        False,
        rule="nothing_stops_a_list",
        why="a value, date or code is not understood, and nothing is guessed",
    ),
    every(
        "refused_alone",
        False,
        rule="no_row_was_refused",
        why="rows were refused, and are kept with the reason in meta.rejected",
        severity="warning",
    ),
]
