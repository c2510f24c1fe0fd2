"""Dates run forwards; what looks odd in a list is warned of, and kept as published."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "runs_backwards",
        False,
        rule="dates_run_forwards",
        why="an interval ends before it begins; correct it in the list",
    ),
    every(
        "row_id_repeated",
        False,
        rule="row_id_is_unique_in_its_source",
        why="a number of the publisher stands on several rows of one source",
        severity="warning",
    ),
    every(
        "place_unknown",
        False,
        rule="every_place_is_known",
        why="a place is kept as text; add it to data/reference/facilities.csv or states.csv",
        severity="warning",
    ),
    every(
        "date_odd",
        False,
        rule="no_date_after_publication_or_before_1999",
        why="a date lies after the publication of its file or before 1999; it is kept and flagged",
        severity="warning",
    ),
]
