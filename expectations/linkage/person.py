"""Every row belongs to a person; contradictions within and between persons are told, never hidden."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "has_person",
        True,
        rule="every_row_has_its_person",
        why="a row without a person would be left out of every count of people",
    ),
    every(
        "numbers_differ",
        False,
        rule="different_numbers_are_told",
        why="a person holds two different valid numbers and nothing says so",
    ),
    every(
        "births_differ",
        False,
        rule="births_too_far_apart_are_told",
        why="a person holds two births more than two years apart and nothing says so",
    ),
    every(
        "entries_meet",
        False,
        rule="entries_of_one_register_are_told",
        why="a person holds two entries of one register and nothing says so",
    ),
    every(
        "contradicts",
        False,
        rule="no_rows_contradict_one_another",
        why="rows that were linked contradict one another; see conflict in marts.person",
        severity="warning",
    ),
]
