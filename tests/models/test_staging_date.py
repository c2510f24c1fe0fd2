"""Dates as published, and the days that they allow."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture
def days(bench):
    """The first and last day that each published date allows, as text; None where it is none."""

    def read(cases):
        for date_order in ("iso", "dmy", "mdy"):
            bench.declare(date_order, {"occurred_on": "Fecha"}, date_order=date_order)
            told = [{"Fecha": published} for published, order, *_ in cases if order == date_order]
            bench.publish(date_order, *told)
        return {
            (row["published_value"], row["date_order"]): (
                row["first_day"] and str(row["first_day"]),
                row["last_day"] and str(row["last_day"]),
            )
            for row in bench.run("staging.day")
        }

    return read


DATES = [
    ("2026-01-09", "iso", ("2026-01-09", "2026-01-09")),
    ("2026-1-9", "iso", ("2026-01-09", "2026-01-09")),
    ("2026-01-09 00:00:00", "iso", ("2026-01-09", "2026-01-09")),
    ("2026-01-09T10:30:00Z", "iso", ("2026-01-09", "2026-01-09")),
    ("2026-01-09", "dmy", ("2026-01-09", "2026-01-09")),
    ("09/01/2026", "dmy", ("2026-01-09", "2026-01-09")),
    ("9-1-2026", "dmy", ("2026-01-09", "2026-01-09")),
    ("9.1.2026", "dmy", ("2026-01-09", "2026-01-09")),
    ("09/01/2026", "mdy", ("2026-09-01", "2026-09-01")),
    ("9 de enero de 2026", "dmy", ("2026-01-09", "2026-01-09")),
    ("1 de Setiembre del 2025", "dmy", ("2025-09-01", "2025-09-01")),
    ("2026-02", "iso", ("2026-02-01", "2026-02-28")),
    ("02/2024", "dmy", ("2024-02-01", "2024-02-29")),
    ("enero de 2026", "dmy", ("2026-01-01", "2026-01-31")),
    ("2026-01-08/2026-01-12", "iso", ("2026-01-08", "2026-01-12")),
    ("2025-12/2026-01", "iso", ("2025-12-01", "2026-01-31")),
    ("08/01/2026 - 12/01/2026", "dmy", ("2026-01-08", "2026-01-12")),
    ("08/01/2026 – 12/01/2026", "dmy", ("2026-01-08", "2026-01-12")),
    ("01/08/2026 - 01/12/2026", "mdy", ("2026-01-08", "2026-01-12")),
    ("12/2025 - 01/2026", "dmy", ("2025-12-01", "2026-01-31")),
]


def test_a_date_allows_its_days(days):
    expected = {(published, date_order): allowed for published, date_order, allowed in DATES}
    assert days(DATES) == expected


NO_DATES = [
    ("09/01/2026", "iso"),
    ("9 de enero de 2026", "iso"),
    ("31/02/2026", "dmy"),
    ("2026-13-01", "iso"),
    ("2026-00", "iso"),
    ("13/13/2026", "mdy"),
    ("09/01/26", "dmy"),
    ("9 de brumario de 2026", "dmy"),
    ("enero", "dmy"),
    ("46031", "dmy"),
    ("2026", "iso"),
    ("ayer", "dmy"),
    ("2026-01-12/2026-01-08", "iso"),
    ("2026-01-08/ayer", "iso"),
    ("12/01/2026 - 08/01/2026", "dmy"),
]


def test_what_is_no_date_allows_none(days):
    assert days(NO_DATES) == dict.fromkeys(NO_DATES, (None, None))


WRITTEN = {
    "iso": ["%Y-%m-%d"],
    "dmy": ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
    "mdy": ["%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d"],
}
READ = "select first_day($1, $2), end_day($1, $2)"
some_days = st.dates(date(1900, 1, 1), date(2100, 11, 30))
brief = settings(max_examples=25, deadline=None)


@brief
@given(some_days, st.sampled_from([(order, form) for order in WRITTEN for form in WRITTEN[order]]))
def test_a_written_day_is_read_as_that_day(warehouse, day, written):
    order, form = written
    found = warehouse.execute(READ, [day.strftime(form), order]).fetchall()
    assert found == [(day, day)]


@brief
@given(some_days, st.sampled_from([("iso", "%Y-%m"), ("dmy", "%m/%Y"), ("mdy", "%m-%Y")]))
def test_a_month_runs_from_its_first_to_its_last_day(warehouse, day, written):
    order, form = written
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert warehouse.execute(READ, [day.strftime(form), order]).fetchall() == [(first, last)]
