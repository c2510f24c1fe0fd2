"""What a reader can work out of suppressed cells: the audit, which knows nothing of how cells were chosen.

The reader knows every shown cell, every sum, the rule, and, which is more than anyone could know, why each cell is
hidden. For each hidden cell two linear programs give the least and the greatest number that agree with all of it; only
whole numbers that were found and checked count, so that no interval is thought wider than it is.
Method: the attacker's problem (Hundepool et al., Statistical Disclosure Control, 2012).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Literal, TypeVar

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from pipelines.edition.counts import EVERYBODY, LEAST, Cell, Counts, Sum

# A suppressed number may be told no closer than this: of 1 to 4, nothing but that.
WIDTH = LEAST - 2

Bounds = tuple[float, float]
Terms = tuple[tuple[Cell, int], ...]
Asked = TypeVar("Asked")

# HiGHS, as scipy tells what became of a program.
SOLVED = 0
NOT_BOTH = (2, 3, 4)
NOWHERE = object()


@dataclass(frozen=True)
class Exposed:
    """A cell that tells too much, and the interval that can be worked out.

    With `against`, it is worked out with the earlier table at that place: of the number now or
    then, or of the change.
    """

    cell: Cell
    low: float
    high: float
    against: int | None = None


def audit(true: Counts, shown: Counts, earlier: Sequence[Counts] = ()) -> list[Exposed]:
    """Every number in `shown`, and every change since an earlier table, that tells too much.

    Empty where the table may be published. `true` holds the same cells with all their numbers.
    What is exposed: a number of 1 to 4 people, a hidden number that can be told closer than
    WIDTH. Who holds two editions side by side may take it besides, rightly or not, that numbers
    only grow: exposed is what this would tell exactly of 1 to 4 people, now, then, or come in
    between. Headlines are published elsewhere and expose nothing.
    """
    told = headline(shown)
    exposed = [
        Exposed(cell, number, number)
        for cell, number in shown.cells.items()
        if number is not None and 0 < number < LEAST and cell not in told
    ]
    reader = Reader(shown.sums(), rule(true, shown, earlier))
    exposed += [
        Exposed(cell, low, high)
        for cell, (low, high) in reader.ends(_hidden(shown), enough=WIDTH).items()
        if high - low < WIDTH
    ]
    for place, before in enumerate(earlier):
        exposed += [
            Exposed(each.cell, low, high, place)
            for each, (low, high) in _side_by_side(true, shown, earlier, before).items()
            if each.cell not in told | {EVERYBODY} and each.tells(low, high)
        ]
    return exposed


def intervals(true: Counts, shown: Counts, earlier: Sequence[Counts] = ()) -> dict[Cell, Bounds]:
    """The least and the greatest number that a reader can work out of each hidden cell."""
    return Reader(shown.sums(), rule(true, shown, earlier)).ends(_hidden(shown))


def rule(true: Counts, shown: Counts, earlier: Sequence[Counts]) -> dict[Cell, Bounds]:
    """What the reader knows of each cell before any sum: its number, or what hiding it says."""
    return {
        cell: (number, number)
        if number is not None
        else hidden_bounds(cell, true.cells[cell], earlier)
        for cell, number in shown.cells.items()
    }


def hidden_bounds(cell: Cell, number: int | None, earlier: Sequence[Counts]) -> Bounds:
    """What hiding a cell says: 1 to 4; within 4 of what was shown before; or 5 and more."""
    if number is not None and 0 < number < LEAST:
        return 1, LEAST - 1
    last = moved_from(cell, number, earlier)
    return (LEAST, inf) if last is None else (max(LEAST, last - LEAST + 1), last + LEAST - 1)


def moved_from(cell: Cell, number: int | None, earlier: Sequence[Counts]) -> int | None:
    """The latest number shown of a cell from which it differs by 1 to 4 people, if any."""
    if cell == EVERYBODY or number is None:
        return None
    for before in reversed(earlier):
        last = number_in(before, cell)
        if last is not None and 0 < abs(number - last) < LEAST:
            return last
    return None


def last_shown(cell: Cell, earlier: Sequence[Counts]) -> int | None:
    """The latest number that was shown of a cell, if any."""
    numbers = (number_in(before, cell) for before in reversed(earlier))
    return next((number for number in numbers if number is not None), None)


def number_in(table: Counts, cell: Cell) -> int | None:
    """What a table shows of a cell: 0 for a label that it lacks; None where hidden, or never asked."""
    if cell in table.cells:
        return table.cells[cell]
    return 0 if table.crosses(cell) and not table.withheld else None


def headline(table: Counts) -> set[Cell]:
    """Cells whose number is published elsewhere as it is."""
    return {each.cells[0][0] for each in table.known if len(each.cells) == 1}


class Reader:
    """Somebody who puts together all that is published.

    `bounds` is what is known of each cell by itself, `sums` what holds of several; of each pair
    in `rises` the second cell is taken to be no less than the first.
    """

    def __init__(
        self,
        sums: Iterable[Sum],
        bounds: Mapping[Cell, Bounds],
        rises: Iterable[tuple[Cell, Cell]] = (),
    ) -> None:
        self._bounds = bounds
        self._cells = [cell for cell, (low, high) in bounds.items() if low < high]
        self._place = {cell: place for place, cell in enumerate(self._cells)}
        self._equal = self._system((each.cells, each.value) for each in sums)
        self._at_most = self._system((((low, 1), (high, -1)), 0) for low, high in rises)

    def ends(self, asked: Mapping[Asked, Terms], enough: float = inf) -> dict[Asked, Bounds]:
        """The least and the greatest value of each sum that is asked for, as far as found.

        Once a sum is seen to vary by `enough`, its ends are sought no further. Where no numbers
        agree with all that is taken to be known: ValueError.
        """
        matrix, constant = self._system((terms, 0) for terms in asked.values())
        lows, highs = np.full(len(asked), inf), np.full(len(asked), -inf)
        for row in range(len(asked)):
            objective = matrix[[row]].toarray()[0]
            if not objective.any():
                lows[row] = highs[row] = -constant[row]
            for sign in (1, -1) if objective.any() else ():
                if highs[row] - lows[row] >= enough:
                    break
                numbers = self._least(sign * objective)
                if numbers is NOWHERE:
                    lows[row], highs[row] = (-inf, highs[row]) if sign == 1 else (lows[row], inf)
                elif numbers is not None:
                    values = matrix @ numbers - constant
                    lows, highs = np.minimum(lows, values), np.maximum(highs, values)
        found = zip(lows.tolist(), highs.tolist(), strict=True)
        return dict(zip(asked, found, strict=True))

    def _system(self, sums: Iterable[tuple[Terms, int]]) -> tuple[Any, Any]:
        """Coefficients of the hidden cells, and what the shown ones leave of each sum."""
        rows, columns, times, left = [], [], [], []
        for number, (terms, value) in enumerate(sums):
            shown = 0.0
            for cell, coefficient in terms:
                if cell in self._place:
                    rows.append(number)
                    columns.append(self._place[cell])
                    times.append(coefficient)
                else:
                    shown += coefficient * self._bounds[cell][0]
            left.append(value - shown)
        shape = (len(left), len(self._cells))
        return csr_array((times, (rows, columns)), shape=shape, dtype=float), np.array(left, float)

    def _least(self, objective: Any) -> Any:
        """Whole numbers of the hidden cells at which it is least; NOWHERE without an end.

        None where the program finds no whole numbers.
        """
        answer = self._solved(objective)
        if answer.status == SOLVED:
            numbers = np.round(answer.x)
            return numbers if self._agree(numbers) else None
        # The solver may not say which: no numbers agree, or there is no end.
        if answer.status in NOT_BOTH and self._solved(np.zeros(len(self._cells))).status == SOLVED:
            return NOWHERE
        raise ValueError("no numbers agree with all that is taken to be known")

    def _agree(self, numbers: Any) -> bool:
        """Whether these numbers agree with all that is taken to be known."""
        return bool(
            np.array_equal(self._equal[0] @ numbers, self._equal[1])
            and (self._at_most[0] @ numbers <= self._at_most[1]).all()
            and all(
                low <= number <= high
                for number, (low, high) in zip(
                    numbers.tolist(), map(self._bounds.__getitem__, self._cells), strict=True
                )
            )
        )

    def _solved(self, objective: Any) -> Any:
        return linprog(
            objective,
            A_eq=self._equal[0],
            b_eq=self._equal[1],
            A_ub=self._at_most[0],
            b_ub=self._at_most[1],
            bounds=[self._bounds[cell] for cell in self._cells],
            method="highs-ds",
        )


def _hidden(shown: Counts) -> dict[Cell, Terms]:
    return {cell: ((cell, 1),) for cell, number in shown.cells.items() if number is None}


@dataclass(frozen=True)
class _Asked:
    """A number of the newer edition (now) or of the older (then), or the change between them."""

    what: Literal["now", "then", "change"]
    cell: Cell

    def tells(self, low: float, high: float) -> bool:
        """Whether such an interval says exactly how many people they are, where they are few."""
        return high - low < 1 and not (low == high and (low == 0 or abs(low) >= LEAST))


def _side_by_side(
    true: Counts, shown: Counts, earlier: Sequence[Counts], before: Counts
) -> dict[_Asked, Bounds]:
    """What can be worked out of a table and an earlier one together.

    Why a cell was hidden in the earlier one nobody knows, and no file keeps it.
    """
    cells = [cell for cell in shown.cells if before.crosses(cell)]
    old = {
        _then(cell): (number, number) if number is not None else (0 if before.withheld else 1, inf)
        for cell in {*cells, *before.cells}
        for number in [number_in(before, cell)]
    }
    bounds = rule(true, shown, earlier) | old
    asked: dict[_Asked, Terms] = {
        _Asked("change", cell): ((cell, 1), (_then(cell), -1)) for cell in cells
    }
    asked |= {_Asked("now", cell): terms for cell, terms in _hidden(shown).items()}
    asked |= {_Asked("then", cell): ((_then(cell), 1),) for cell in _hidden(before)}
    sums = [*shown.sums(), *map(_all_then, before.sums())]
    rises = [(_then(cell), cell) for cell in cells if bounds[_then(cell)][0] <= bounds[cell][1]]
    try:
        return Reader(sums, bounds, rises).ends(asked, enough=1)
    except ValueError:
        # Numbers have fallen somewhere, as everybody can see: nobody takes it that they only grow.
        return Reader(sums, bounds).ends(asked, enough=1)


def _then(cell: Cell) -> Cell:
    return (*cell, ("", "before"))


def _all_then(each: Sum) -> Sum:
    return Sum(tuple((_then(cell), times) for cell, times in each.cells), each.value)
