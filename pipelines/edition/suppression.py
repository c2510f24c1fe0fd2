"""Tables of counts made safe to publish: small numbers hidden, others with them, or the table kept or withheld."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pipelines.edition.attack import audit, headline, moved_from
from pipelines.edition.choice import Choice
from pipelines.edition.counts import EVERYBODY, LEAST, Cell, Counts

# What is shown: every number; some hidden; the table published before, as it was; none.
Outcome = Literal["whole", "suppressed", "kept", "withheld"]


@dataclass(frozen=True)
class Protected:
    """A table as it may be published: None where a cell is hidden, and what was done.

    `kept`: too little has changed to tell; the table is the one published before, with its
    own figures. `withheld`: no choice of cells would do; headlines alone are left, and no label.
    """

    table: Counts
    outcome: Outcome


def protected(table: Counts, earlier: Sequence[Counts] = ()) -> Protected:
    """Hide what would let anybody count 1 to 4 people, or tell a change by as many.

    `earlier` are all tables of the same name that were published, oldest first. Hidden are:
    cells of 1 to 4; cells that differ by 1 to 4 from what was last shown of them; and as many
    others as it takes that no hidden number can be told closer than 1 to 4 says. Zeros are
    shown. The total of all is a headline: it is hidden only where it is itself 1 to 4. Where the
    total has moved by 1 to 4, or the new table cannot be made safe beside the old ones, the last
    one stays; where there is none, the table is withheld. The same arguments give the same table.
    """
    if earlier and _too_little_moved(table, earlier[-1]):
        return _fallback(table, earlier)
    for hidden in _choices(table, earlier):
        cells = {cell: None if cell in hidden else n for cell, n in table.cells.items()}
        shown = replace(table, cells=cells)
        if not audit(table, shown, earlier):
            return Protected(shown, "suppressed" if hidden else "whole")
    return _fallback(table, earlier)


def _choices(table: Counts, earlier: Sequence[Counts]) -> Iterator[set[Cell]]:
    """Which cells may be hidden, the best choice first.

    Where nothing that is shown has changed, those of last time: two choices for one table would
    tell by each what the other hides.
    """
    if earlier:
        last = {cell for cell, number in earlier[-1].cells.items() if number is None}
        cells = {cell: None if cell in last else n for cell, n in table.cells.items()}
        if cells == earlier[-1].cells:
            yield last
    for growing in (True, False) if earlier else (False,):
        hidden = _hidden(table, earlier, growing=growing)
        if hidden is not None:
            yield hidden


def _fallback(table: Counts, earlier: Sequence[Counts]) -> Protected:
    """The last table that was shown and does not count for a later day; else none."""
    shown = (
        before
        for before in reversed(earlier)
        if not before.withheld and (before.counted_on or date.min) <= (table.counted_on or date.max)
    )
    last = next(shown, None)
    return Protected(last, "kept") if last else Protected(_withheld(table), "withheld")


def _too_little_moved(table: Counts, last: Counts) -> bool:
    now, before = table.cells[EVERYBODY], last.cells[EVERYBODY]
    if last.withheld:
        return False
    return now is not None and before is not None and 0 < abs(now - before) < LEAST


def _withheld(table: Counts) -> Counts:
    """The table without its labels, which would tell where there is anybody."""
    everybody = table.cells[EVERYBODY]
    told = headline(table) | (set() if _is_small(everybody) else {EVERYBODY})
    cells = {
        cell: number if cell in told else None
        for cell, number in table.cells.items()
        if cell in told | {EVERYBODY}
    }
    return replace(table, cells=cells, withheld=True)


def _hidden(table: Counts, earlier: Sequence[Counts], *, growing: bool) -> set[Cell] | None:
    """Which cells to hide; None where no choice keeps every one of them as wide as it must be."""
    told = headline(table)
    hidden = {
        cell
        for cell, number in table.cells.items()
        if cell not in told and (_is_small(number) or moved_from(cell, number, earlier) is not None)
    }
    asked = [cell for cell in table.cells if cell in hidden]
    choice = Choice(table, earlier, growing=growing)
    wide: set[Cell] = set()
    for cell in asked:
        if cell in wide:
            continue
        found = choice.widened(cell, hidden)
        if found is None:
            return None
        more, apart = found
        hidden.update(more)
        asked.extend(more)
        wide.update(apart)
    return hidden


def _is_small(number: int | None) -> bool:
    return number is not None and 0 < number < LEAST
