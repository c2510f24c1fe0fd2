"""Dates run forwards; what looks odd in a list is warned of, and kept as published."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="runs_backwards",
        value_set=[False],
        severity="critical",
        meta={
            "rule": "dates_run_forwards",
            "why": "an interval ends before it begins; correct it in the list",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="row_id_repeated",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "row_id_is_unique_in_its_source",
            "why": "a number of the publisher stands on several rows of one source",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="place_unknown",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "every_place_is_known",
            "why": "a place is kept as text; add it to data/reference/facilities.csv or states.csv",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="date_odd",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "no_date_after_publication_or_before_1999",
            "why": "a date lies after the publication of its file or before 1999; it is kept and flagged",
        },
    ),
]
