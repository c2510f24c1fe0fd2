"""What a sheet is made of: columns with a meaning, rows under them, charts of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal[
    "text", "long", "prose", "id", "exact", "integer", "signed", "decimal", "share", "day"
]
Look = Literal["hidden", "total", "more", "less", "nameless", "line", "band", "official", "other"]

# Columns that a chart is wide, and one.
BESIDE_CHARTS = 16


@dataclass(frozen=True)
class Column:
    """A column: the key of its values, how they are written, and what they mean.

    `scheme` names the codes that it shows, by their labels or as they are.
    """

    key: str
    heading: str
    kind: Kind
    meaning: str
    scheme: str | None = None


@dataclass(frozen=True)
class Grid:
    """Rows under headings, or the sentence that says why there are none."""

    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]
    nothing: str

    def place(self, key: str) -> int:
        """Where the column of a key stands, from 0."""
        return [column.key for column in self.columns].index(key)


def grid(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], nothing: str) -> Grid:
    """Rows in the order of the columns; a column that no row knows is left out.

    An edition may lack columns: what is not there is not shown, and not shown as empty.
    """
    found = list(rows)
    known = set().union(*found) if found else {column.key for column in columns}
    kept = tuple(column for column in columns if column.key in known)
    keys = [column.key for column in kept]
    return Grid(kept, [tuple(map(row.get, keys)) for row in found], nothing)


@dataclass(frozen=True)
class Series:
    """Numbers of one column of a sheet as bars, a line or dots."""

    key: str
    look: Look


@dataclass(frozen=True)
class Chart:
    """A native chart of rows `first` to `last` of a sheet, counted from 0 below the heading.

    `described` is for who cannot see it. `days` are the ends of an axis of days; without them the
    axis holds the texts of `along`, and `labels` stand behind the bars, in the lengths of `room`.
    """

    title: str
    described: str
    along: str
    first: int
    last: int
    series: tuple[Series, ...]
    axes: tuple[str, str]
    days: tuple[date, date] | None = None
    labels: tuple[str, ...] = ()
    room: Series = Series("room", "hidden")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, what it is for in one sentence, its table, and the charts before it.

    Columns after `printed_to` are for the screen: on paper they would make the others too small.
    """

    name: str
    about: str
    grid: Grid
    charts: tuple[Chart, ...] = ()
    printed_to: str | None = None

    @property
    def last_printed(self) -> int:
        """The last column of its table that is printed, from 0."""
        keys = [column.key for column in self.grid.columns]
        return keys.index(self.printed_to) if self.printed_to in keys else len(keys) - 1

    @property
    def left(self) -> int:
        """The first column of its table, from 0: charts stand before it, so that they are seen first."""
        return BESIDE_CHARTS if self.charts else 0
