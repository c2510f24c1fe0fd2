"""Weeks of few people stand together, and in the same way in every later edition."""

from datetime import date

from pipelines.edition.period import period, periods


def parted(weeks, shown=()):
    people = [({"week": week}, number) for week, number in weeks.items()]
    found = {}
    for each, number in periods(people, "week", 5, shown):
        found[each["week"]] = found.get(each["week"], 0) + number
    return found


def test_a_week_of_few_people_stands_with_the_next_and_the_last_with_the_one_before():
    assert parted({
        "2026-01-05": 9, "2026-01-12": 2, "2026-01-19": 1, "2026-02-02": 4, "2026-02-09": 8, "2026-02-16": 1,
        "unknown": 3,
    }) == {"2026-01-05": 9, "2026-01-12/2026-02-08": 7, "2026-02-09/2026-02-22": 9, "unknown": 3}  # fmt: skip


def test_few_people_in_all_are_one_period():
    assert parted({"2026-01-05": 1, "2026-01-19": 2}) == {"2026-01-05/2026-01-25": 3}


def test_periods_that_were_shown_stay_and_new_weeks_stand_by_themselves():
    shown = ("2026-01-05/2026-01-18", "2026-02-02", "unknown")
    assert parted(
        {"2026-01-05": 9, "2026-01-12": 8, "2026-01-19": 3, "2026-02-02": 2, "2026-02-09": 2, "2026-02-16": 4},
        shown,
    ) == {"2026-01-05/2026-01-18": 17, "2026-01-19": 3, "2026-02-02": 2, "2026-02-09/2026-02-22": 6}  # fmt: skip


def test_a_label_says_its_first_and_last_day():
    assert period("2026-01-05") == (date(2026, 1, 5), date(2026, 1, 11))
    assert period("2026-01-05/2026-01-18") == (date(2026, 1, 5), date(2026, 1, 18))
    assert period("unknown") is None
