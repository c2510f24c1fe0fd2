"""Nothing that stops a list may stand; what was refused row by row is counted and warned of."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="stops",
        value_set=[False],
        severity="critical",
        meta={
            "rule": "nothing_stops_a_list",
            "why": "a value, date or code is not understood, and nothing is guessed",
        },
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="refused_alone",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "no_row_was_refused",
            "why": "rows were refused, and are kept with the reason in meta.rejected",
        },
    ),
]
