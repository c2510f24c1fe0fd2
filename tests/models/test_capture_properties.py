"""Estimates of those on no list, held against slow and direct computations."""

from fractions import Fraction
from itertools import combinations, permutations
from math import comb, exp, log, prod, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from models.capture import decomposable
from models.capture.existence import Existence, existence
from models.capture.history import on_list, overlap, pairs, table
from models.capture.log_linear import design, fit, fit_pairs, without_highest_order
from models.capture.selection import can_be_fitted, fitted
from models.capture.two_lists import of_pair
from models.capture.unlisted import Unlisted, pooled

FULL = st.lists(st.integers(1, 400), min_size=7, max_size=7).map(
    lambda cells: np.array([0, *cells])
)
SPARSE = st.lists(st.sampled_from([0, 0, 1, 3, 20]), min_size=15, max_size=15).map(
    lambda cells: np.array([0, *cells])
)


def subsets(lists):
    every = pairs(lists)
    return [
        frozenset(chosen) for size in range(len(every) + 1) for chosen in combinations(every, size)
    ]


def test_a_table_counts_who_is_on_which_list():
    counts = table({frozenset("a"): 5, frozenset("ac"): 2}, ["a", "b", "c"])
    assert counts.tolist() == [0, 5, 0, 0, 0, 2, 0, 0]


@given(FULL)
def test_three_lists_in_closed_form_are_the_model_of_all_pairs(counts):
    closed, fitted = without_highest_order(counts), fit_pairs(counts, [pairs(3)])[0]
    assert fitted.log_unlisted == pytest.approx(closed.log_mean, abs=1e-6)
    assert fitted.variance == pytest.approx(closed.log_variance, rel=1e-6)


@given(st.lists(st.integers(1, 400), min_size=15, max_size=15))
def test_four_lists_in_closed_form_are_the_model_of_all_but_the_highest_order(cells):
    counts = np.array([0, *cells])
    triples = [on_list(4)[:, chosen].all(axis=1) for chosen in combinations(range(4), 3)]
    found = fit(counts, np.column_stack([design(4, pairs(4)), *triples]))
    assert found.log_unlisted == pytest.approx(without_highest_order(counts).log_mean, abs=1e-6)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500))
def test_two_independent_lists_are_lincoln_and_petersen(first, second, both):
    counts = np.array([0, first, second, both])
    assert fit(counts, design(2)).estimate == pytest.approx(
        of_pair(counts, (0, 1)).lincoln_petersen
    )


def exists_by_definition(counts, dependent):
    """Whether a table without empty cells has the same sums, of the cells not left out."""
    on = on_list(4)
    empty = [pair for pair in dependent if overlap(counts, pair) == 0]
    kept = [cell for cell in range(1, 16) if not any(on[cell, list(pair)].all() for pair in empty)]
    columns = design(4, [pair for pair in dependent if pair not in empty])[kept]
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return Existence.NOT_IDENTIFIED
    least = linprog(
        [0] * len(kept) + [-1],
        A_ub=np.column_stack([-np.eye(len(kept)), np.ones(len(kept))]),
        b_ub=np.zeros(len(kept)),
        A_eq=np.column_stack([columns.T, np.zeros(columns.shape[1])]),
        b_eq=columns.T @ counts[kept],
        bounds=[(0, None)] * len(kept) + [(None, None)],
    )
    return Existence.EXISTS if -least.fun > 1e-6 else Existence.NO_MAXIMUM


@settings(max_examples=40, deadline=None)
@given(SPARSE, st.sampled_from(subsets(4)))
def test_whether_a_model_exists_is_what_its_definition_says(counts, dependent):
    assert existence(counts, dependent) == exists_by_definition(counts, dependent)


@settings(max_examples=8, deadline=None)
@given(SPARSE)
def test_the_models_that_can_be_fitted_are_those_that_exist(counts):
    exist = {each for each in subsets(4) if existence(counts, each) == Existence.EXISTS}
    assert set(can_be_fitted(counts)) == exist


@settings(max_examples=15, deadline=None)
@given(SPARSE)
def test_a_model_that_exists_has_a_finite_fit(counts):
    for _, each in fitted(counts):
        assert 0 < each.unlisted < 1e12
        assert each.deviance >= -1e-8


def is_chordal(graph, lists):
    """No four lists or more form a circle without a chord."""
    for size in range(4, lists + 1):
        for chosen in combinations(range(lists), size):
            inside = [pair for pair in graph if set(pair) <= set(chosen)]
            degrees = [sum(one in pair for pair in inside) for one in chosen]
            # Of five lists or fewer, all of degree two are one circle.
            if degrees == [2] * size:
                return False
    return True


@pytest.mark.parametrize(("lists", "number"), [(2, 2), (3, 8), (4, 61), (5, 822)])
def test_the_graphs_are_those_without_a_circle_lacking_a_chord(lists, number):
    assert len(decomposable.graphs(lists)) == number
    assert set(decomposable.graphs(lists)) == {
        graph for graph in subsets(lists) if is_chordal(graph, lists)
    }


def likelihood(graph, cells, lists, delta):
    """How likely these units are one after another, list by list given the lists before it, exactly."""
    near = {one: {other for pair in graph if one in pair for other in pair} for one in range(lists)}
    order = next(
        order
        for order in permutations(range(lists))
        if all(
            (min(one, other), max(one, other)) in graph
            for place, each in enumerate(order)
            for one, other in combinations(near[each].intersection(order[:place]), 2)
        )
    )
    told = Fraction(1)
    for place, each in enumerate(order):
        given = sorted(near[each].intersection(order[:place]))
        seen: dict[tuple[int, ...], list[Fraction]] = {}
        before = delta * 2 ** (lists - len(given) - 1)
        for cell in cells:
            counts = seen.setdefault(tuple(cell >> one & 1 for one in given), [before, before])
            on = cell >> each & 1
            told *= counts[on] / sum(counts)
            counts[on] += 1
    return told


@pytest.mark.parametrize(
    ("counts", "delta"),
    [
        ([0, 2, 1, 1, 3, 0, 1, 2], Fraction(1)),
        ([0, 4, 0, 2, 1, 1, 0, 1], Fraction(1, 2)),
        ([0, 1, 2, 0, 1, 0, 0, 1, 1, 0, 2, 0, 0, 1, 0, 1], Fraction(1, 4)),
    ],
)
def test_averaging_over_graphs_is_what_counting_unit_by_unit_gives(counts, delta):
    lists = len(counts).bit_length() - 1
    listed = [cell for cell, units in enumerate(counts) for _ in range(units)]
    unlisted = np.arange(1, 5)
    found = decomposable.average(np.array(counts), unlisted, float(delta), np.zeros(4))
    joint = [
        [
            likelihood(graph, [*listed, *[0] * number], lists, delta)
            * comb(len(listed) + number, number)
            for number in range(1, 5)
        ]
        for graph in found.graphs
    ]
    total = sum(map(sum, joint))
    assert found.joint == pytest.approx(
        np.array([[float(each / total) for each in row] for row in joint])
    )


def test_numbers_that_are_tried_farther_apart_give_the_same_average():
    counts = np.array([0, 120, 80, 40, 60, 25, 15, 10])
    every = np.arange(1, 3501)
    exact = decomposable.average(counts, every, 1 / 8)
    assert decomposable.averaged(counts).mean == pytest.approx(exact.mean, rel=1e-4)


def test_draws_are_pooled_by_total_expectation_and_total_variance():
    told = pooled([Unlisted(100, log(10), 0.1), Unlisted(102, log(20), 0.3)])
    means = [log(10), log(20)]
    between = (means[1] - means[0]) ** 2 / 2
    assert told.listed == 101
    assert told.log_mean == pytest.approx(sum(means) / 2)
    assert told.log_variance == pytest.approx(0.2 + between * 3 / 2)
    reach = exp(1.959964 * sqrt(told.log_variance))
    assert told.interval == pytest.approx((101 + sqrt(200) / reach, 101 + sqrt(200) * reach))


def test_the_interval_given_holds_the_truth_oftener_than_the_usual_one():
    random = np.random.default_rng(20)
    shares = [
        prod(share if on else 1 - share for share, on in zip((0.5, 0.4, 0.3), cell, strict=True))
        for cell in on_list(3)
    ]
    holds, usual = 0, 0
    for counts in random.multinomial(800, shares, size=400):
        found = fit_pairs(np.where(np.arange(8) > 0, counts, 0), [[]])[0]
        low, high = found.told().interval
        holds += low <= 800 <= high
        usual += found.interval[0] <= 800 <= found.interval[1]
    assert holds / 400 > 0.93
    assert usual / 400 < 0.91
