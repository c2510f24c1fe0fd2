"""How many are on no list, with how sure that is: the same for every method."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt

import numpy as np

# 95 % of a normal distribution lie within so many standard deviations.
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Unlisted:
    """Units on some list, and the mean and variance of the logarithm of those on none."""

    listed: float
    log_mean: float
    log_variance: float

    @property
    def estimate(self) -> float:
        """All units."""
        return self.listed + exp(self.log_mean)

    @property
    def interval(self) -> tuple[float, float]:
        """Between which numbers all units lie, in 95 cases of 100."""
        reach = NORMAL_95 * sqrt(self.log_variance)
        return (
            self.listed + exp(self.log_mean - reach),
            self.listed + exp(self.log_mean + reach),
        )

    def with_noise(self) -> "Unlisted":
        """The same, where mean and variance are of what a model expects: what is, varies about that (Poisson)."""
        return replace(self, log_variance=self.log_variance + exp(-self.log_mean))


def lower_bound(times: np.ndarray) -> Unlisted:
    """The least that heterogeneity of units allows, from how many are on one list and on two.

    `times` are the units on no list, on one, on two, and so on. Where lists depend on one another
    positively, or some units are seen more easily than others, there are more. Chao 1987; the
    interval is log-normal, as there.
    """
    once, twice = int(times[1]), int(times[2])
    ratio = once / twice
    unlisted = once * ratio / 2
    variance = twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    return Unlisted(int(times[1:].sum()), log(unlisted), log(1 + variance / unlisted**2))


def pooled(draws: Sequence[Unlisted]) -> Unlisted:
    """What several draws of who is who tell together, by total expectation and total variance.

    The variance between draws counts (m + 1) / m times for m draws, after Rubin 1987; so does the
    R package verdata of the Human Rights Data Analysis Group. Sadinle 2018 says why draws of the
    linkage must be pooled.
    """
    means = [draw.log_mean for draw in draws]
    between = float(np.var(means, ddof=1)) if len(draws) > 1 else 0.0
    within = float(np.mean([draw.log_variance for draw in draws]))
    return Unlisted(
        float(np.mean([draw.listed for draw in draws])),
        float(np.mean(means)),
        within + between * (len(draws) + 1) / len(draws),
    )
