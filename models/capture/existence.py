"""Whether a log-linear model can be fitted at all."""

from collections.abc import Collection
from enum import IntEnum
from functools import lru_cache

import numpy as np

from models.capture.history import Pair, number_of_lists, overlap
from models.capture.log_linear import design


class Existence(IntEnum):
    """Whether a model has one finite fit."""

    EXISTS = 0
    NO_MAXIMUM = 1
    NOT_IDENTIFIED = 2


def existence(counts: np.ndarray, dependent: Collection[Pair]) -> Existence:
    """Whether the extended maximum likelihood of a model by pairs exists and is the only one.

    Cells of a pair that nobody is on both of are left out first. Fienberg and Rinaldo 2012; Chan,
    Silverman and Vincent 2021, whose codes these are.
    """
    columns = design(number_of_lists(counts), sorted(dependent))
    empty = [pair for pair in dependent if overlap(counts, pair) == 0]
    cells = ~design(number_of_lists(counts), empty)[1:, 1 + number_of_lists(counts) :].any(axis=1)
    columns = columns[1:][cells]
    columns = columns[:, columns.any(axis=0)]
    return _existence(columns.astype(np.int8).tobytes(), columns.shape, *(counts[1:][cells] == 0))


@lru_cache(maxsize=4096)
def _existence(columns: bytes, shape: tuple[int, int], *is_empty: bool) -> Existence:
    """Fienberg and Rinaldo's linear programme: whether a table without empty cells has the same sums.

    It is asked what to add to the table: nothing to any sum, something to each empty cell. So the
    answer depends on which cells are empty alone, and draws that agree in it share it.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  it takes half a second

    told = np.frombuffer(columns, np.int8).reshape(shape).astype(float)
    cells, parameters = shape
    if np.linalg.matrix_rank(told) < parameters:
        return Existence.NOT_IDENTIFIED
    if not any(is_empty):
        return Existence.EXISTS
    least = np.zeros(cells + 1)
    least[-1] = -1
    keeps = np.hstack([told.T, np.zeros((parameters, 1))])
    empty = np.flatnonzero(is_empty)
    above = np.zeros((len(empty), cells + 1))
    above[np.arange(len(empty)), empty] = -1
    above[:, -1] = 1
    bounds = [(None, None)] * cells + [(None, 1)]
    found = linprog(
        least, A_ub=above, b_ub=np.zeros(len(empty)), A_eq=keeps, b_eq=np.zeros(parameters),
        bounds=bounds, method="highs",
    )  # fmt: skip
    return Existence.EXISTS if -found.fun > 0.5 else Existence.NO_MAXIMUM
