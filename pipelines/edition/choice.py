"""Which further cells to hide, so that a hidden number can be told no closer than it must be.

Method: complementary suppression as an integer program (Fischetti and Salazar, Solving the Cell Suppression Problem on
Tabular Data with Linear Constraints, 2001), cell by cell instead of for all cells at once, which costs few cells more.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, eye_array, hstack, vstack

from pipelines.edition.attack import SOLVED, WIDTH, headline, hidden_bounds
from pipelines.edition.counts import EVERYBODY, Cell, Counts

# A choice a tenth dearer than the cheapest will do.
GAP = 0.1


class Choice:
    """A table of which some cells are to be hidden; zeros and headlines never are."""

    def __init__(self, table: Counts, earlier: Sequence[Counts]) -> None:
        held = {cell: number for cell, number in table.cells.items() if number}
        self._cells = list(held)
        self._place = {cell: place for place, cell in enumerate(held)}
        self._numbers = np.array(list(held.values()), float)
        self._hidden_bounds = [hidden_bounds(cell, n, earlier) for cell, n in held.items()]
        self._headlines = headline(table) | {EVERYBODY}
        self._costs = self._priced()
        self._sums = self._system(table)

    def widened(self, cell: Cell, hidden: set[Cell]) -> tuple[list[Cell], list[Cell]] | None:
        """Which more cells to hide for this one to be wide enough, and all that then are.

        Sought are two tables that agree with all that is shown, with WIDTH between them in this
        cell, and as few others as can be in which they differ, by at most WIDTH, from the true
        numbers. None where there are none.
        """
        many = len(self._cells)
        could = [
            place
            for place, each in enumerate(self._cells)
            if each not in hidden and each not in self._headlines
        ]
        lots = len(could)
        here, there = self._picked([self._place[cell]]), self._picked(could)
        allowed = WIDTH * eye_array(lots)
        numbers = self._numbers[could]
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
            bounds=[*self._bounds(hidden)] * 2 + [(0, 1)] * lots,
            integrality=np.ones(2 * many + lots),
            options={"mip_rel_gap": GAP},
        )
        if answer.status != SOLVED:
            return None
        low, high, chosen = np.split(np.round(answer.x), [many, 2 * many])
        return (
            [self._cells[place] for place in np.array(could, int)[chosen > 0]],
            [self._cells[place] for place in np.flatnonzero(np.abs(high - low) >= WIDTH)],
        )

    def _bounds(self, hidden: set[Cell]) -> list[tuple[float, float]]:
        return [
            (number, number) if cell in self._headlines and cell not in hidden else bounds
            for cell, number, bounds in zip(
                self._cells, self._numbers.tolist(), self._hidden_bounds, strict=True
            )
        ]

    def _priced(self) -> Any:
        """Totals cost more than what they are made of; among equals the first is taken.

        No cost depends on a number: else what was not hidden would tell of what was.
        """
        deepest = max((len(cell) for cell in self._cells), default=0)
        order = np.arange(len(self._cells)) / max(len(self._cells), 1) / 10
        return np.array([1 + 2 * (deepest - len(cell)) for cell in self._cells]) + order

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
