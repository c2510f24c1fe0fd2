"""Every row of a release list has a release, and a release is of one person."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "has_release",
        True,
        rule="every_release_row_has_its_release",
        why="a row without a release would be left out of every count",
    ),
    every(
        "persons",
        1,
        rule="a_release_is_of_one_person",
        why="a release of two people would hide one of them",
    ),
]
