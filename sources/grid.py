"""Grids: what a reader finds in a file, before anybody says which row is the header."""

from dataclasses import dataclass
from pathlib import Path

from sources.error import SourceError

MOST_CELLS = 2_000_000


@dataclass(frozen=True)
class Grid:
    """Rows of text cells, and where in the file each row stands.

    `fault`: why the grid could not be read to its end.
    """

    rows: list[list[str]]
    locators: list[str]
    fault: str | None = None


@dataclass(frozen=True)
class Contents:
    """The grids of a file.

    `encoding`: of a text file. `alternatives`: the grids are one table cut in several ways,
    of which one is right; else each is a table of its own. `pages`: the header may stand
    again at the head of each page.
    """

    grids: list[Grid]
    encoding: str | None = None
    alternatives: bool = False
    pages: bool = False


@dataclass(frozen=True)
class File:
    """A file to read: where it lies, and how messages name it."""

    path: Path
    shown: str

    def refuse_if_large(self, cells: int) -> None:
        """Raise SourceError where a file would fill memory."""
        if cells > MOST_CELLS:
            raise SourceError(
                f"{self.shown}: has {cells:,} cells, more than {MOST_CELLS:,};"
                " take the empty rows and columns out or divide it"
            )


def numbered(rows: list[list[str]], word: str, fault: str | None = None) -> Grid:
    """Locate rows by their number, from 1: `row 12`."""
    return Grid(rows, [f"{word} {number}" for number in range(1, len(rows) + 1)], fault)
