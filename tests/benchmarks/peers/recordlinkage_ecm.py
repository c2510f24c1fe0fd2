"""recordlinkage, names split the Spanish way, classified by ECM without labels."""

import pandas as pd
import recordlinkage

from tests.benchmarks.peers.exchange import Pair, path, write

NAMES = ["given_1", "given_2", "family_1", "family_2"]


def link() -> set[Pair]:
    """Pairs that the classifier takes for one person."""
    read = ["record_id", *NAMES, "id", "state", "sex", "released"]
    rows = pd.read_parquet(path(), columns=read).set_index("record_id")
    indexer = recordlinkage.Index()
    indexer.full()  # with blocks it does worse: its classes are then others
    pairs = indexer.index(rows)
    compare = recordlinkage.Compare()
    for column in NAMES:
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("id", "state", "sex", "released"):
        if rows[column].notna().any():
            compare.exact(column, column, label=column)
    features = compare.compute(pairs, rows)
    return set(recordlinkage.ECMClassifier().fit_predict(features))


if __name__ == "__main__":
    write(link())
