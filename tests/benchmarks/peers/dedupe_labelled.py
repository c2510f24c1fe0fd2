"""dedupe 3, names split the Spanish way, trained with 100 labels of the pairs that it asks for."""

import random

import dedupe
import numpy as np
from dedupe.variables import Exact, ShortString, String

from tests.benchmarks.peers.exchange import Pair, records, within, write

LABELS = 100
FIELDS = [
    String("given", has_missing=True),
    String("family", has_missing=True),
    ShortString("id", has_missing=True),
    Exact("state", has_missing=True),
    Exact("released", has_missing=True),
    Exact("sex", has_missing=True),
]


def link() -> set[Pair]:
    """Pairs of records in one cluster."""
    random.seed(1)
    np.random.seed(1)
    columns = ["given", "family", "id", "state", "sex", "person"]
    rows = {
        row["record_id"]: {column: row[column] or None for column in columns}
        | {"released": row["released"] and row["released"].isoformat()}
        for row in records(*columns, "released")
    }
    present = [
        field for field in FIELDS if any(row[field.field] is not None for row in rows.values())
    ]
    matcher = dedupe.Dedupe(present, num_cores=1)
    matcher.prepare_training(rows)
    for _ in range(LABELS):
        (pair,) = matcher.uncertain_pairs()
        same = pair[0]["person"] == pair[1]["person"]
        matcher.mark_pairs({"match": [pair] if same else [], "distinct": [] if same else [pair]})
    matcher.train()
    clusters = {
        record_id: number
        for number, (members, _) in enumerate(matcher.partition(rows, threshold=0.5))
        for record_id in members
    }
    return set(within(clusters))


if __name__ == "__main__":
    write(link())
