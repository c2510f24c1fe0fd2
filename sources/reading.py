"""A reading: the rows of a file under its declared headings, and those that were refused."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sources.declaration import Source
from sources.error import SourceError
from sources.grid import Contents, Grid
from sources.heading import squeezed

ROWS_ABOVE_HEADER = 20

_log = logging.getLogger("cotejo.sources")


@dataclass(frozen=True)
class Row:
    """A row as read: `key` is the SHA-256 of what tells it from others, `occurrence` its turn."""

    locator: str
    key: str
    occurrence: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Refusal:
    """A row that is in the file and not in the reading; its cells are kept."""

    locator: str
    reason: str
    remedy: str
    cells: dict[str, str]


@dataclass
class Reading:
    """What was read from a file."""

    rows: list[Row]
    rejected: list[Refusal]
    encoding: str | None


@dataclass
class _Table:
    """The rows of one grid below its header."""

    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    rejected: list[Refusal] = field(default_factory=list)


def reading_of(source: Source, contents: Contents, shown: str) -> Reading:
    """Put the cells of a file under the headings that its source declares.

    Raises SourceError where a heading is unknown, missing or stands twice, or no row is left.
    """
    tables = [
        _table(source, grid, at, contents.pages, shown)
        for grid, at in _headed(source, contents, shown)
    ]
    rows = list(_keyed(source, (row for table in tables for row in table.rows)))
    rejected = [refusal for table in tables for refusal in table.rejected]
    expect = source.declaration.expect
    if len(rows) < expect.min_rows:
        raise SourceError(
            f"{shown}: holds {len(rows)} rows ({len(rejected)} refused);"
            f" expected are {expect.min_rows} or more; look at the file,"
            f" or lower min_rows in {source.shown}"
        )
    _log.info(
        "%s: %d filas leídas · rows read, %d rechazadas · refused",
        source.id,
        len(rows),
        len(rejected),
    )
    return Reading(rows, rejected, contents.encoding)


def _headed(source: Source, contents: Contents, shown: str) -> list[tuple[Grid, int]]:
    """Find the grids that hold the declared headings, each with the place of its header."""
    if not any(_is_filled(row) for grid in contents.grids for row in grid.rows):
        raise SourceError(f"{shown}: holds no rows; replace it, or take it out of the inbox")
    found = [(grid, at) for grid in contents.grids if (at := _header(source, grid)) is not None]
    if contents.alternatives and found:
        found = [min(found, key=lambda one: _misfit(*one))]
    for grid, _ in found:
        if grid.fault:
            raise SourceError(f"{shown}: {grid.fault}")
    without = [grid for grid in contents.grids if not any(grid is one for one, _ in found)]
    if not contents.alternatives or not found:
        _refuse_near_headers(source, without, shown, alone=not found)
        if found and without:
            _log.info(
                "%s: %d tablas sin sus encabezados, omitidas · tables without its headings, left out",
                source.id,
                len(without),
            )
    return found


def _header(source: Source, grid: Grid) -> int | None:
    for at, row in enumerate(grid.rows[: ROWS_ABOVE_HEADER + 1]):
        if source.needed <= {squeezed(cell) for cell in row}:
            return at
    return None


def _misfit(grid: Grid, at: int) -> tuple[int, int]:
    """How badly a delimiter fits: rows of another width than the header; then, its narrowness."""
    width = len(grid.rows[at])
    return sum(len(row) != width for row in grid.rows[at:] if row), -width


def _refuse_near_headers(source: Source, grids: Sequence[Grid], shown: str, *, alone: bool) -> None:
    """Raise SourceError where a header is nearly the declared one, or none is there at all.

    Of a row only what takes the place of headings is shown: it might name people.
    """
    near = max(
        (
            (len(source.needed & present), locator, present)
            for grid in grids
            for locator, row in zip(grid.locators, grid.rows[: ROWS_ABOVE_HEADER + 1], strict=False)
            for present in [{squeezed(cell) for cell in row} - {""}]
        ),
        key=lambda one: one[0],
        default=(0, "", set()),
    )
    shared, locator, present = near
    if shared and 2 * shared > len(source.needed):
        unknown = sorted(present - _declared(source))
        beside = f"; beside them stand {unknown}" if unknown else ""
        raise SourceError(
            f"{shown}, {locator}: missing headings {sorted(source.needed - present)}{beside};"
            f" correct columns: in {source.shown}"
        )
    if alone:
        fault = next((f" ({grid.fault})" for grid in grids if grid.fault), "")
        raise SourceError(
            f"{shown}: missing headings {sorted(source.needed)}: none of the first"
            f" {ROWS_ABOVE_HEADER + 1} rows holds them{fault}; correct columns: in {source.shown}"
        )


def _declared(source: Source) -> set[str]:
    return source.declaration.columns.keys() | set(source.declaration.ignore)


def _table(source: Source, grid: Grid, at: int, pages: bool, shown: str) -> _Table:
    header = [squeezed(cell) for cell in grid.rows[at]]
    headings = _headings(source, grid, at, shown)
    table = _Table()
    if at:
        _log.info(
            "%s: %d filas sobre el encabezado, omitidas · rows above the header, left out",
            source.id,
            at,
        )
    last = max(place for place, row in enumerate(grid.rows) if place == at or _is_filled(row))
    repeated = 0
    for place in range(at + 1, last + 1):
        locator, row = grid.locators[place], grid.rows[place]
        is_header = [squeezed(cell) for cell in row] == header
        if is_header and pages:
            repeated += 1
            continue
        cells = _under(headings, row)
        if fault := _fault(headings, row, is_header):
            table.rejected.append(Refusal(locator, *fault, _sound(cells)))
        else:
            table.rows.append((locator, cells))
    if repeated:
        _log.info(
            "%s: %d encabezados repetidos, omitidos · repeated headers, left out",
            source.id,
            repeated,
        )
    return table


def _headings(source: Source, grid: Grid, at: int, shown: str) -> list[str]:
    """Name the columns of a grid, place by place; empty for one without heading and value.

    A column of values without a heading is called by its place, `column 4`.
    """
    valued = {
        place for row in grid.rows[at + 1 :] for place, cell in enumerate(row) if cell.strip()
    }
    headings = [
        squeezed(cell) or (f"column {place + 1}" if place in valued else "")
        for place, cell in enumerate(grid.rows[at])
    ]
    while headings and not headings[-1]:
        headings.pop()
    named = [heading for heading in headings if heading]
    where = f"{shown}, {grid.locators[at]}" if grid.locators[at] else shown
    if repeated := sorted({name for name in named if named.count(name) > 1}):
        raise SourceError(f"{where}: headings {repeated} stand twice; rename one in the file")
    if unknown := sorted(set(named) - _declared(source)):
        raise SourceError(
            f"{where}: unknown headings {unknown};"
            f" put each under columns: or ignore: in {source.shown}"
        )
    return headings


def _under(headings: list[str], row: list[str]) -> dict[str, str]:
    """Put cells under their headings; what stands beyond the last one, under its place."""
    cells = {heading: cell for heading, cell in zip(headings, row, strict=False) if heading}
    beyond = enumerate(row[len(headings) :], start=len(headings) + 1)
    return cells | {f"column {place}": cell for place, cell in beyond if cell.strip()}


def _fault(headings: list[str], row: list[str], is_header: bool) -> tuple[str, str] | None:
    """Why a row is refused and what to do; None where it is sound."""
    filled = max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    if not filled:
        return "blank row", "nothing to do, unless the file has lost a row here"
    if is_header:
        return "the header again", "nothing to do"
    if len(row) < len(headings) or filled > len(headings):
        return (
            f"{len(row)} cells under {len(headings)} headings",
            "mend the row: a cell is missing, or holds the separator without quotes",
        )
    if any(_unsound(cell) for cell in row):
        return "a character that no text may hold", "write the row again without it"
    return None


def _keyed(source: Source, rows: Iterable[tuple[str, dict[str, str]]]) -> Iterator[Row]:
    """Give each row the key that tells it from others, and its turn among those with one key."""
    seen: Counter[str] = Counter()
    for locator, cells in rows:
        told_by = source.declaration.row_key or cells
        published = sorted([heading, cells.get(heading, "")] for heading in told_by)
        canonical = json.dumps(published, ensure_ascii=False, separators=(",", ":"))
        key = hashlib.sha256(canonical.encode()).hexdigest()
        seen[key] += 1
        yield Row(locator, key, seen[key], cells)


def _is_filled(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


def _unsound(cell: str) -> bool:
    """Whether DuckDB, and files, could not hold the text: a NUL or half of a surrogate pair."""
    return "\0" in cell or any("\ud800" <= letter <= "\udfff" for letter in cell)


def _sound(cells: dict[str, str]) -> dict[str, str]:
    return {
        heading: cell.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()
        for heading, cell in cells.items()
    }
