"""The two editions of a publication: the restricted one shows everything, the public one what it may."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

import models
import sources
from pipelines.case import Case
from pipelines.edition.breakdown import breakdowns
from pipelines.edition.counts import EVERYBODY
from pipelines.edition.declared import HOME, NOTHING, Shown, public_tables
from pipelines.edition.headline import FOLDED, best_count, bridge, claim_evidence
from pipelines.edition.history import History, read_history
from pipelines.edition.suppression import Protected, protected

Name = Literal["restricted", "public"]

MACROS = Path(models.__file__).parent / "macros" / "analyst.sql"


class EditionError(Exception):
    """An edition cannot be made; the message names what was asked for and the remedy, and nobody."""


@dataclass(frozen=True)
class Edition:
    """What readers of an edition may see of a publication.

    `named_sources` are the sources that permit names, `history` what public editions have shown so
    far; the restricted edition needs neither.
    """

    name: Name
    named_sources: frozenset[str] = frozenset()
    history: History = field(default_factory=History)

    def rows(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        counts: Mapping[str, Protected] | None = None,
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """The columns and rows that the edition shows of a published table, `marts.bridge`.

        In order of its key, or, where that is left out, of all that is shown. No column and no
        row where it shows none. `counts` are the edition's breakdowns, where they are at hand. A
        table that no publication holds: EditionError.
        """
        shown = self._relation(connection, table, counts)
        return (tuple(shown.columns), shown.fetchall()) if shown is not None else ((), [])

    def warehouse(
        self,
        connection: duckdb.DuckDBPyConnection,
        counts: Mapping[str, Protected] | None = None,
    ) -> duckdb.DuckDBPyConnection:
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
            shown = self._relation(connection, table, counts)
            if shown is not None:
                made.from_arrow(shown.to_arrow_table()).create(table)
        for statement in made.extract_statements(MACROS.read_text(encoding="utf-8")):
            # What an analyst may ask of tables that the edition lacks stays out of it.
            with suppress(duckdb.CatalogException, duckdb.BinderException):
                made.execute(statement)
        return made

    def breakdowns(self, connection: duckdb.DuckDBPyConnection) -> dict[str, Protected]:
        """Every table of counts of people, by name, as the edition may show it (`breakdown.py`).

        The restricted edition shows every number under its own label.
        """
        if self.name == "restricted":
            tables = breakdowns(connection, least=1)
            return {name: Protected(table, "whole") for name, table in tables.items()}
        tables = breakdowns(connection, weeks=self.history.labels("release", "week"))
        return {
            name: protected(table, self.history.earlier(name)) for name, table in tables.items()
        }

    def _relation(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        counts: Mapping[str, Protected] | None,
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
        rows = connection.table(table)
        if declared.rows == "named":
            rows = self._named(connection)
        elif declared.rows == "headlines":
            rows = self._headlines(connection, table, counts)
        shown = rows.select(*expressions.values())
        if set(contract.key) <= expressions.keys():
            return shown.sort(*_columns(contract.key))
        # What is left of one row may be left of another too, and no order but its own may show.
        return shown.distinct().sort(*_columns(expressions))

    def _named(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
        query = (HOME / "named.sql").read_text(encoding="utf-8")
        return connection.sql(query, params={"sources": sorted(self.named_sources)})

    def _headlines(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        counts: Mapping[str, Protected] | None,
    ) -> duckdb.DuckDBPyRelation:
        held = connection.table(table).to_arrow_table()
        counts = self.breakdowns(connection) if counts is None else counts
        rows = held.to_pylist()
        match table:
            case "marts.bridge":
                rows = bridge(rows, _by_rows(connection), counts, _label(connection, FOLDED))
            case "marts.best_count":
                rows = best_count(rows, counts["release"].table.cells[EVERYBODY])
            case "marts.claim_evidence":
                rows = claim_evidence(rows)
            case _:
                raise ValueError(f"{table} holds no headlines; see public.yml")
        return connection.from_arrow(pyarrow.Table.from_pylist(rows, schema=held.schema))


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
        read_history(case),
    )


def _by_rows(connection: duckdb.DuckDBPyConnection) -> list[str]:
    compared = connection.table("marts.comparison").filter("bridged_by = 'rows'")
    return [found for (found,) in compared.select("comparison_id").fetchall()]


def _label(connection: duckdb.DuckDBPyConnection, reason: str) -> tuple[str, str]:
    """What a reason is called in Spanish and English; its code, where nothing says so."""
    labels = connection.table("meta.label").filter("scheme = 'reason'")
    found = labels.select("code", "label_es", "label_en").fetchall()
    return {code: (spanish, english) for code, spanish, english in found}.get(
        reason, (reason, reason)
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
