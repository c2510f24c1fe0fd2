"""Releases: which rows of a person tell of one departure from custody.

Over all lists of the case a person's day-dated rows, in order of date, join the
release before them if they lie within the gap of every dated row in it and no
re-arrest lies between; a row with a vaguer date joins the earliest release that it
may lie near; an undated row joins the person's first. A death joins no release of
another event.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of release lists, those of one person and kind together; a row alone is a release of its own.
ROWS = """
create or replace temp table listed as
select
    person.person_id,
    coalesce(record.event, 'release') = 'death' as is_death,
    record.record_id,
    row_number() over (
        order by record.first_seen_at, record.first_published_on nulls last, record.record_id
    ) as seen_order,
    record.occurred_from,
    record.occurred_to,
    record.date_basis = 'stated' as is_dated,
    count(*) over (partition by person.person_id, is_death) as kindred
from staging.record as record
join linkage.person as person using (record_id)
where record.source_kind = 'release_list'
    and coalesce(record.event, 'release') not in ('rearrest', 'detention')
"""
GROUPED = "select * exclude (kindred) from listed where kindred > 1 order by all"
RELEASES = """
select record_id, 'R' || left(sha256(first_record_id), 16) as release_id
from (
    select record_id, first_record_id from departed
    union all
    select record_id, record_id from listed where kindred = 1
)
"""

REARRESTS = """
select
    person.person_id,
    list(record.occurred_to) as days
from staging.record as record
join linkage.person as person using (record_id)
where record.event = 'rearrest'
    and record.occurred_to is not null
group by person.person_id
"""


@dataclass(frozen=True)
class Row:
    """One row of a release list, as far as its release depends on it."""

    record_id: str
    seen_order: int
    low: date | None
    high: date | None
    is_dated: bool


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table":
    """Give each row of a release list its release, named after the row of it that was seen first."""
    import pyarrow as pa  # noqa: PLC0415  it takes a fifth of a second

    gap = timedelta(
        days=connection.execute("select release_gap_days from raw.case").fetchall()[0][0]
    )
    rearrests = dict(connection.execute(REARRESTS).fetchall())
    connection.execute(ROWS)
    departed = []
    found = connection.execute(GROUPED).fetchall()
    for (person_id, _), group in groupby(found, key=lambda row: (row[0], row[1])):
        rows = [Row(*values) for _, _, *values in group]
        for departure in departures(rows, gap, rearrests.get(person_id, [])):
            first = min(departure, key=lambda row: row.seen_order)
            departed += [(row.record_id, first.record_id) for row in departure]
    texts = zip(*departed, strict=True) if departed else ((), ())
    columns = [pa.array(each, pa.string()) for each in texts]
    connection.register("departed", pa.table(columns, names=["record_id", "first_record_id"]))
    made = connection.sql(RELEASES).to_arrow_table()
    connection.unregister("departed")
    connection.execute("drop table listed")
    return made


def departures(rows: list[Row], gap: timedelta, rearrests: list[date]) -> list[list[Row]]:
    """Form the releases of one person from rows of one kind, earliest first."""
    formed: list[list[Row]] = []
    dated = sorted((row for row in rows if row.is_dated), key=_span_of)
    for row in (row for row in dated if row.low == row.high):
        if formed and _near(row, formed[-1], gap, rearrests):
            formed[-1].append(row)
        else:
            formed.append([row])
    for row in (row for row in dated if row.low != row.high):
        formed.sort(key=_span)
        near = (release for release in formed if _near(row, release, gap, rearrests))
        home = next(near, None)
        if home is None:
            formed.append([row])
        else:
            home.append(row)
    formed.sort(key=_span)
    if undated := [row for row in rows if not row.is_dated]:
        formed[:1] = [[*(formed[0] if formed else []), *undated]]
    return formed


def _span_of(row: Row) -> tuple[date, date, str]:
    return row.low or date.min, row.high or date.max, row.record_id


def _span(release: list[Row]) -> tuple[date, date]:
    """When the release lies: where the intervals of its rows meet, else all that they cover."""
    lows = [row.low or date.min for row in release]
    highs = [row.high or date.max for row in release]
    meet = max(lows), min(highs)
    return meet if meet[0] <= meet[1] else (min(lows), max(highs))


def _near(row: Row, release: list[Row], gap: timedelta, rearrests: list[date]) -> bool:
    """Whether a row may lie within the gap of every row of a release, with no re-arrest between.

    A re-arrest on the day of a release comes after it.
    """
    for other in release:
        early, late = sorted((row, other), key=lambda one: one.high or date.max)
        ends, begins = early.high or date.max, late.low or date.min
        if begins - ends > gap or any(ends <= day < begins for day in rearrests):
            return False
    return True
