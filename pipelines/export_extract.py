"""What is exported: which query, under which sheet, and what each of its columns means."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

import models

HOME = Path(__file__).parent / "export"
DEFINITION_COLUMNS = ("sheet", "heading", "column", "type", "values", "es", "en")


class ExportError(Exception):
    """A publication cannot be exported; the message names the file or cell and the remedy."""


@dataclass(frozen=True)
class Extract:
    """One exported table.

    `name` is the stem of its query and of its files, `sheet` its sheet of the workbook.
    `contracts` are the tables whose contracts declare its columns, the describing one first.
    """

    name: str
    sheet: str
    contracts: tuple[str, ...]

    @property
    def query(self) -> str:
        """Its one SELECT."""
        return (HOME / f"{self.name}.sql").read_text(encoding="utf-8")

    @property
    def description(self) -> dict[str, str]:
        """What its table holds, by language."""
        return models.tables()[self.contracts[0]].description

    def field(self, column: str) -> models.Field:
        """Find the declaration of a column, in the first of its contracts that has it."""
        return next(
            field
            for contract in self.contracts
            for field in models.tables()[contract].columns
            if field.name == column
        )


BRIDGE = Extract("bridge", "Puente", ("marts.bridge", "marts.comparison"))
DISCREPANCY = Extract(
    "discrepancy",
    "Discrepancias",
    ("marts.discrepancy", "marts.comparison", "marts.appearance", "meta.label"),
)
CLAIMS = Extract("claims", "Cifras", ("marts.claim", "marts.claim_evidence"))
LABEL = Extract("label", "Códigos", ("meta.label",))


@dataclass(frozen=True)
class Rows:
    """What a query found: names of its columns, and its rows in the order of the query."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Run:
    """The run that made the publication; `as_of_day` is None without cut-off."""

    case_es: str
    case_en: str
    as_of_day: date | None
    version: str


def found(connection: duckdb.DuckDBPyConnection, extract: Extract) -> Rows:
    """Read the rows of an extract."""
    relation = connection.sql(extract.query)
    return Rows(tuple(relation.columns), relation.fetchall())


def run_of(connection: duckdb.DuckDBPyConnection) -> Run | None:
    """Read which run made the publication; None where it keeps no manifest."""
    try:
        manifest = connection.sql((HOME / "run.sql").read_text(encoding="utf-8")).fetchall()
    except duckdb.CatalogException:
        return None
    return Run(*manifest[0]) if manifest else None


def definitions(extracts: dict[Extract, Rows]) -> Rows:
    """List the meaning of each column of each extract, one row a column."""
    return Rows(DEFINITION_COLUMNS, list(_definitions(extracts)))


def heading(column: str) -> str:
    """Name a column in Spanish and English: `Motivo / Reason`."""
    return _headings()[column]


def text(value: Any, decimal_mark: str = ".") -> str:
    """Write a value as text: ISO dates, true or false, lists joined by `|`, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(map(text, value))
    if isinstance(value, float):
        return repr(value).replace(".", decimal_mark)
    return str(value)


def _definitions(extracts: dict[Extract, Rows]) -> Iterator[tuple[str | None, ...]]:
    for extract, rows in extracts.items():
        for column in rows.columns:
            field = extract.field(column)
            yield (
                extract.sheet,
                heading(column),
                column,
                field.type,
                field.values,
                field.es,
                field.en,
            )


@cache
def _headings() -> dict[str, str]:
    with (HOME / "heading.csv").open(encoding="utf-8", newline="") as lines:
        return {line["column"]: f"{line['es']} / {line['en']}" for line in csv.DictReader(lines)}
