"""Splink as its documentation trains and uses it: u by sampling, m by EM, clusters at .95."""

from dataclasses import dataclass, replace

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import NameComparison
from splink.internals.comparison_creator import ComparisonCreator

from tests.benchmarks.peers.exchange import path

PROBABILITY = 0.95
EM_PAIRS = 1e6  # pairs that EM is trained on where there are more

Rule = tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """A model: `query` makes its table from `record`.

    Pairs are made by `blocks`; `sure` rules find seven tenths of the matches; EM runs once for
    each rule of `training`.
    """

    query: str
    comparisons: list[ComparisonCreator]
    blocks: list[Rule]
    sure: list[Rule]
    training: list[Rule]


def link(model: Model) -> duckdb.DuckDBPyRelation:
    """The cluster of each record; comparisons of columns that hold nothing are left out."""
    try:
        return _clusters(model)
    except ValueError:
        # EM has driven the share of a level below what Splink can hold: fewer levels.
        coarser = [
            NameComparison(
                one.col_expressions["name"].raw_sql_expression, jaro_winkler_thresholds=0.92
            )
            if isinstance(one, NameComparison)
            else one
            for one in model.comparisons
        ]
        return _clusters(replace(model, comparisons=coarser))


def _clusters(model: Model) -> duckdb.DuckDBPyRelation:
    connection = duckdb.connect()
    connection.execute(f"create view record as from read_parquet('{path()}')")
    connection.execute(f"create table input as {model.query}")
    interface = DuckDBAPI(connection)
    counts = connection.execute("select count(columns(*)) from input").fetchdf().iloc[0]
    empty = {column for column, count in counts.items() if not count}

    def held(rules: list[Rule]) -> list[Rule]:
        return [rule for rule in rules if not empty & set(rule)]

    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            one for one in model.comparisons if one.create_output_column_name() not in empty
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in held(model.blocks)],
    )
    linker = Linker(interface.register("input"), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*rule) for rule in held(model.sure)], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in held(model.training):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*rule), max_pairs=EM_PAIRS
        )
    predictions = linker.inference.predict(threshold_match_probability=PROBABILITY)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, PROBABILITY)
    return clusters.as_duckdbpyrelation().select("record_id, cluster_id")
