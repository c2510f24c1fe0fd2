"""Counts of people by one or several crossings of axes, with the totals that tie them together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product

# A cell by the labels of its axes, in order of axis; the empty one is everybody. `(("state", "Lara"),)` is
# a total of the crossing of state and week.
Cell = tuple[tuple[str, str], ...]
EVERYBODY: Cell = ()

# Fewer people than this are not counted in public.
LEAST = 5

# What is said of too few people to be a label of its own.
OTHER = "other"


@dataclass(frozen=True)
class Sum:
    """A sum that is published elsewhere: of cells, each times a whole number."""

    cells: tuple[tuple[Cell, int], ...]
    value: int


@dataclass(frozen=True)
class Counts:
    """How many people there are in each cell, totals included; None where that is not shown.

    Tables that share an axis share its totals, so that what one of them hides no other shows.
    A label without people in some row stands there as 0. `known` is what anyone may know besides,
    `counted_on` the day of the counting, `withheld` whether all but headlines is left out of it, zeros too.
    """

    cells: Mapping[Cell, int | None]
    known: tuple[Sum, ...] = ()
    counted_on: date | None = None
    withheld: bool = False

    def lines(self, *axes: str) -> list[tuple[tuple[str, ...], int | None]]:
        """The cells of one crossing, each with its labels in the order asked for, sorted by them.

        `lines("state", "week")`; `lines("state")` are the totals by state, `lines()` the total.
        """
        wanted = set(axes)
        found = [
            (tuple(dict(cell)[axis] for axis in axes), number)
            for cell, number in self.cells.items()
            if {axis for axis, _ in cell} == wanted
        ]
        return sorted(found, key=lambda line: line[0])

    def sums(self) -> Iterator[Sum]:
        """Every sum that holds: each total less the cells that make it up, and what is known."""
        below: dict[tuple[Cell, str], list[Cell]] = {}
        for cell in self.cells:
            for place, (axis, _) in enumerate(cell):
                total = (*cell[:place], *cell[place + 1 :])
                if total in self.cells:
                    below.setdefault((total, axis), []).append(cell)
        for (total, _), parts in below.items():
            yield Sum(((total, -1), *((part, 1) for part in parts)), 0)
        yield from self.known

    def crosses(self, cell: Cell) -> bool:
        """Whether it holds the crossing to which the cell belongs."""
        axes = [axis for axis, _ in cell]
        return any([axis for axis, _ in held] == axes for held in self.cells)


def counted(
    people: Iterable[tuple[Mapping[str, str], int]],
    crossings: Sequence[Sequence[str]],
    known: tuple[Sum, ...] = (),
    counted_on: date | None = None,
) -> Counts:
    """Count people by each crossing of axes and all its totals.

    Each of `people` is the labels of some people, by axis, and how many they are.
    """
    people = list(people)
    labels: dict[str, list[str]] = {
        axis: sorted({each[axis] for each, _ in people})
        for axis in sorted(set(chain.from_iterable(crossings)))
    }
    kinds = {
        kind
        for crossing in crossings
        for size in range(len(crossing) + 1)
        for kind in combinations(sorted(crossing), size)
    }
    cells: dict[Cell, int | None] = {
        tuple(zip(kind, named, strict=True)): 0
        for kind in sorted(kinds, key=lambda kind: (len(kind), kind))
        for named in product(*(labels[axis] for axis in kind))
    }
    for each, number in people:
        for kind in kinds:
            cell = tuple((axis, each[axis]) for axis in kind)
            cells[cell] = (cells[cell] or 0) + number
    return Counts(cells, known, counted_on)


def pooled(
    people: Iterable[tuple[Mapping[str, str], int]], axis: str, least: int = LEAST
) -> list[tuple[Mapping[str, str], int]]:
    """Put the labels of an axis under which fewer than `least` people stand into one, `other`.

    Where that one would itself hold fewer, the next smallest labels join it.
    """
    people = list(people)
    totals: dict[str, int] = {}
    for each, number in people:
        totals[each[axis]] = totals.get(each[axis], 0) + number
    small: set[str] = {OTHER} if OTHER in totals else set()
    for label in sorted(totals, key=lambda label: (totals[label], label)):
        gathered = sum(totals[each] for each in small)
        if totals[label] >= least and not 0 < gathered < least:
            break
        small.add(label)
    if len(small) < 2:
        return people
    return [
        ({**each, axis: OTHER if each[axis] in small else each[axis]}, number)
        for each, number in people
    ]
