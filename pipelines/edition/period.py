"""Weeks of few people put together with the weeks beside them: periods, told by their first and last day."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby

from pipelines.edition.counts import LEAST

UNKNOWN = "unknown"
SUNDAY = timedelta(days=6)


def period(label: str) -> tuple[date, date] | None:
    """The first and last day of a label, `2026-01-05` or `2026-01-05/2026-01-18`; None where unknown."""
    if label == UNKNOWN:
        return None
    first, _, last = label.partition("/")
    monday = date.fromisoformat(first)
    return monday, date.fromisoformat(last) if last else monday + SUNDAY


def periods(
    people: Iterable[tuple[Mapping[str, str], int]],
    axis: str,
    least: int = LEAST,
    shown: Collection[str] = (),
) -> list[tuple[Mapping[str, str], int]]:
    """Put weeks of fewer than `least` people together with the next, the last with the ones before.

    Labels in `shown` stay as they are, since two ways to part the same weeks would tell by each
    what the other hides: only weeks outside them form new periods, and none reaches over one.
    """
    people = list(people)
    totals: dict[str, int] = {}
    for each, number in people:
        if each[axis] != UNKNOWN:
            totals[each[axis]] = totals.get(each[axis], 0) + number
    kept = sorted((*days, label) for label in shown if (days := period(label)))
    label_of = {
        week: label
        for week in totals
        for first, last, label in kept
        if first <= date.fromisoformat(week) <= last
    }
    left = sorted(totals.keys() - label_of.keys())
    # Weeks between the same two periods of before may stand together.
    for _, run in groupby(
        left, key=lambda week: sum(first.isoformat() < week for first, *_ in kept)
    ):
        for weeks in _gathered(list(run), totals, least):
            label_of |= dict.fromkeys(weeks, _label(weeks))
    return [
        ({**each, axis: label_of.get(each[axis], each[axis])}, number) for each, number in people
    ]


def _gathered(weeks: list[str], totals: Mapping[str, int], least: int) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for week in weeks:
        if sum(totals[each] for each in found[-1]) >= least:
            found.append([])
        found[-1].append(week)
    if len(found) > 1 and sum(totals[each] for each in found[-1]) < least:
        found[-2:] = [found[-2] + found[-1]]
    return found


def _label(weeks: list[str]) -> str:
    if len(weeks) == 1:
        return weeks[0]
    return f"{weeks[0]}/{date.fromisoformat(weeks[-1]) + SUNDAY}"
