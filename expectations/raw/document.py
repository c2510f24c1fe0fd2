"""A file with more rows than its source is expected to publish may be another list."""

import great_expectations.expectations as gxe

EXPECTATIONS = [
    gxe.ExpectColumnValuesToBeInSet(
        column="above_max_rows",
        value_set=[False],
        severity="warning",
        meta={
            "rule": "no_file_has_more_rows_than_expected",
            "why": "a file has more rows than max_rows: in its YAML; look whether it is the right file",
        },
    ),
]
