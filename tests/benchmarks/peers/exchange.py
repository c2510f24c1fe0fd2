"""What every matcher reads and writes: a Parquet file of records in, one of linked pairs out.

Run each as a module: `python -m tests.benchmarks.peers.<name> RECORDS PAIRS`.
"""

import json
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Pair = tuple[str, str]
# Which records a peer compares that is told which: those that agree in all columns of one of these.
BLOCKS = [
    ("id",),
    ("given_1", "family_1"),
    ("family_1", "family_2"),
    ("given_2", "family_1"),
    ("given_1", "released"),
    ("family_1", "released"),
]
# The same for very many records, among which too many agree in one given name and one surname.
NARROW_BLOCKS = [
    ("id",),
    ("family_1", "family_2"),
    ("given_1", "given_2", "family_1"),
    ("given_1", "family_1", "released"),
    ("given_1", "family_1", "state"),
    ("given_1", "family_1", "facility"),
    ("given_2", "family_1", "released"),
    ("given_1", "given_2", "released"),
]


def path() -> str:
    """The file of records."""
    return sys.argv[1]


def records(*columns: str) -> list[dict[str, Any]]:
    """The records' columns of these names, and their `record_id`."""
    return pq.read_table(path(), columns=["record_id", *columns]).to_pylist()


def write(pairs: Iterable[Pair], **measured: Any) -> None:
    """Write pairs of record ids, each once and in order, and what was measured."""
    measured = {"megabytes": megabytes()} | measured
    ordered = sorted({(min(pair), max(pair)) for pair in pairs})
    left, right = ([pair[side] for pair in ordered] for side in (0, 1))
    text = pa.string()
    table = pa.table({"left": pa.array(left, text), "right": pa.array(right, text)})
    pq.write_table(table.replace_schema_metadata({"measured": json.dumps(measured)}), sys.argv[2])


def within(clusters: Mapping[str, Any]) -> Iterable[Pair]:
    """Every pair of records that lie in one cluster."""
    members = defaultdict(list)
    for record_id, cluster in clusters.items():
        members[cluster].append(record_id)
    return (pair for group in members.values() for pair in combinations(group, 2))


def megabytes() -> float:
    """The most memory that this process has held so far.

    Linux tells it of the process alone; what `getrusage` tells may be its parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
