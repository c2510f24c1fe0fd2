"""Splink given names split the Spanish way: two given names, two surnames, number in levels."""

from splink.comparison_library import (
    AbsoluteDateDifferenceAtThresholds,
    DamerauLevenshteinAtThresholds,
    ExactMatch,
    NameComparison,
)

from tests.benchmarks.peers import splink_model
from tests.benchmarks.peers.exchange import BLOCKS, within, write

QUERY = """
select record_id, given_1, given_2, family_1, family_2, id, state, facility, sex, released
from record
"""
COMPARISONS = [
    NameComparison("given_1"),
    NameComparison("given_2"),
    NameComparison("family_1"),
    NameComparison("family_2"),
    DamerauLevenshteinAtThresholds("id", 1),
    ExactMatch("state").configure(term_frequency_adjustments=True),
    ExactMatch("sex"),
    AbsoluteDateDifferenceAtThresholds(
        "released", input_is_string=False, metrics="day", thresholds=3
    ),
]
SURE = [("id",), ("given_1", "family_1", "released")]
TRAINING = [("given_1", "family_1"), ("given_1", "released"), ("family_1", "family_2")]

MODEL = splink_model.Model(QUERY, COMPARISONS, BLOCKS, SURE, TRAINING)

if __name__ == "__main__":
    write(within(dict(splink_model.link(MODEL).fetchall())))
