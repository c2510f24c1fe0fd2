"""The two editions of a publication: the restricted one shows everything, the public one what it may."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

import models
import sources
from pipelines.case import Case
from pipelines.edition.breakdown import breakdowns
from pipelines.edition.declared import HOME, NOTHING, Shown, public_tables
from pipelines.edition.history import History
from pipelines.edition.suppression import Protected, protected

Name = Literal["restricted", "public"]


class EditionError(Exception):
    """An edition cannot be made; the message names what was asked for and the remedy, and nobody."""


@dataclass(frozen=True)
class Edition:
    """What readers of an edition may see of a publication.

    `named_sources` are the sources that permit names; the restricted edition needs no permission.
    """

    name: Name
    named_sources: frozenset[str] = frozenset()

    def rows(
        self, connection: duckdb.DuckDBPyConnection, table: str
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """The columns and rows that the edition shows of a published table, `marts.bridge`.

        In order of its key, or, where that is left out, of all that is shown. No column and no
        row where it shows none. A table that no publication holds: EditionError.
        """
        shown = self._relation(connection, table)
        return (tuple(shown.columns), shown.fetchall()) if shown is not None else ((), [])

    def warehouse(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """A warehouse of the edition alone, for queries over several tables; close it when done.

        In the public edition it is a copy in memory that lacks every table, row and column that
        may not be shown, so that a query that asks for one fails instead of showing it.
        """
        if self.name == "restricted":
            return connection.cursor()
        made = duckdb.connect()
        for schema in ("marts", "meta"):
            made.execute(f"create schema {schema}")
        for table in _published():
            shown = self._relation(connection, table)
            if shown is not None:
                made.from_arrow(shown.to_arrow_table()).create(table)
        return made

    def breakdowns(
        self, connection: duckdb.DuckDBPyConnection, history: History
    ) -> dict[str, Protected]:
        """Every table of counts of people, by name, as the edition may show it (`breakdown.py`).

        `history` is what public editions have shown so far. The restricted edition shows every
        number under its own label.
        """
        if self.name == "restricted":
            tables = breakdowns(connection, least=1)
            return {name: Protected(table, "whole") for name, table in tables.items()}
        tables = breakdowns(connection)
        return {name: protected(table, history.earlier(name)) for name, table in tables.items()}

    def _relation(
        self, connection: duckdb.DuckDBPyConnection, table: str
    ) -> duckdb.DuckDBPyRelation | None:
        contract = _published().get(table)
        if contract is None:
            raise EditionError(
                f"no publication holds {table!r}; ask for one of {sorted(_published())}"
            )
        columns = [field.name for field in contract.columns]
        if self.name == "restricted":
            return connection.table(table).select(*_columns(columns)).sort(*_columns(contract.key))
        declared = public_tables().get(table, NOTHING)
        expressions = _expressions(columns, declared)
        if declared.rows == "none" or not expressions:
            return None
        rows = self._named(connection) if declared.rows == "named" else connection.table(table)
        shown = rows.select(*expressions.values())
        if set(contract.key) <= expressions.keys():
            return shown.sort(*_columns(contract.key))
        # What is left of one row may be left of another too, and no order but its own may show.
        return shown.distinct().sort(*_columns(expressions))

    def _named(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
        query = (HOME / "named.sql").read_text(encoding="utf-8")
        return connection.sql(query, params={"sources": sorted(self.named_sources)})


def edition(name: Name, case: Case) -> Edition:
    """The edition of that name, with the permissions that the case's sources declare today.

    A permission taken back holds at once, for the publications of before too.
    """
    if name == "restricted":
        return Edition(name)
    declared = sources.read_sources(case.root)
    return Edition(
        name,
        frozenset(each.id for each in declared if each.declaration.names == "public"),
    )


@cache
def _published() -> dict[str, models.Table]:
    return {name: table for name, table in models.tables().items() if table.published}


def _columns(names: Iterable[str]) -> list[Expression]:
    return [ColumnExpression(name) for name in names]


def _expressions(columns: list[str], declared: Shown) -> dict[str, Expression]:
    """What is shown of each column, in the order of the contract."""
    found: dict[str, Expression] = {}
    for name in columns:
        column = ColumnExpression(name)
        if name in declared.show:
            found[name] = column
        elif name in declared.month_begins:
            month = FunctionExpression("date_trunc", ConstantExpression("month"), column)
            found[name] = month.cast("date").alias(name)
        elif name in declared.month_ends:
            found[name] = FunctionExpression("last_day", column).alias(name)
    return found
