"""Two lists: how many are on neither, and how dependent the lists would have to be for a figure to hold."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from models.capture.history import Pair, number_of_lists, on_list


@dataclass(frozen=True)
class TwoLists:
    """How many units are on both of two lists, on the first alone, and on the second alone."""

    both: int
    first_alone: int
    second_alone: int

    @property
    def listed(self) -> int:
        """Units on either list."""
        return self.both + self.first_alone + self.second_alone

    def unlisted(self, odds_ratio: float = 1.0) -> float:
        """Units on neither list, if the odds to be on one are so many times greater on the other.

        With an odds ratio of 1, independence, it is the estimate of Petersen 1896 and Lincoln 1930.
        """
        return odds_ratio * self.first_alone * self.second_alone / self.both

    @property
    def lincoln_petersen(self) -> float:
        """All units, if the lists are independent; Lincoln 1930."""
        return self.listed + self.unlisted()

    @property
    def chapman(self) -> float:
        """All units, if the lists are independent, nearly without bias; Chapman 1951."""
        first, second = self.both + self.first_alone, self.both + self.second_alone
        return (first + 1) * (second + 1) / (self.both + 1) - 1

    @property
    def chapman_error(self) -> float:
        """Standard error of Chapman's estimate; Seber 1970."""
        first, second = self.both + self.first_alone, self.both + self.second_alone
        variance = (first + 1) * (second + 1) * self.first_alone * self.second_alone
        return sqrt(variance / ((self.both + 1) ** 2 * (self.both + 2)))

    def tipping_odds_ratio(self, units: float) -> float:
        """The odds ratio between the lists at which there would be so many units in all.

        Above 1: who is on one list is likelier to be on the other.
        """
        return (units - self.listed) * self.both / (self.first_alone * self.second_alone)


def of_pair(counts: np.ndarray, pair: Pair) -> TwoLists:
    """Two of the lists of a table, whatever the others say."""
    first, second = on_list(number_of_lists(counts))[:, pair].T
    cells = first & second, first & ~second, ~first & second
    return TwoLists(*(int(counts[cell].sum()) for cell in cells))
