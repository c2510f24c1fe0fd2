"""Averaging over every decomposable graph of dependence between lists, in closed form.

Madigan and York 1997; the arithmetic is that of the R package dga by Johndrow, Lum and Ball. A graph is
decomposable if no circle of four lists or more lacks a chord. Of three, four, five lists there
are 8, 61, 822.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from models.capture.history import Pair, number_of_lists, pairs
from models.capture.unlisted import Unlisted

MOST_LISTS = 5
# So many times the units on some list may at most be on none, and so many numbers of them are tried.
MOST_UNLISTED = 10
TRIED = 4000

Graph = frozenset[Pair]


@dataclass(frozen=True)
class Average:
    """The posterior probability of each graph (rows) with each number of units on no list."""

    listed: int
    unlisted: np.ndarray
    graphs: tuple[Graph, ...]
    joint: np.ndarray

    @property
    def by_graph(self) -> np.ndarray:
        """Posterior probability of each graph."""
        return np.asarray(self.joint.sum(axis=1))

    @property
    def by_number(self) -> np.ndarray:
        """Posterior probability of each number of units on no list."""
        return np.asarray(self.joint.sum(axis=0))

    @property
    def mode(self) -> int:
        """The likeliest number of all units."""
        return self.listed + int(self.unlisted[self.by_number.argmax()])

    @property
    def mean(self) -> float:
        """The mean of all units."""
        return self.listed + float(self.by_number @ self.unlisted)

    @property
    def bayes(self) -> float:
        """The number of all units with the least squared relative error to be expected."""
        units = self.listed + self.unlisted
        return float((self.by_number @ (1 / units)) / (self.by_number @ (1 / units**2)))

    @property
    def interval(self) -> tuple[int, int]:
        """Between which numbers all units lie, with a probability of 95 %."""
        low, high = np.searchsorted(self.by_number.cumsum(), [0.025, 0.975])
        return self.listed + int(self.unlisted[low]), self.listed + int(self.unlisted[high])

    def told(self) -> Unlisted:
        """Mean and variance of the logarithm of the units on no list."""
        logs = np.log(self.unlisted)
        mean = float(self.by_number @ logs)
        return Unlisted(self.listed, mean, float(self.by_number @ (logs - mean) ** 2))


@cache
def graphs(lists: int) -> tuple[Graph, ...]:
    """Every decomposable graph of so many lists, by its edges."""
    every = pairs(lists)
    subsets = (
        frozenset(pair for place, pair in enumerate(every) if number >> place & 1)
        for number in range(2 ** len(every))
    )
    return tuple(graph for graph in subsets if _eliminated(graph, lists) is not None)


def _eliminated(graph: Graph, lists: int) -> tuple[tuple[int, int], ...] | None:
    """Each list with its neighbours among those left, and these alone, as bits; None where that fails.

    A list whose neighbours are all neighbours of one another is taken away at each step; a graph
    is decomposable if that takes away all (Rose 1970).
    """
    left, steps = set(range(lists)), []
    while left:
        for one in sorted(left):
            near = [each for each in sorted(left) if (min(one, each), max(one, each)) in graph]
            if graph.issuperset(combinations(near, 2)):
                separator = sum(1 << each for each in near)
                steps.append((separator | 1 << one, separator))
                left.remove(one)
                break
        else:
            return None
    return tuple(steps)


@cache
def _weights(lists: int) -> np.ndarray:
    """How often the margin of each set of lists (columns) counts for and against each graph (rows)."""
    weights = np.zeros((len(graphs(lists)), 2**lists))
    for row, graph in enumerate(graphs(lists)):
        for clique, separator in _eliminated(graph, lists) or ():
            weights[row, clique] += 1
            weights[row, separator] -= 1
    return weights


def average(
    counts: np.ndarray,
    unlisted: np.ndarray,
    delta: float,
    log_prior: np.ndarray | None = None,
) -> Average:
    """Average over all graphs, each as likely as any other beforehand.

    `unlisted` are the numbers of units on no list that are tried, `log_prior` what speaks for each
    beforehand: one over all units unless said. `delta` units count as seen in each cell beforehand
    (hyper-Dirichlet).
    """
    from scipy.special import gammaln, logsumexp  # noqa: PLC0415  seldom needed

    lists = number_of_lists(counts)
    listed = int(counts[1:].sum())
    prior = -np.log(listed + unlisted) if log_prior is None else log_prior
    log_joint = _weights(lists) @ _margins(counts, unlisted, delta)
    log_joint += prior + gammaln(listed + unlisted + 1) - gammaln(unlisted + 1)
    joint = np.exp(log_joint - logsumexp(log_joint))
    return Average(listed, unlisted, graphs(lists), joint)


def _margins(counts: np.ndarray, unlisted: np.ndarray, delta: float) -> np.ndarray:
    """Logarithm of the marginal likelihood of each set of lists (rows), by units on no list."""
    from scipy.special import gammaln  # noqa: PLC0415

    lists = number_of_lists(counts)
    cells = np.arange(2**lists)
    total = gammaln(2**lists * delta) - gammaln(counts[1:].sum() + unlisted + 2**lists * delta)
    margins = np.zeros((2**lists, len(unlisted)))
    for chosen in range(1, 2**lists):
        seen = np.bincount(cells & chosen, counts, 2**lists)
        among = np.unique(cells & chosen)
        before = delta * 2**lists / len(among)
        margins[chosen] = (
            total
            + gammaln(seen[among[1:]] + before).sum()
            + gammaln(seen[0] + unlisted + before)
            - len(among) * gammaln(before)
        )
    return margins


def averaged(counts: np.ndarray) -> Average:
    """Average with what is usual beforehand: one unit over all cells, at most ten times those listed on no list.

    Of many numbers only some are tried, farther apart where they are large; each stands for those
    around it.
    """
    listed = int(counts[1:].sum())
    most = MOST_UNLISTED * listed
    tried = np.unique(np.geomspace(1, most, TRIED).round())
    edges = np.concatenate(([0.5], (tried[1:] + tried[:-1]) / 2, [most + 0.5]))
    log_prior = np.log(np.diff(edges)) - np.log(listed + tried)
    return average(counts, tried, 1 / len(counts), log_prior)
