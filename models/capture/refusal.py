"""When no number is given: what a table of histories must show before anything is estimated from it."""

from enum import StrEnum

import numpy as np

from models.capture.existence import Existence, existence
from models.capture.history import (
    Pair,
    number_of_lists,
    overlap,
    pairs,
    sizes,
    times_listed,
)
from models.capture.selection import as_good, fitted

FEWEST_LISTS = 3
FEWEST_ON_BOTH = 7
FEWEST_ON_TWO = 30
MOST_SPREAD = 1.5
FEWEST_DRAWS = 10


class Refusal(StrEnum):
    """Why there is no number; each is a code of the scheme `estimate_refusal`."""

    TOO_FEW_LISTS = "too_few_lists"
    LIST_WITHOUT_NAMES = "list_without_names"
    NO_ASSUMPTION = "no_assumption"
    NO_OVERLAP = "no_overlap"
    SMALL_OVERLAP = "small_overlap"
    FEW_ON_TWO_LISTS = "few_on_two_lists"
    NO_MAXIMUM = "no_maximum"
    NOT_IDENTIFIED = "not_identified"
    MODELS_DISAGREE = "models_disagree"
    TOO_FEW_DRAWS = "too_few_draws"


def largest(counts: np.ndarray) -> Pair:
    """The two lists that name most units."""
    first, second = np.argsort(-sizes(counts), kind="stable")[:2].tolist()
    return min(first, second), max(first, second)


def refusals(counts: np.ndarray) -> dict[Refusal, str]:
    """Why a table allows no estimate, each reason with the figure that shows it; none if it does.

    Spread and fit are asked of all models by pairs: where the widest cannot be fitted, the table
    does not tell how far the lists depend on each other.
    """
    lists = number_of_lists(counts)
    found = {}
    if lists < FEWEST_LISTS:
        found[Refusal.TOO_FEW_LISTS] = f"{lists} < {FEWEST_LISTS}"
    if lists > 1:
        if empty := sum(overlap(counts, pair) == 0 for pair in pairs(lists)):
            found[Refusal.NO_OVERLAP] = f"{empty} / {len(pairs(lists))}"
        if (both := overlap(counts, largest(counts))) < FEWEST_ON_BOTH:
            found[Refusal.SMALL_OVERLAP] = f"{both} < {FEWEST_ON_BOTH}"
    if (several := int(times_listed(counts)[2:].sum())) < FEWEST_ON_TWO:
        found[Refusal.FEW_ON_TWO_LISTS] = f"{several} < {FEWEST_ON_TWO}"
    return found | (_of_models(counts) if lists >= FEWEST_LISTS else {})


def _of_models(counts: np.ndarray) -> dict[Refusal, str]:
    found = {}
    match existence(counts, pairs(number_of_lists(counts))):
        case Existence.NO_MAXIMUM:
            found[Refusal.NO_MAXIMUM] = ""
        case Existence.NOT_IDENTIFIED:
            found[Refusal.NOT_IDENTIFIED] = ""
    if models := fitted(counts):
        least, most = as_good(models)
        if most / least > MOST_SPREAD:
            found[Refusal.MODELS_DISAGREE] = f"{most / least:.2f} > {MOST_SPREAD}"
    return found
