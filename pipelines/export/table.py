"""The tables that are exported as data: what an edition shows of each, and what its columns mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow

import models
from pipelines.edition import View

HOME = Path(__file__).parent

# Scored pairs, steps of evidence, single draws and units are many, and are asked of the warehouse.
LEFT_IN_THE_WAREHOUSE = ("marts.counted_unit", "marts.draw", "marts.evidence", "marts.link")
COUNTS = models.Table(
    layer="",
    name="counts",
    description={
        "es": "Recuentos de personas por uno o varios ejes, con sus totales",
        "en": "Counts of people by one or several axes, with their totals",
    },
    grain={"es": "una celda de un recuento", "en": "one cell of a count"},
    key=("counted", "axes", "labels"),
    required=("counted", "outcome"),
    columns=(
        models.Field("counted", "varchar", "What is counted", "Qué se cuenta"),
        models.Field("axes", "varchar[]", "Axes of the cell", "Ejes de la celda"),
        models.Field("labels", "varchar[]", "Label on each axis", "Rótulo en cada eje"),
        models.Field(
            "people",
            "bigint",
            "How many; null where the edition hides it",
            "Cuántas; nulo donde la edición lo oculta",
        ),
        models.Field(
            "outcome",
            "varchar",
            "What was done to the table: whole, suppressed, kept from an earlier edition, withheld",
            "Qué se hizo con el recuento: whole, suppressed, kept (de una edición anterior), withheld",
        ),
    ),
    sql=None,
    module=None,
    needs=(),
)


@dataclass(frozen=True)
class Data:
    """A table as an edition shows it: its columns by their contract, its rows in order of the key."""

    name: str
    contract: models.Table
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    relation: duckdb.DuckDBPyRelation

    def field(self, column: str) -> models.Field:
        """What the contract says of a column."""
        return next(each for each in self.contract.columns if each.name == column)


def tables(view: View) -> Iterator[Data]:
    """Every table of which the edition shows a column; then the counts of people."""
    for name, contract in sorted(models.tables().items()):
        if contract.published and name not in LEFT_IN_THE_WAREHOUSE:
            columns, rows = view.rows(name)
            if columns:
                yield Data(name, contract, columns, rows, view.warehouse.table(name))
    yield _counts(view)


def main_table(view: View, language: str) -> duckdb.DuckDBPyRelation:
    """What the report is about, as one table: every row on a side of a comparison, in words.

    Every line of every bridge instead, where no comparison is made from rows, and in the public
    edition, which shows none.
    """
    query = "discrepancy" if view.rows("marts.discrepancy")[1] else "bridge"
    found = view.warehouse.sql((HOME / f"{query}.sql").read_text(encoding="utf-8"))
    other = "_en" if language == "es" else "_es"
    return found.select(
        *(duckdb.ColumnExpression(name) for name in found.columns if not name.endswith(other))
    )


def _counts(view: View) -> Data:
    told = {
        "counted": pyarrow.string(),
        "axes": pyarrow.list_(pyarrow.string()),
        "labels": pyarrow.list_(pyarrow.string()),
        "people": pyarrow.int64(),
        "outcome": pyarrow.string(),
    }
    rows = [
        (name, [axis for axis, _ in cell], [label for _, label in cell], people, each.outcome)
        for name, each in sorted(view.counts.items())
        for cell, people in each.table.cells.items()
    ]
    found = pyarrow.Table.from_pylist(
        [dict(zip(told, row, strict=True)) for row in rows], pyarrow.schema(told)
    )
    return Data("counts", COUNTS, tuple(told), rows, view.warehouse.from_arrow(found))
