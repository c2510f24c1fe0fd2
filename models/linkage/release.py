"""Releases: which rows of a person tell of one departure from custody.

Over all lists of the case a person's day-dated rows, in order of date, join the
release before them if they lie within the gap of every dated row in it and no
re-arrest lies between; a row with a vaguer date joins the earliest release that it
may lie near; an undated row joins the person's first. A death joins no release of
another event.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

import duckdb

ROWS = """
select
    person.person_id,
    coalesce(record.event, 'release') = 'death' as is_death,
    record.record_id,
    record.occurred_from,
    record.occurred_to,
    record.date_basis = 'stated' as is_dated
from staging.record as record
join linkage.person as person using (record_id)
where record.source_kind = 'release_list'
    and coalesce(record.event, 'release') not in ('rearrest', 'detention')
order by all
"""

REARRESTS = """
select
    person.person_id,
    list(coalesce(record.occurred_to, record.occurred_from)) as days
from staging.record as record
join linkage.person as person using (record_id)
where record.event = 'rearrest'
    and coalesce(record.occurred_to, record.occurred_from) is not null
group by person.person_id
"""


@dataclass
class Departure:
    """One release while it forms: its rows, and the first and last of their known days."""

    record_ids: list[str] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    def take(self, row: "Row", day: date | None = None) -> None:
        """Add a row; a day widens the span of known days."""
        self.record_ids.append(row.record_id)
        if day:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


@dataclass(frozen=True)
class Row:
    """One row of a release list, as far as its release depends on it."""

    record_id: str
    low: date | None
    high: date | None
    is_dated: bool

    @property
    def day(self) -> date | None:
        """The day of a row dated to the day."""
        return self.low if self.is_dated and self.low == self.high else None


def build(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Give each row of a release list its release, named by the least of its record ids."""
    gap = timedelta(days=connection.execute("select release_gap_days from raw.case").fetchall()[0][0])
    rearrests = dict(connection.execute(REARRESTS).fetchall())
    found = connection.execute(ROWS).fetchall()
    for (person_id, _), group in groupby(found, key=lambda row: (row[0], row[1])):
        rows = [Row(*values) for _, _, *values in group]
        for departure in departures(rows, gap, rearrests.get(person_id, [])):
            release_id = "R" + sha256(min(departure.record_ids).encode()).hexdigest()[:16]
            for record_id in departure.record_ids:
                yield {"record_id": record_id, "release_id": release_id}


def departures(rows: list[Row], gap: timedelta, rearrests: list[date]) -> list[Departure]:
    """Form the releases of one person from rows of one kind, earliest first."""
    formed: list[Departure] = []
    for row in sorted((row for row in rows if row.day), key=lambda row: (row.day, row.record_id)):
        if not (formed and _near(formed[-1], row.day, gap, rearrests)):
            formed.append(Departure())
        formed[-1].take(row, row.day)
    vague = [row for row in rows if row.is_dated and not row.day]
    for row in sorted(vague, key=lambda row: (row.low, row.high, row.record_id)):
        _place(row, formed, gap, rearrests)
    for row in rows:
        if not row.is_dated:
            if not formed:
                formed.append(Departure())
            formed[0].take(row)
    return formed


def _place(row: Row, formed: list[Departure], gap: timedelta, rearrests: list[date]) -> None:
    """Put a vaguely dated row into the earliest release that it may lie near."""
    assert row.low and row.high  # noqa: S101  a stated date has both ends
    for departure in formed:
        days = _days_near(departure, row.low, row.high, gap)
        if any(_near(departure, day, gap, rearrests) for day in days):
            departure.take(row)
            return
    formed.append(Departure([row.record_id], row.low, row.high))
    formed.sort(key=lambda departure: (departure.first or date.max, departure.last or date.max))


def _days_near(departure: Departure, low: date, high: date, gap: timedelta) -> Iterator[date]:
    day = max(low, (departure.first or low) - gap)
    while day <= min(high, (departure.last or high) + gap):
        yield day
        day += timedelta(days=1)


def _near(departure: Departure, day: date, gap: timedelta, rearrests: list[date]) -> bool:
    """Whether a day lies within the gap of every known day, with no re-arrest between."""
    if departure.first is None or departure.last is None:
        return True
    if day - departure.first > gap or departure.last - day > gap:
        return False
    low, high = min(departure.last, day), max(departure.first, day)
    return not any(low <= rearrest < high for rearrest in rearrests)
