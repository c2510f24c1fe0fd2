"""Parquet: every column as text."""

from datetime import datetime
from typing import Any

from sources.error import SourceError
from sources.grid import Contents, File, Grid


def read_parquet(file: File) -> Contents:
    """Read the table, its rows located from 1; a column of lists or bytes raises SourceError."""
    import pyarrow as pa  # noqa: PLC0415  only Parquet needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(file.path) as parquet:
            shape = parquet.metadata
            file.refuse_if_large(shape.num_rows * shape.num_columns)
            table = parquet.read()
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"{file.shown}: cannot be opened as Parquet; fetch or write it again"
        ) from error
    for field in table.schema:
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type):
            raise SourceError(
                f"{file.shown}: column {field.name} holds {field.type}; write it as text"
            )
    columns = [[_text(cell) for cell in column.to_pylist()] for column in table.columns]
    rows = [table.column_names, *(list(row) for row in zip(*columns, strict=True))]
    return Contents([Grid(rows, ["", *(f"row {number}" for number in range(1, len(rows)))])])


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(cell)
