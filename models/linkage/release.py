"""Releases: which rows of a person tell of one departure from custody.

Over all lists of the case a person's day-dated rows, in order of date, join the
release before them if they lie within the gap of every dated row in it and no
re-arrest lies between; a row with a vaguer date joins the earliest release that it
may lie near; an undated row joins the person's first. A death joins no release of
another event.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import chain, groupby
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of release lists whose person has others; a row alone is a release of its own.
ASKED = """
create or replace temp table asked as
select person.record_id, person.person_id
from linkage.person as person
join (
    select person_id
    from linkage.person
    group by person_id
    having count(*) > 1
) as several using (person_id)
"""
ROWS = """
select
    record_id,
    coalesce(event, 'release') = 'death',
    row_number() over (order by first_seen_at, first_published_on nulls last, record_id),
    occurred_from,
    occurred_to,
    date_basis = 'stated'
from asked
join staging.record as record using (record_id)
where source_kind = 'release_list' and coalesce(event, 'release') not in ('rearrest', 'detention')
"""
REARRESTS = """
select record_id, occurred_to
from asked
join staging.record as record using (record_id)
where event = 'rearrest' and occurred_to is not null
"""
RELEASES = """
select record_id, release_id
from departed

union all

select record_id, 'R' || left(sha256(record_id), 16)
from staging.record as record
anti join asked using (record_id)
where source_kind = 'release_list' and coalesce(event, 'release') not in ('rearrest', 'detention')
"""


@dataclass(frozen=True)
class Row:
    """One row of a release list, as far as its release depends on it.

    `seen_order` is its place among the rows asked for, by when each was first seen.
    """

    record_id: str
    is_death: bool
    seen_order: int
    low: date | None
    high: date | None
    is_dated: bool


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table":
    """Give each row of a release list its release."""
    import pyarrow as pa  # noqa: PLC0415  it takes a fifth of a second

    gap = gap_of(connection)
    connection.execute(ASKED)
    rows, rearrests = said(connection)
    persons = defaultdict(list)
    for record_id, person_id in connection.execute("from asked").fetchall():
        persons[person_id].append(record_id)
    departed = [
        pair for records in persons.values() for pair in releases(records, rows, gap, rearrests)
    ]
    texts = zip(*departed, strict=True) if departed else ((), ())
    columns = [pa.array(each, pa.string()) for each in texts]
    connection.register("departed", pa.table(columns, names=["record_id", "release_id"]))
    made = connection.sql(RELEASES).to_arrow_table()
    connection.unregister("departed")
    connection.execute("drop table asked")
    return made


def gap_of(connection: duckdb.DuckDBPyConnection) -> timedelta:
    """How far apart the rows of one release may lie."""
    days = connection.execute("select release_gap_days from raw.case").fetchall()[0][0]
    return timedelta(days=days)


def said(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Row], dict[str, date]]:
    """What the rows named in the table `asked` say of releases, and of re-arrests."""
    rows = {told[0]: Row(*told) for told in connection.execute(ROWS).fetchall()}
    return rows, dict(connection.execute(REARRESTS).fetchall())


def releases(
    records: Iterable[str], rows: dict[str, Row], gap: timedelta, rearrests: dict[str, date]
) -> list[tuple[str, str]]:
    """The release of each row of one person, named after the row of it that was seen first."""
    records = list(records)
    days = [rearrests[record] for record in records if record in rearrests]
    told = sorted((rows[record] for record in records if record in rows), key=_kind)
    formed = chain.from_iterable(
        departures(list(group), gap, days) for _, group in groupby(told, key=_kind)
    )
    return [(row.record_id, _name(departure)) for departure in formed for row in departure]


def _kind(row: Row) -> bool:
    return row.is_death


def _name(departure: list[Row]) -> str:
    first = min(departure, key=lambda row: row.seen_order)
    return "R" + sha256(first.record_id.encode()).hexdigest()[:16]


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
