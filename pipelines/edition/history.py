"""What public editions have shown of each table of counts so far: the memory against telling changes apart.

It holds nothing but what was published, and lies beside the public exports: one for a case,
whatever the day or folder of an edition. Whoever deletes it forgets what readers still have.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.case import Case
from pipelines.edition.breakdown import OF_ONE_PUBLICATION
from pipelines.edition.counts import Cell, Counts, Sum
from pipelines.edition.suppression import Protected

FILE = Path("data", "published", "exports", "public_counts.json")


class HistoryError(Exception):
    """The memory cannot be read; the message says where it lies and what to do."""


@dataclass(frozen=True)
class History:
    """Every table of counts that was shown, by name, oldest first; one shown again stands once."""

    tables: Mapping[str, tuple[Counts, ...]] = field(default_factory=dict)

    def earlier(self, name: str) -> tuple[Counts, ...]:
        """The tables of that name that were shown, oldest first."""
        return self.tables.get(name, ())

    def labels(self, name: str, axis: str) -> list[str]:
        """The labels of an axis under which a table of that name showed anything, sorted."""
        shown = (cell for table in self.earlier(name) for cell in table.cells)
        return sorted({label for cell in shown for known, label in cell if known == axis})

    def added(self, shown: Mapping[str, Protected]) -> "History":
        """The memory after an edition that shows these tables."""
        tables = dict(self.tables)
        for name, each in shown.items():
            before = self.earlier(name)
            if name.startswith(OF_ONE_PUBLICATION):
                continue
            if not before or before[-1].cells != each.table.cells:
                tables[name] = (*before, each.table)
        return History(tables)

    def write(self, case: Case) -> None:
        """Write it in place of the last one, whole."""
        path = case.root / FILE
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = {name: list(map(_told, tables)) for name, tables in sorted(self.tables.items())}
        aside = path.with_name(f".{path.name}.new")
        aside.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(aside, path)  # noqa: PTH105  says that it replaces


def read_history(case: Case) -> History:
    """Read the memory; empty before the first public edition. One that is broken: HistoryError."""
    path = case.root / FILE
    if not path.exists():
        return History()
    try:
        kept = _Kept.model_validate({"tables": json.loads(path.read_text(encoding="utf-8"))})
    except (ValueError, ValidationError):
        raise HistoryError(
            f"{path}: no se puede leer lo que ya se publicó; restáurelo de una copia"
            " · what was already published cannot be read; restore it from a copy"
        ) from None
    return History(
        {name: tuple(each.counts() for each in tables) for name, tables in kept.tables.items()}
    )


Labels = tuple[tuple[str, str], ...]


class _KeptTable(BaseModel):
    model_config = ConfigDict(extra="forbid")

    counted_on: date | None
    withheld: bool
    cells: list[tuple[Labels, Annotated[int, Field(ge=0)] | None]]
    known: list[tuple[list[tuple[Labels, int]], int]]

    def counts(self) -> Counts:
        return Counts(
            dict(self.cells),
            tuple(Sum(tuple(cells), value) for cells, value in self.known),
            self.counted_on,
            self.withheld,
        )


class _Kept(BaseModel):
    tables: dict[str, list[_KeptTable]]


def _told(table: Counts) -> dict[str, object]:
    cells: list[tuple[Cell, int | None]] = list(table.cells.items())
    return {
        "counted_on": table.counted_on.isoformat() if table.counted_on else None,
        "withheld": table.withheld,
        "cells": cells,
        "known": [(each.cells, each.value) for each in table.known],
    }
