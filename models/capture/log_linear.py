"""Log-linear models of capture histories, in which pairs of lists may depend on each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from models.capture.history import Pair, number_of_lists, on_list, overlap, pairs
from models.capture.unlisted import NORMAL_95, Unlisted

ENOUGH = 1e-10
STEPS = 100


@dataclass(frozen=True)
class Fit:
    """A fitted model: how many it expects on no list, and how well it fits the others.

    `log_unlisted` is the intercept, `variance` its variance; `freedom` are the degrees of freedom
    that are left. `parameters` are all of the model's, those at minus infinity too.
    """

    listed: int
    log_unlisted: float
    variance: float
    deviance: float
    log_likelihood: float
    parameters: int
    freedom: int

    @property
    def unlisted(self) -> float:
        """Units expected on no list."""
        return exp(self.log_unlisted)

    @property
    def estimate(self) -> float:
        """All units."""
        return self.listed + self.unlisted

    @property
    def error(self) -> float:
        """Standard error of all units: that of the intercept, and of the units on no list themselves."""
        return sqrt(self.unlisted + self.unlisted**2 * self.variance)

    @property
    def interval(self) -> tuple[float, float]:
        """The usual 95 % interval, of what is expected: too narrow for what is."""
        reach = exp(NORMAL_95 * sqrt(self.variance))
        return self.listed + self.unlisted / reach, self.listed + self.unlisted * reach

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return 2 * self.parameters - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz's criterion, by units; so Silverman 2020."""
        return log(self.listed) * self.parameters - 2 * self.log_likelihood

    def told(self) -> Unlisted:
        """The units on no list, with their own noise beside that of the intercept."""
        return Unlisted(self.listed, self.log_unlisted, self.variance).with_noise()


def design(lists: int, dependent: Collection[Pair] = ()) -> np.ndarray:
    """The columns of a model, by cell: the intercept, each list, each pair of lists that depend.

    The cell of those on no list comes first, as in a table.
    """
    on = on_list(lists)
    columns = [np.ones(len(on), bool), *on.T, *(on[:, pair].all(axis=1) for pair in dependent)]
    return np.stack(columns, axis=1).astype(float)


def fit(counts: np.ndarray, columns: np.ndarray) -> Fit:
    """Fit a Poisson model of these columns to the units on some list."""
    kept = np.ones((1, len(counts)), bool)
    return _fitted(counts, columns[None], kept, [columns.shape[1]])[0]


def fit_pairs(counts: np.ndarray, models: Sequence[Collection[Pair]]) -> list[Fit]:
    """Fit the models in which these pairs of lists depend on each other, all at once.

    A pair without a single unit on both has a parameter of minus infinity: its cells are left out,
    as in the extended maximum likelihood of Fienberg and Rinaldo 2012. The models must be such as
    `existence` lets pass.
    """
    lists = number_of_lists(counts)
    every = pairs(lists)
    full = design(lists, every)
    empty = {pair for pair in every if overlap(counts, pair) == 0}
    columns = np.repeat(full[None], len(models), axis=0)
    kept = np.ones((len(models), len(counts)), bool)
    for number, model in enumerate(models):
        for place, pair in enumerate(every, 1 + lists):
            if pair in model and pair in empty:
                kept[number] &= full[:, place] == 0
            if pair not in model or pair in empty:
                columns[number, :, place] = 0
    return _fitted(counts, columns, kept, [1 + lists + len(model) for model in models])


def _fitted(
    counts: np.ndarray, columns: np.ndarray, kept: np.ndarray, parameters: list[int]
) -> list[Fit]:
    """Newton's method for many models together; a column of zeros is one that the model lacks."""
    from scipy.special import gammaln, xlogy  # noqa: PLC0415  seldom needed

    observed = counts[1:].astype(float)
    columns, kept = columns[:, 1:], kept[:, 1:]
    lacking = ~(columns * kept[:, :, None]).any(axis=1)
    ridge = lacking[:, :, None] * np.eye(columns.shape[2])
    expected = np.where(kept, observed + 0.5, 0.0)
    linear = np.log(observed + 0.5) * kept
    deviance = np.full(len(columns), np.inf)
    for _ in range(STEPS):
        information = _information(columns, expected) + ridge
        working = expected * linear + np.where(kept, observed - expected, 0.0)
        score = np.einsum("mcp,mc->mp", columns, working)
        found = np.linalg.solve(information, score[:, :, None])[:, :, 0]
        linear = np.einsum("mcp,mp->mc", columns, found)
        expected = np.where(kept, np.exp(linear), 0.0)
        before, deviance = deviance, _deviance(observed, expected, kept)
        if np.all(np.abs(before - deviance) <= ENOUGH * (1 + deviance)):
            break
    variance = np.linalg.inv(_information(columns, expected) + ridge)[:, 0, 0]
    likelihood = np.where(kept, xlogy(observed, expected) - expected - gammaln(observed + 1), 0)
    return [
        Fit(int(observed.sum()), *told)
        for told in zip(
            found[:, 0].tolist(),
            variance.tolist(),
            deviance.tolist(),
            likelihood.sum(axis=1).tolist(),
            parameters,
            (kept.sum(axis=1) - (~lacking).sum(axis=1)).tolist(),
            strict=True,
        )
    ]


def _information(columns: np.ndarray, expected: np.ndarray) -> np.ndarray:
    return np.asarray(np.einsum("mcp,mcq->mpq", columns * expected[:, :, None], columns))


def _deviance(observed: np.ndarray, expected: np.ndarray, kept: np.ndarray) -> np.ndarray:
    from scipy.special import rel_entr  # noqa: PLC0415

    # The expected counts may add up otherwise than the observed ones on the way.
    apart = rel_entr(observed, expected) - observed + expected
    return np.asarray(2 * np.where(kept, apart, 0.0).sum(axis=1))


def without_highest_order(counts: np.ndarray) -> Unlisted:
    """Units on no list, if all lists together depend no more than all but one of them do.

    The product of the cells of an odd number of lists over that of the others, in closed form;
    Fienberg 1972. There must be no empty cell.
    """
    seen = counts[1:].astype(float)
    is_odd = on_list(number_of_lists(counts))[1:].sum(axis=1) % 2 == 1
    logs = np.log(seen)
    return Unlisted(
        int(counts[1:].sum()),
        float(logs[is_odd].sum() - logs[~is_odd].sum()),
        float((1 / seen).sum()),
    )
