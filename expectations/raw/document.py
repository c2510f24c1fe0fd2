"""A file with more rows than its source is expected to publish may be another list."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "above_max_rows",
        False,
        rule="no_file_has_more_rows_than_expected",
        why="a file has more rows than max_rows: in its YAML; look whether it is the right file",
        severity="warning",
    ),
]
