"""Which further cells to hide, so that a hidden number can be told no closer than it must be.

Method: complementary suppression as an integer program (Fischetti and Salazar, Solving the Cell Suppression Problem on
Tabular Data with Linear Constraints, 2001), cell by cell instead of for all cells at once, which costs few cells more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, eye_array, hstack, vstack

from pipelines.edition.attack import SOLVED, WIDTH, headline, hidden_bounds, last_shown
from pipelines.edition.counts import EVERYBODY, Cell, Counts

# By so little a number may stray that a program leaves alone.
NOTHING = 1e-6


@dataclass(frozen=True)
class _Found:
    """Cells that a program moved, what hiding them costs, and how far apart each cell then lies."""

    moved: list[int]
    cost: float
    apart: Any


class Choice:
    """A table of which some cells are to be hidden; zeros and headlines never are.

    With `growing`, no number may be thought below what was last shown of it: there are readers
    who take it that numbers only grow.
    """

    def __init__(self, table: Counts, earlier: Sequence[Counts], *, growing: bool) -> None:
        held = {cell: number for cell, number in table.cells.items() if number}
        self._cells = list(held)
        self._place = {cell: place for place, cell in enumerate(held)}
        self._numbers = np.array(list(held.values()), float)
        self._hidden_bounds = [hidden_bounds(cell, n, earlier) for cell, n in held.items()]
        if growing:
            last = [last_shown(cell, earlier) for cell in self._cells]
            self._hidden_bounds = [
                (max(low, before) if before is not None and before <= number else low, high)
                for before, number, (low, high) in zip(
                    last, held.values(), self._hidden_bounds, strict=True
                )
            ]
        self._headlines = headline(table) | {EVERYBODY}
        self._costs = self._priced(earlier[-1] if earlier else Counts({}))
        self._sums = self._system(table)

    def widened(self, cell: Cell, hidden: set[Cell]) -> tuple[list[Cell], list[Cell]] | None:
        """Which more cells to hide for this one to be wide enough, and all that then are.

        Sought are two tables that agree with all that is shown, with WIDTH between them in this
        cell, and as few others as can be in which they differ, by at most WIDTH, from the true
        numbers. None where there are none.
        """
        could = [
            place
            for place, each in enumerate(self._cells)
            if each not in hidden and each not in self._headlines
        ]
        found = self._solved(cell, hidden, could)
        if found is None:
            return None
        # What a linear program moves a little, it need not have moved: each in turn is held still.
        for place in [*found.moved]:
            without = [each for each in could if each != place]
            other = self._solved(cell, hidden, without) if place in found.moved else None
            if other is not None and other.cost < found.cost:
                found, could = other, without
        return (
            [self._cells[place] for place in found.moved],
            [self._cells[place] for place in np.flatnonzero(found.apart > WIDTH - NOTHING)],
        )

    def _solved(self, cell: Cell, hidden: set[Cell], could: list[int]) -> "_Found | None":
        many, lots = len(self._cells), len(could)
        here, there = self._picked([self._place[cell]]), self._picked(could)
        allowed = eye_array(lots)
        numbers = self._numbers[could]
        free = set(could)
        answer = linprog(
            np.concatenate([np.zeros(2 * many), self._costs[could]]),
            A_eq=hstack(
                [
                    block_array([[self._sums, None], [None, self._sums]]),
                    csr_array((2 * self._sums.shape[0], lots)),
                ]
            ),
            b_eq=np.tile(self._sums @ self._numbers, 2),
            A_ub=vstack(
                [
                    hstack([here, -here, csr_array((1, lots))]),
                    block_array(
                        [
                            [there, None, -allowed],
                            [-there, None, -allowed],
                            [None, there, -allowed],
                            [None, -there, -allowed],
                        ]
                    ),
                ]
            ),
            b_ub=np.concatenate([[-WIDTH], numbers, -numbers, numbers, -numbers]),
            bounds=[*self._bounds(hidden, free)] * 2 + [(0, WIDTH)] * lots,
            method="highs-ds",
        )
        if answer.status != SOLVED:
            return None
        low, high, moved = np.split(answer.x, [many, 2 * many])
        places = np.array(could, int)[moved > NOTHING].tolist()
        return _Found(places, float(self._costs[places].sum()), np.abs(high - low))

    def _bounds(self, hidden: set[Cell], free: set[int]) -> list[tuple[float, float]]:
        return [
            bounds if cell in hidden or place in free else (number, number)
            for place, (cell, number, bounds) in enumerate(
                zip(self._cells, self._numbers.tolist(), self._hidden_bounds, strict=True)
            )
        ]

    def _priced(self, last: Counts) -> Any:
        """Totals cost more than what they are made of; what was hidden last time costs half.

        Among equals the first is taken. No cost depends on a number: else what was not hidden would tell of what was.
        """
        deepest = max((len(cell) for cell in self._cells), default=0)
        order = np.arange(len(self._cells)) / max(len(self._cells), 1) / 10
        costs = np.array([1.0 + 2 * (deepest - len(cell)) for cell in self._cells]) + order
        again = [last.cells.get(cell, 0) is None for cell in self._cells]
        return np.where(again, costs / 2, costs)

    def _picked(self, places: list[int]) -> Any:
        shape = (len(places), len(self._cells))
        return csr_array((np.ones(len(places)), (np.arange(len(places)), places)), shape=shape)

    def _system(self, table: Counts) -> Any:
        sums = list(table.sums())
        terms = [
            (times, number, self._place[cell])
            for number, each in enumerate(sums)
            for cell, times in each.cells
            if cell in self._place
        ]
        times, rows, columns = zip(*terms, strict=True) if terms else ((), (), ())
        shape = (len(sums), len(self._cells))
        return csr_array((times, (rows, columns)), shape=shape, dtype=float)
