"""XLSX and ODS: the text of every cell, as a person sees it."""

import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from sources.error import SourceError
from sources.grid import Contents, File, Grid

MOST_BYTES_INSIDE = 500_000_000
MOST_SWELLING = 200


def read_workbook(file: File) -> Contents:
    """Every sheet of a workbook; a row is located as `Sheet!12`.

    Whole numbers lose their `.0`; dates come out as ISO, whatever the cell shows.
    """
    import python_calamine as calamine  # noqa: PLC0415  only workbooks need it

    _refuse_bomb(file)
    try:
        workbook = calamine.load_workbook(str(file.path))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    except (calamine.CalamineError, calamine.PasswordError, OSError) as error:
        raise SourceError(
            f"{file.shown}: cannot be opened as a workbook ({error});"
            " it is cut short, locked or of another form: fetch or save it again"
        ) from error
    file.refuse_if_large(sum(sheet.total_height * sheet.total_width for sheet in sheets))
    return Contents([_grid(sheet) for sheet in sheets])


def _grid(sheet: Any) -> Grid:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return Grid(rows, [f"{sheet.name}!{number}" for number in range(1, len(rows) + 1)])


def _text(cell: str | float | bool | date | datetime | time | timedelta) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(cell)


def _refuse_bomb(file: File) -> None:
    """Raise SourceError where the archive would swell beyond what a list can be."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        return  # an older form of workbook, or none at all: the reader says which
    inside = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if inside > MOST_BYTES_INSIDE or (inside > 50_000_000 and inside / packed > MOST_SWELLING):
        raise SourceError(
            f"{file.shown}: unpacks to {inside:,} bytes; it is no list: take it out of the inbox"
        )
