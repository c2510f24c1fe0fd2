"""Splink's usual person model on names split at spaces: first word and last word."""

from splink.comparison_library import (
    AbsoluteDateDifferenceAtThresholds,
    DamerauLevenshteinAtThresholds,
    ExactMatch,
    NameComparison,
)

from tests.benchmarks.peers import splink_model
from tests.benchmarks.peers.exchange import within, write

QUERY = r"""
select
    record_id, words[1] as first_name, words[-1] as surname, id, state, sex, released
from (
    select *, regexp_extract_all(upper(strip_accents(full_name)), '[A-Z]+') as words
    from record
)
"""
COMPARISONS = [
    NameComparison("first_name"),
    NameComparison("surname"),
    DamerauLevenshteinAtThresholds("id", 1),
    ExactMatch("state").configure(term_frequency_adjustments=True),
    ExactMatch("sex"),
    AbsoluteDateDifferenceAtThresholds(
        "released", input_is_string=False, metrics="day", thresholds=3
    ),
]
BLOCKS = [("id",), ("first_name", "surname"), ("first_name", "released"), ("surname", "released")]
SURE = [("id",), ("first_name", "surname", "released")]
TRAINING = [("first_name", "surname"), ("released", "surname"), ("released", "first_name")]

MODEL = splink_model.Model(QUERY, COMPARISONS, BLOCKS, SURE, TRAINING)

if __name__ == "__main__":
    write(within(dict(splink_model.link(MODEL).fetchall())))
