"""The published tables as a workbook, as CSV and as Parquet, with the same values in each."""

import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines import content
from pipelines.export_delimited import write_csv, write_excel_csv
from pipelines.export_extract import (
    BRIDGE,
    CLAIMS,
    DISCREPANCY,
    LABEL,
    ExportError,
    definitions,
    found,
    run_of,
)
from pipelines.export_readme import readme
from pipelines.export_workbook import write_workbook

log = logging.getLogger("cotejo")

EXPORTS = "exports"
FILED = (BRIDGE, DISCREPANCY, CLAIMS)


def export(warehouse: Path, out: Path) -> list[Path]:
    """Write the exports of a published warehouse to a folder; return the files, in order.

    `cotejo.xlsx` holds the bridges, discrepancies, claims, the meaning of their columns and
    codes; each of the first three is also `.csv` (exact), `_excel.csv` (for a Spanish Excel)
    and `.parquet` (lists kept as lists). Files are readable by their owner alone, since they
    hold names. They replace those of an earlier export once all are written; anything else
    in the folder stays. Without a publication, or beyond what a workbook holds: ExportError.
    """
    if not warehouse.is_file():
        raise ExportError(f"{warehouse}: nothing published there; make it with `cotejo run`")
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".exports-", dir=out.parent) as aside:
        made = _written(warehouse, Path(aside))
        for path in made:
            path.chmod(0o600)
        placed = [out / path.name for path in made]
        for path, place in zip(made, placed, strict=True):
            os.replace(path, place)  # noqa: PTH105  says that it replaces
    if out == warehouse.parent / EXPORTS:
        content.add_files(warehouse, placed)
    log.info("exportado · exported: %d archivos · files, %s", len(placed), out)
    return placed


def _written(warehouse: Path, folder: Path) -> list[Path]:
    try:
        connection = duckdb.connect(str(warehouse), read_only=True)
    except duckdb.IOException as fault:
        raise ExportError(f"{warehouse}: {fault}; make it anew with `cotejo run`") from fault
    with connection:
        try:
            return _write(connection, folder)
        except (duckdb.CatalogException, duckdb.BinderException) as fault:
            raise ExportError(
                f"{warehouse}: published by another version of cotejo, which had other tables;"
                " make it anew with `cotejo run`"
            ) from fault


def _write(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    extracts = {extract: found(connection, extract) for extract in (*FILED, LABEL)}
    sheets = {extract.sheet: extracts[extract] for extract in FILED}
    sheets["Diccionario"] = definitions(extracts)
    sheets[LABEL.sheet] = extracts[LABEL]
    run = run_of(connection)
    workbook = folder / "cotejo.xlsx"
    write_workbook(workbook, readme(run, extracts), sheets)
    made = [workbook]
    for extract in FILED:
        exact, excel, parquet = (
            folder / f"{extract.name}{ending}" for ending in (".csv", "_excel.csv", ".parquet")
        )
        write_csv(exact, extracts[extract])
        write_excel_csv(excel, extracts[extract])
        connection.sql(extract.query).write_parquet(str(parquet))
        made += [exact, excel, parquet]
    return made
