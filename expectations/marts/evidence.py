"""The evidence of a pair adds up to the odds that the rules give."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "reaches_odds",
        True,
        rule="the_steps_of_a_pair_end_at_its_odds",
        why="the signs that are told are not those by which the pair was weighed",
    ),
]
