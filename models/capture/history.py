"""Tables of capture histories: how many units are on which of the lists."""

from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np

Pair = tuple[int, int]


def table(histories: Mapping[frozenset[str], int], lists: Collection[str]) -> np.ndarray:
    """Counts by cell of units that stand on these lists, from how many stand on which."""
    place = {name: 1 << number for number, name in enumerate(lists)}
    counts = np.zeros(2 ** len(place), int)
    for on, units in histories.items():
        counts[sum(place[name] for name in on)] += units
    return counts


def number_of_lists(counts: np.ndarray) -> int:
    """How many lists a table is of."""
    return len(counts).bit_length() - 1


def pairs(lists: int) -> list[Pair]:
    """Every two of so many lists."""
    return list(combinations(range(lists), 2))


def on_list(lists: int) -> np.ndarray:
    """Whether the units of each cell (rows) stand on each list (columns)."""
    return np.asarray(np.arange(2**lists)[:, None] >> np.arange(lists) & 1 == 1)


def sizes(counts: np.ndarray) -> np.ndarray:
    """How many units each list names."""
    return np.asarray(counts @ on_list(number_of_lists(counts)))


def overlap(counts: np.ndarray, pair: Pair) -> int:
    """How many units both lists of a pair name."""
    return int(counts[on_list(number_of_lists(counts))[:, pair].all(axis=1)].sum())


def times_listed(counts: np.ndarray) -> np.ndarray:
    """How many units stand on no list, on one, on two, and so on."""
    lists = number_of_lists(counts)
    return np.bincount(on_list(lists).sum(axis=1), counts, lists + 1).astype(int)
