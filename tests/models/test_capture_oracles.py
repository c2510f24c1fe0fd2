"""What others published for known tables comes out again."""

import numpy as np
import pytest
from scipy.special import gammaln

from models.capture import decomposable
from models.capture.existence import Existence, existence
from models.capture.history import on_list, pairs, times_listed
from models.capture.log_linear import design, fit, fit_pairs, without_highest_order
from models.capture.refusal import Refusal, refusals
from models.capture.selection import as_good, fitted
from models.capture.two_lists import TwoLists
from models.capture.unlisted import lower_bound
from tests.models.capture_tables import (
    ARTIFICIAL_3,
    FIVE_LISTS,
    HIV_ROME,
    KOSOVO,
    SLAVERY,
    SPINA_BIFIDA,
    hares,
    police_with_agency,
    table,
)

AB, AC, BC = (0, 1), (0, 2), (1, 2)
OK, NO_MAXIMUM, NOT_IDENTIFIED = Existence


def fit_of(written, *dependent):
    return fit_pairs(table(written), [dependent])[0]


def rounded(numbers, digits=1):
    return [round(number, digits) for number in numbers]


@pytest.mark.parametrize(
    ("dependent", "units", "error", "low", "high", "deviance", "freedom", "aic"),
    [
        ([], 763.89, 20.62, 734.4, 801.4, 58.35, 3, 106.32),
        ([AB], 831.31, 36.52, 775.0, 908.9, 46.85, 2, 96.82),
        ([AC], 755.94, 24.93, 719.0, 807.6, 58.09, 2, 108.06),
        ([BC], 730.93, 16.98, 707.5, 761.1, 3.86, 2, 53.83),
        ([AB, AC], 1361.00, 394.74, 883.2, 2726.7, 37.50, 1, 89.47),
        ([AB, BC], 758.32, 25.52, 720.4, 811.4, 0.00, 1, 51.97),
        ([AC, BC], 711.23, 17.72, 686.2, 746.7, 0.67, 1, 52.64),
        ([AB, AC, BC], 762.98, 86.39, 666.3, 1092.1, 0.00, 0, 53.97),
    ],
)
def test_spina_bifida_by_log_linear_models(
    dependent, units, error, low, high, deviance, freedom, aic
):
    found = fit_of(SPINA_BIFIDA, *dependent)
    told = rounded([found.estimate, found.error, found.deviance, found.aic], 2)
    assert told == [units, error, deviance, aic]
    assert rounded(found.interval) == [low, high]
    assert found.freedom == freedom


def test_spina_bifida_by_averaging_over_graphs():
    unlisted = np.arange(1, 301)
    # A gamma-Poisson prior of all units.
    units, shape, scale = 626 + unlisted, 13.14, 55.17
    prior = gammaln(units + shape) - gammaln(units + 1) + units * np.log(scale / (1 + scale))
    found = decomposable.average(table(SPINA_BIFIDA), unlisted, 1, prior)
    told = dict(zip(found.graphs, rounded(found.by_graph.tolist(), 3), strict=True))
    assert {tuple(sorted(graph)): share for graph, share in told.items() if share} == {
        (BC,): 0.374, (AB, BC): 0.310, (AC, BC): 0.282, (AB, AC, BC): 0.035,
    }  # fmt: skip
    assert (found.mode, round(found.mean, 2), found.interval) == (728, 733.45, (682, 797))
    assert round(found.bayes, 2) == 731.10
    best = found.joint[found.by_graph.argmax()]
    alone = decomposable.Average(626, unlisted, found.graphs, best[None] / best.sum())
    assert (alone.mode, round(alone.bayes, 2)) == (729, 731.07)


def test_five_lists_by_averaging_over_graphs():
    found = decomposable.average(np.array(FIVE_LISTS.split(), int), np.arange(1, 301), 0.5)
    assert len(found.graphs) == 822
    assert (found.listed, found.mode, found.interval) == (537, 614, (588, 655))
    assert (round(found.mean, 1), round(found.bayes, 2)) == (617.8, 616.87)
    assert round(found.by_graph.max(), 3) == 0.217


def test_slavery_by_the_published_model():
    assert round(fit_of(SLAVERY).estimate) == 12_214
    chosen = [(2, 5), (0, 1), (1, 4), (0, 2), (2, 4), (3, 4), (1, 3)]
    assert existence(table(SLAVERY), chosen) == OK
    found = fit_of(SLAVERY, *chosen)
    assert [round(number) for number in (found.estimate, *found.interval)] == [
        11_418, 9_977, 13_146,
    ]  # fmt: skip


def test_slavery_in_five_lists_is_refused_because_models_disagree():
    counts = police_with_agency()
    models = fitted(counts)
    best = models[0][1]
    assert [round(number) for number in (best.estimate, *best.interval)] == [22_991, 17_862, 29_862]
    assert round(min(models, key=lambda each: each[1].aic)[1].estimate) == 11_175
    least, most = as_good(models)
    assert most / least > 1.5
    assert Refusal.MODELS_DISAGREE in refusals(counts)


@pytest.mark.parametrize(
    ("column", "units", "error"),
    [
        (None, 75.07, 3.35),
        (lambda times: times == 6, 76.78, 3.91),
        (lambda times: times**2 / 2, 90.46, 11.66),
        (lambda times: 2.0**times - 1, 81.08, 5.57),
        (lambda times: np.log(3.5) - np.log(3.5 + times), 101.55, 22.40),
    ],
)
def test_hares_by_occasion_and_unevenness(column, units, error):
    columns = design(6)
    if column:
        times = on_list(6).sum(axis=1)
        columns = np.column_stack([columns, column(times)])
    found = fit(hares(), columns)
    assert round(found.estimate, 2) == units
    assert abs(found.error - error) < 0.01


def test_hares_by_unevenness_fit_better_by_as_much_as_published():
    times = on_list(6).sum(axis=1)
    even, uneven = fit(hares(), design(6)), fit(hares(), np.column_stack([design(6), 2.0**times]))
    assert round(even.aic - uneven.aic, 2) == round(154.505 - 146.327, 2)


@pytest.mark.parametrize(
    ("dependent", "code"),
    [
        ([], OK),
        ([AB], NO_MAXIMUM),
        ([AC], OK),
        ([BC], OK),
        ([AB, AC], NO_MAXIMUM),
        ([AB, BC], NO_MAXIMUM),
        ([AC, BC], OK),
        ([AB, AC, BC], NOT_IDENTIFIED),
    ],
)
def test_which_models_exist(dependent, code):
    assert existence(table(ARTIFICIAL_3), dependent) == code


def test_two_lists_of_homicides():
    two = TwoLists(1681, 1939, 1704)
    assert two.listed == 5324
    assert rounded([two.lincoln_petersen, two.chapman]) == [7289.5, 7288.4]
    assert abs(two.lincoln_petersen - 7427) / 7427 < 0.02
    assert round(two.tipping_odds_ratio(10_000), 3) == 2.379
    assert round(two.listed + two.unlisted(two.tipping_odds_ratio(10_000))) == 10_000


def test_two_lists_by_the_textbook():
    two = TwoLists(167, 781, 254)
    assert rounded([two.lincoln_petersen, two.chapman, two.chapman_error], 2) == [
        2389.87, 2382.80, 129.06,
    ]  # fmt: skip


def test_two_lists_that_copy_each_other_are_sure_of_too_little():
    two = TwoLists(350, 70, 30)
    assert rounded([two.lincoln_petersen, two.chapman, two.chapman_error], 2) == [
        456.0, 455.98, 2.79,
    ]  # fmt: skip
    assert rounded([two.tipping_odds_ratio(808), two.tipping_odds_ratio(895)]) == [59.7, 74.2]


def test_immigrants_are_at_least_eight_thousand():
    found = lower_bound(np.array([0, 1645, 183, 37, 13, 1, 1]))
    assert round(found.estimate, 2) == 9273.51
    assert [round(number) for number in found.interval] == [8085, 10_690]


def test_hiv_in_rome_by_two_models_that_both_fit():
    every, one = fit_of(HIV_ROME, *pairs(4)), fit_of(HIV_ROME, AB)
    assert rounded([every.estimate, every.error, every.deviance]) == [23443.5, 9594.9, 3.0]
    assert rounded([one.estimate, one.error, one.deviance]) == [12318.5, 1188.7, 7.6]
    assert [round(number) for number in one.interval] == [10_238, 14_919]
    assert (every.freedom, one.freedom) == (4, 9)


def test_kosovo_by_models_of_the_pooled_table_is_not_one_number():
    independent = fit_of(KOSOVO)
    chosen = fit_of(KOSOVO, AC, (0, 3), BC, (2, 3))
    best_but_one = fit_of(KOSOVO, AB, AC, BC, (2, 3))
    best = fitted(table(KOSOVO))[0][1]
    every = fit_of(KOSOVO, *pairs(4))
    closed = without_highest_order(table(KOSOVO))
    found = [independent, chosen, best_but_one, best, every, closed]
    assert [round(each.estimate) for each in found] == [
        7395, 9868, 11_322, 14_342, 14_402, 16_942,
    ]  # fmt: skip
    assert [round(number) for number in closed.interval] == [9360, 36_115]
    averaged = decomposable.average(table(KOSOVO), np.arange(1, 44_000), 1 / 16)
    assert (round(averaged.mean), averaged.mode) == (12_749, 12_267)
    assert averaged.interval == (9827, 16_544)
    # What was published rests on models by time and place, and lies between the extremes.
    assert independent.estimate < 10_356 < closed.estimate
    assert closed.estimate / independent.estimate > 2


def test_units_by_times_listed():
    assert times_listed(table(SPINA_BIFIDA)).tolist() == [0, 356, 258, 12]
