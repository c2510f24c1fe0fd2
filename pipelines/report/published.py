"""What an edition shows, read and never written: each question is a query of its own beside this."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import models
from pipelines.edition import View

HOME = Path(__file__).parent / "query"
# Who left, then how many by each day.
NAMED = ("departure", "departure_day")


@dataclass(frozen=True)
class Published:
    """The tables of a view; a query that asks for what its edition lacks fails.

    `home` is the folder of the queries.
    """

    view: View
    home: Path = HOME

    def __post_init__(self) -> None:
        """Name who left, where the edition shows releases one by one."""
        for name in () if self.view.is_public else NAMED:
            query = (HOME / f"{name}.sql").read_text(encoding="utf-8")
            self.view.warehouse.execute(f"create or replace temp view {name} as {query}")

    def rows(self, question: str, **values: Any) -> list[dict[str, Any]]:
        """What a query of `query/` finds, a dict a row."""
        text = (self.home / f"{question}.sql").read_text(encoding="utf-8")
        found = self.view.warehouse.execute(text, values or None)
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, question: str, **values: Any) -> dict[str, Any]:
        """The one row that a query finds."""
        return self.rows(question, **values)[0]

    def table(self, table: models.Table) -> list[dict[str, Any]]:
        """All rows that the edition shows of a published table, in order of its key."""
        columns, rows = self.view.rows(table.full_name)
        return [dict(zip(columns, row, strict=True)) for row in rows]
