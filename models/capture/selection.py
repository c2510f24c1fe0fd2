"""Every log-linear model by pairs of lists that can be fitted, and how far those that fit well are apart."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from models.capture.existence import Existence, existence
from models.capture.history import Pair, number_of_lists, overlap, pairs
from models.capture.log_linear import Fit, fit_pairs

# Models with a BIC no further from the best are not told apart.
AS_GOOD = 10

Model = frozenset[Pair]


def fitted(counts: np.ndarray) -> tuple[tuple[Model, Fit], ...]:
    """Every model that has a fit, the one with the least BIC first; equal tables are fitted once."""
    return _fitted(*counts.tolist())


@lru_cache(maxsize=256)
def _fitted(*cells: int) -> tuple[tuple[Model, Fit], ...]:
    counts = np.asarray(cells)
    models = can_be_fitted(counts)
    found = zip(models, fit_pairs(counts, models), strict=True)
    return tuple(sorted(found, key=lambda each: each[1].bic))


def can_be_fitted(counts: np.ndarray) -> list[Model]:
    """The models that have a fit, those with most pairs first.

    What a model can be fitted to, every model within it can, as long as both leave out the same
    cells: so few are asked about.
    """
    every = pairs(number_of_lists(counts))
    empty = frozenset(pair for pair in every if overlap(counts, pair) == 0)
    subsets = [
        frozenset(pair for place, pair in enumerate(every) if number >> place & 1)
        for number in range(2 ** len(every))
    ]
    found: list[Model] = []
    asked: list[Model] = []
    for model in sorted(subsets, key=lambda each: (-len(each), sorted(each))):
        if any(model <= wider and model & empty == wider & empty for wider in asked):
            found.append(model)
        elif existence(counts, model) == Existence.EXISTS:
            asked.append(model)
            found.append(model)
    return found


def as_good(models: Sequence[tuple[Model, Fit]]) -> tuple[float, float]:
    """The least and the most units by the models that fit as well as the best, which comes first."""
    estimates = [fit.estimate for _, fit in models if fit.bic <= models[0][1].bic + AS_GOOD]
    return min(estimates), max(estimates)
