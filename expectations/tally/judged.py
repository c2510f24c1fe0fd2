"""A row is in both or has reasons, and the two sides agree on how many are in both."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "is_explained",
        True,
        rule="a_row_is_in_both_or_has_its_reasons",
        why="a row is neither counted by both sides nor given a reason, or is given both",
    ),
    every(
        "more_in_both",
        0,
        rule="both_sides_have_as_many_in_both",
        why="counted units match one to one, so the two sides have as many of them",
    ),
]
