"""A published warehouse, read and never written: each question is a query of its own beside this."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

import models

HOME = Path(__file__).parent / "query"
DEPARTURE = "create temp view departure as "


class ReportError(Exception):
    """A publication cannot be reported; the message names the file and the remedy."""


@dataclass(frozen=True)
class Published:
    """An open publication, and the hash of its file."""

    connection: duckdb.DuckDBPyConnection
    sha256: str

    def rows(self, question: str, **values: Any) -> list[dict[str, Any]]:
        """What a query of `query/` finds, a dict a row."""
        text = (HOME / f"{question}.sql").read_text(encoding="utf-8")
        found = self.connection.execute(text, values or None)
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, question: str, **values: Any) -> dict[str, Any]:
        """The one row that a query finds."""
        return self.rows(question, **values)[0]

    def table(self, table: models.Table) -> list[tuple[Any, ...]]:
        """All rows of a published table, its columns as in its contract; none where it is not there."""
        try:
            found = self.connection.table(table.full_name)
        except duckdb.CatalogException:
            return []
        columns = ", ".join(f'"{field.name}"' for field in table.columns)
        return found.order(", ".join(table.key)).project(columns).fetchall()


@contextmanager
def opened(warehouse: Path) -> Iterator[Published]:
    """Open a publication for reading; ReportError where there is none, or one of another version."""
    if not warehouse.is_file():
        raise ReportError(f"{warehouse}: nothing published there; make it with `cotejo run`")
    try:
        connection = duckdb.connect(str(warehouse), read_only=True)
    except duckdb.Error as fault:
        raise ReportError(f"{warehouse}: {fault}; make it anew with `cotejo run`") from fault
    with connection:
        try:
            connection.execute(DEPARTURE + (HOME / "departure.sql").read_text(encoding="utf-8"))
            yield Published(connection, _sha256(warehouse))
        except (duckdb.CatalogException, duckdb.BinderException) as fault:
            raise ReportError(
                f"{warehouse}: published by another version of cotejo, which had other tables;"
                " make it anew with `cotejo run`"
            ) from fault


def _sha256(warehouse: Path) -> str:
    with warehouse.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
