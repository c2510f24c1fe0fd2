"""What a better spreadsheet does: one number, or names with a token set ratio of nine tenths."""

import numpy as np
from rapidfuzz import fuzz, process

from tests.benchmarks.peers.exact_keys import key
from tests.benchmarks.peers.exchange import Pair, records, within, write

LEAST = 90


def link() -> set[Pair]:
    """Pairs whose names or numbers agree."""
    rows = records("full_name", "id")
    names = [key(row["full_name"]) for row in rows]
    ratios = process.cdist(
        names, names, scorer=fuzz.token_set_ratio, score_cutoff=LEAST, dtype=np.uint8, workers=-1
    )
    alike = np.argwhere(np.triu(ratios, 1))
    numbers = {row["record_id"]: row["id"] for row in rows if row["id"]}
    by_name = {(rows[one]["record_id"], rows[other]["record_id"]) for one, other in alike}
    return {*by_name, *within(numbers)}


if __name__ == "__main__":
    write(link())
