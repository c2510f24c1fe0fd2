"""Small counts cannot be worked out of what is shown, nor small changes of two editions."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.edition import (
    OTHER,
    Counts,
    Protected,
    Sum,
    audit,
    counted,
    intervals,
    pooled,
    protected,
)
from pipelines.edition.choice import Choice
from pipelines.edition.counts import EVERYBODY

SMALL = st.integers(0, 12)
quick = settings(max_examples=40, deadline=None, derandomize=True)


def line(*numbers, known=()):
    return counted(
        [({"place": f"p{at}"}, number) for at, number in enumerate(numbers)], [["place"]], known
    )


def square(*rows):
    people = [
        ({"place": f"p{down}", "week": f"w{across}"}, number)
        for down, row in enumerate(rows)
        for across, number in enumerate(row)
    ]
    return counted(people, [["place", "week"]])


def cell(**labels):
    return tuple(sorted(labels.items()))


def hiding(table, *cells):
    return replace(
        table, cells={each: None if each in cells else n for each, n in table.cells.items()}
    )


def hidden(table):
    return {each for each, number in table.cells.items() if number is None}


def exposed(*told):
    return {(each.cell, each.against) for each in audit(*told)}


# What a reader can work out ----------------------------------------------------------------------


def test_a_small_number_alone_is_the_total_less_the_others():
    table = line(3, 10, 12)
    assert exposed(table, table) == {(cell(place="p0"), None)}
    assert exposed(table, hiding(table, cell(place="p0"))) == {(cell(place="p0"), None)}
    assert not audit(table, hiding(table, cell(place="p0"), cell(place="p1")))


def test_the_rule_itself_tells_that_two_small_numbers_of_eight_are_four_each():
    table = line(4, 4)
    shown = hiding(table, cell(place="p0"), cell(place="p1"))
    assert intervals(table, shown) == {cell(place="p0"): (4, 4), cell(place="p1"): (4, 4)}
    assert len(audit(table, shown)) == 2


def test_two_hidden_in_a_row_do_not_help_where_the_columns_tell():
    table = square([3, 10, 9], [20, 30, 40])
    shown = hiding(table, cell(place="p0", week="w0"), cell(place="p0", week="w1"))
    assert len(audit(table, shown)) == 2


def test_a_total_shown_elsewhere_tells():
    table = line(3, 10, 12, 7)
    shown = hiding(table, cell(place="p0"), cell(place="p1"))
    both = Sum(((cell(place="p1"), 1), (cell(place="p2"), 1)), 22)
    assert not audit(table, shown)
    assert audit(table, replace(shown, known=(both,)))


@quick
@given(
    st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2), st.data()
)
def test_what_can_be_worked_out_is_what_trying_every_number_leaves(rows, data):
    table = square(*rows)
    inner = [each for each in table.cells if len(each) == 2 and table.cells[each]]
    some = data.draw(st.sets(st.sampled_from(inner)) if inner else st.just(set()))
    shown = hiding(table, *some)
    order = sorted(some)
    ranges = [range(1, 5) if table.cells[each] < 5 else range(5, 22) for each in order]
    left = [
        numbers
        for numbers in product(*ranges)
        if all(
            sum(
                times * (dict(zip(order, numbers, strict=True)).get(each, shown.cells[each]) or 0)
                for each, times in total.cells
            )
            == total.value
            for total in table.sums()
        )
    ]
    assert intervals(table, shown) == {
        each: (min(n[at] for n in left), max(n[at] for n in left)) for at, each in enumerate(order)
    }


# Tables ------------------------------------------------------------------------------------------


def is_safe(table, found, earlier=()):
    shown = found.table
    if found.outcome == "withheld":
        assert set(shown.cells) <= {EVERYBODY}
        return shown.cells[EVERYBODY] is None or not 0 < shown.cells[EVERYBODY] < 5
    assert shown.cells.keys() == table.cells.keys()
    assert all(n is None or n == table.cells[each] for each, n in shown.cells.items())
    assert all(table.cells[each] for each in hidden(shown))
    return not audit(table, shown, earlier)


@quick
@given(st.lists(SMALL, max_size=7))
def test_a_list_of_counts_is_made_safe(numbers):
    assert is_safe(line(*numbers), protected(line(*numbers)))


@quick
@given(st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(SMALL, min_size=wide, max_size=wide), min_size=1, max_size=4)
))  # fmt: skip
def test_a_table_with_its_totals_is_made_safe(rows):
    assert is_safe(square(*rows), protected(square(*rows)))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("mn"), SMALL),
    min_size=1, max_size=9,
))  # fmt: skip
def test_tables_that_share_totals_are_made_safe_together(rows):
    people = [({"state": s, "week": w, "measure": m}, n) for s, w, m, n in rows]
    table = counted(people, [["state", "week"], ["measure", "state"]])
    assert is_safe(table, protected(table))


@pytest.mark.parametrize("numbers", [(), (0, 0), (7,), (5, 6, 0, 30)])
def test_where_nothing_is_small_nothing_is_hidden(numbers):
    assert protected(line(*numbers)).outcome == "whole"
    assert protected(line(*numbers)).table == line(*numbers)


def test_one_small_number_takes_one_other_in_a_list_and_three_in_a_table():
    assert len(hidden(protected(line(3, 20, 30, 40)).table)) == 2
    found = protected(square([20, 30, 18], [3, 17, 29], [11, 12, 40]))
    assert len(hidden(found.table)) == 4
    assert found.table.cells[EVERYBODY] == 180
    assert found.table.lines("place") == [(("p0",), 68), (("p1",), 49), (("p2",), 63)]


def test_small_numbers_that_cover_one_another_take_no_other():
    assert hidden(protected(line(1, 4, 30)).table) == {cell(place="p0"), cell(place="p1")}


def test_a_small_total_is_hidden_with_what_it_is_made_of():
    assert hidden(protected(line(3, 0)).table) == {EVERYBODY, cell(place="p0")}


@pytest.mark.parametrize("numbers", [(1, 5), (3, 3), (4, 4, 4)])
def test_a_table_that_no_choice_makes_safe_shows_neither_numbers_nor_labels(numbers):
    found = protected(line(*numbers))
    assert found.outcome == "withheld"
    assert found.table.cells == {EVERYBODY: sum(numbers)}


def test_a_choice_that_errs_publishes_nothing(monkeypatch):
    monkeypatch.setattr(Choice, "widened", lambda self, cell, hidden: ([], [cell]))
    assert protected(line(3, 10, 12)).outcome == "withheld"


def test_headlines_stay_and_what_they_tell_is_reckoned_with():
    total = Sum(((cell(place="p0"), 1),), 3)
    found = protected(line(3, 10, 12, known=(total,)))
    assert (found.outcome, found.table.cells[cell(place="p0")]) == ("whole", 3)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(
    st.permutations([("a", "x", 3), ("a", "y", 9), ("b", "x", 12), ("b", "y", 0), ("c", "x", 8)])
)
def test_the_order_of_people_changes_nothing(rows):
    def found(rows):
        return protected(counted([({"s": s, "w": w}, n) for s, w, n in rows], [["w", "s"]]))

    assert found(rows) == found(sorted(rows))


def test_not_even_who_runs_the_program_on_every_table_can_tell_a_small_number():
    could_be: dict[object, list[tuple[int, ...]]] = {}
    tables = [n for wide in (2, 3) for n in product(range(11), repeat=wide) if sum(n) < 13 - wide]
    for numbers in tables:
        found = protected(line(*numbers))
        shown = (len(numbers), found.outcome, *found.table.cells.items())
        could_be.setdefault(shown, []).append(numbers)
    for (wide, outcome, *_), alike in could_be.items():
        if outcome != "whole":
            for at in range(wide):
                numbers = {each[at] for each in alike}
                assert len(numbers) > 1 or not 0 < min(numbers) < 5


# Labels of too few -------------------------------------------------------------------------------


def test_places_of_too_few_stand_together():
    people = [({"place": name}, n) for name, n in (("a", 3), ("b", 9), ("c", 2), ("d", 40))]
    found = counted(pooled(people, "place"), [["place"]])
    assert found.lines("place") == [(("b",), 9), (("d",), 40), ((OTHER,), 5)]


def test_a_place_of_too_few_alone_takes_the_next_smallest_with_it():
    people = [({"place": name}, n) for name, n in (("a", 3), ("b", 9), ("d", 40))]
    found = counted(pooled(people, "place"), [["place"]])
    assert found.lines("place") == [(("d",), 40), ((OTHER,), 12)]


# Editions one after another ----------------------------------------------------------------------


def test_a_change_of_a_few_is_not_shown():
    before = line(10, 20, 30)
    now = line(12, 20, 45)
    assert exposed(now, now, [before]) == {(cell(place="p0"), 0)}
    found = protected(now, [before])
    assert found.outcome == "suppressed"
    assert cell(place="p0") in hidden(found.table)
    assert is_safe(now, found, [before])


def test_a_reader_who_takes_it_that_numbers_only_grow_tells_no_change_either():
    before, now = line(0, 20, 30), line(1, 20, 35)
    shown = hiding(now, cell(place="p0"), cell(place="p1"))
    assert not audit(now, shown)
    assert exposed(now, shown, [before]) >= {(cell(place="p0"), 0)}
    found = protected(now, [before])
    assert hidden(found.table) == {cell(place="p0"), cell(place="p2")}


def test_two_choices_for_one_table_tell_what_either_hides():
    table = line(3, 20, 30, 40)
    before = hiding(table, cell(place="p0"), cell(place="p1"))
    now = hiding(table, cell(place="p0"), cell(place="p2"))
    assert not audit(table, now)
    assert (cell(place="p0"), 0) in exposed(table, now, [before])
    assert protected(table, [before]) == Protected(before, "suppressed")


def test_a_number_hidden_before_is_not_told_by_what_is_shown_now():
    """Place 1 has grown to where nothing is small any more: its total stands still."""
    before = square([3, 20], [9, 40])
    shown = protected(before).table
    now = square([3, 20], [9, 90])
    found = protected(now, [shown])
    assert is_safe(now, found, [shown])
    assert cell(place="p0", week="w0") in hidden(found.table)


def test_where_the_total_has_moved_by_a_few_the_last_table_stays():
    before = line(10, 20, 30)
    assert protected(line(12, 20, 30), [before]) == Protected(before, "kept")


def test_a_table_of_a_later_day_never_stands_for_an_earlier_one():
    later = replace(line(10, 20, 30), counted_on=date(2026, 2, 9))
    now = replace(line(12, 20, 30), counted_on=date(2026, 1, 20))
    assert protected(now, [later]).outcome == "withheld"


def test_what_was_shown_two_editions_ago_is_not_forgotten():
    first = line(10, 20, 30)
    second = protected(line(12, 20, 45), [first]).table
    assert second.cells[cell(place="p0")] is None
    third = protected(line(13, 60, 45), [first, second]).table
    assert third.cells[cell(place="p0")] is None
    fourth = protected(line(15, 99, 45), [first, second, third]).table
    assert fourth.cells[cell(place="p0")] == 15


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(
    st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 6, 11, -1, -4]), min_size=6, max_size=6),
    min_size=2, max_size=3,
))  # fmt: skip
def test_no_number_shown_twice_has_moved_by_a_few(steps):
    numbers, earlier = [9, 20, 0, 30, 3, 14], []
    for step in steps:
        numbers = [max(0, n + by) for n, by in zip(numbers, step, strict=True)]
        table = square(numbers[:3], numbers[3:])
        found = protected(table, earlier)
        if found.outcome == "kept":
            assert found.table == earlier[-1]
            continue
        assert is_safe(table, found, earlier)
        for before in earlier:
            for each, number in found.table.cells.items():
                last = before.cells.get(each)
                assert None in (number, last) or each == EVERYBODY or not 0 < abs(number - last) < 5
        earlier.append(found.table)


def could_be(shown, table=None):
    """Every three numbers that agree with what is shown, and with why each is hidden in `table`."""
    places = [cell(place=f"p{at}") for at in range(3)]
    ranges = [
        [shown.cells[each]]
        if shown.cells[each] is not None
        else range(1, 28)
        if table is None
        else range(1, 5)
        if table.cells[each] < 5
        else range(5, 46)
        for each in places
    ]
    total = shown.cells[EVERYBODY]
    return [n for n in product(*ranges) if sum(n) == total or (total is None and sum(n) < 5)]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.tuples(*[st.integers(0, 9)] * 3),
    st.tuples(*[st.sampled_from([0, 0, 1, 3, 5, 6])] * 3),
)
def test_trying_every_two_tables_in_which_nobody_is_lost_tells_no_few(numbers, more):
    before, now = line(*numbers), line(*map(sum, zip(numbers, more, strict=True)))
    first = protected(before).table
    found = protected(now, [first])
    if found.outcome in ("kept", "withheld") or first.withheld:
        return
    pairs = [
        (old, new)
        for old in could_be(first)
        for new in could_be(found.table, now)
        if all(map(int.__le__, old, new))
    ]
    for at in range(3):
        for told in (
            {new[at] - old[at] for old, new in pairs},
            {new[at] for _, new in pairs},
            {old[at] for old, _ in pairs},
        ):
            assert len(told) != 1 or not 0 < min(told) < 5


def test_a_table_withheld_before_may_be_shown_once_it_is_safe():
    withheld = protected(line(1, 5)).table
    assert protected(line(9, 12), [withheld]).outcome == "whole"
    assert protected(line(1, 6), [withheld]).table.cells == {EVERYBODY: 7}


def test_counts_of_nobody_are_a_table_too():
    assert protected(counted([], [["place"]])).table == Counts({EVERYBODY: 0})
