"""Which pairs are compared: in a long list only those that share more than chance brings together."""

import pytest

import models
from tests.models.linkage_lists import filled, row

SHORT, LONG = 2_000, 30_000


def is_compared(rows, list_rows):
    """Whether two rows are compared where their lists have so many rows."""
    connection = filled(rows)
    connection.execute("update linkage.trait set list_rows = ?", [list_rows])
    for name in ("linkage.block", "linkage.candidate"):
        models.build(connection, models.tables()[name])
    found = connection.execute("select count(*) from linkage.candidate").fetchall()[0][0]
    connection.close()
    return found == 1


@pytest.mark.parametrize(
    ("said", "other_said", "in_short", "in_long"),
    [
        # Two parts in common, and one on each side that is not.
        (
            {"full_name": "Yusmary Uzcátegui Yépez"},
            {"full_name": "Yusmary Uzcátegui Quijada"},
            True,
            False,
        ),
        # The same, on one day.
        (
            {"full_name": "Yusmary Uzcátegui Yépez", "released": "2026-01-20"},
            {"full_name": "Yusmary Uzcátegui Quijada", "released": "2026-01-20"},
            True,
            True,
        ),
        # Two days are no sign.
        (
            {"full_name": "Yusmary Uzcátegui Yépez", "released": "2026-01-20"},
            {"full_name": "Yusmary Uzcátegui Quijada", "released": "2026-01-21"},
            True,
            False,
        ),
        # The same, in one state.
        (
            {"full_name": "Yusmary Uzcátegui Yépez", "state": "Lara"},
            {"full_name": "Yusmary Uzcátegui Quijada", "state": "Lara"},
            True,
            True,
        ),
        # Nothing that the shorter name says differs.
        (
            {"full_name": "Yusmary Uzcátegui"},
            {"full_name": "Yusmary Uzcátegui Quijada"},
            True,
            True,
        ),
        # One part alone, however rare.
        (
            {"full_name": "Yusmary Uzcátegui"},
            {"full_name": "Pedro Uzcátegui"},
            True,
            False,
        ),
        # Numbers that lack one digit each bring none together there.
        (
            {"full_name": "Yusmary Uzcátegui", "national_id": "V-18345276"},
            {"full_name": "Pedro Quijada", "national_id": "V-18345279"},
            True,
            False,
        ),
        # One number.
        (
            {"full_name": "Yusmary Uzcátegui", "national_id": "V-18345276"},
            {"full_name": "Pedro Quijada", "national_id": "V-18345276"},
            True,
            True,
        ),
    ],
)
def test_more_is_asked_in_a_long_list(said, other_said, in_short, in_long):
    rows = [row("fp:1", **said), row("gov:1", **other_said)]
    assert (is_compared(rows, SHORT), is_compared(rows, LONG)) == (in_short, in_long)


def test_where_more_than_two_rows_of_a_long_list_share_two_parts_a_sign_is_asked_for():
    names = ["Yusmary Uzcátegui", "Yusmary Uzcátegui Quijada", "Yusmary Uzcátegui Soto"]
    rows = [row(f"fp:{number}", name) for number, name in enumerate(names)]
    connection = filled(rows)
    connection.execute("update linkage.trait set list_rows = ?", [LONG])
    models.build(connection, models.tables()["linkage.block"])
    asked = connection.execute("select distinct asks from linkage.block where block_place = 0")
    assert asked.fetchall() == [(1,)]
