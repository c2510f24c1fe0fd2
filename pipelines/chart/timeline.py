"""Evidenced releases day by day, and the figures that were claimed for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipelines.chart.canvas import FAINT, INK, LESS, MORE, RULE, TOTAL, Telling, canvas, plain, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TALL = 3.9
FEW_MONTHS, MANY_MONTHS = 2, 7
LETTER, LINE, GAP = 0.0105, 0.05, 0.014


@dataclass(frozen=True)
class Count:
    """How many had left by a day: `low` certainly, `high` possibly, `known` were published by then.

    Where it is not told how many were published, `known` is None of every day.
    """

    day: date
    low: int
    high: int
    known: int | None


@dataclass(frozen=True)
class Said:
    """A figure as it was said on a day, of releases since `since` (None = not stated)."""

    day: date
    since: date | None
    value: int
    label: str
    is_official: bool
    is_open: bool


@dataclass(frozen=True)
class Names:
    """What the curves and dots are called."""

    left: str
    known: str
    official: str
    other: str


@dataclass(frozen=True)
class Writing:
    """How numbers and days are written on the axes."""

    number: Callable[[int], str]
    day: Callable[[date], str]


def timeline(
    counts: list[Count], claims: list[Said], names: Names, telling: Telling, writing: Writing
) -> str:
    """Draw cumulative counts as steps, and each claim as a dot joined to where its window begins.

    A claim without a first day is a dot alone; an open one has an arrow. The chart begins with
    the first window of a claim that has a label: a few vague dates far before would flatten it.
    """
    days = [count.day for count in counts]
    first = min(
        [claim.since for claim in claims if claim.label and claim.since]
        or [*days, *(claim.day for claim in claims)]
    )
    last = max([*days, *(claim.day for claim in claims)], default=first)
    most = (
        max([count.high for count in counts] + [claim.value for claim in claims], default=1) * 1.1
    )
    with canvas(8, TALL) as (figure, axes):
        _curves(axes, counts, names)
        for is_official, marker, colour, label in (
            (True, "s", LESS, names.official),
            (False, "o", INK, names.other),
        ):
            some = [claim for claim in claims if claim.is_official is is_official]
            _claims(axes, some, marker, colour, label)
        _labels(axes, claims, first, last, most)
        axes.set_xlim(_place(first), _place(last) + (last - first).days * 0.02 + 1)
        axes.set_ylim(0, most)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        axes.spines["bottom"].set_visible(True)
        axes.yaxis.set_major_formatter(lambda value, _: writing.number(int(value)))
        axes.tick_params(axis="y", colors=FAINT)
        ticks = _ticks(first, last)
        axes.set_xticks([_place(tick) for tick in ticks], [writing.day(tick) for tick in ticks])
        figure.legend(loc="outside upper left", frameon=False, fontsize=9, ncols=2)
        return svg(figure, telling)


def _place(day: date) -> int:
    return day.toordinal()


def _ticks(first: date, last: date) -> list[date]:
    """The first of each month, or of each second or third where there are many; days where few."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < FEW_MONTHS:
        step = max((last - first).days // 5, 1)
        return [first + timedelta(days) for days in range(0, (last - first).days + 1, step)]
    every = 1 + months // MANY_MONTHS
    starts = [
        date(first.year + (first.month - 1 + each) // 12, (first.month - 1 + each) % 12 + 1, 1)
        for each in range(0, months + 1, every)
    ]
    return [start for start in starts if start >= first]


def _curves(axes: "Axes", counts: list[Count], names: Names) -> None:
    if not counts:
        return
    days = [_place(count.day) for count in counts]
    low, high, known = (
        [getattr(count, which) for count in counts] for which in ("low", "high", "known")
    )
    axes.fill_between(days, low, high, step="post", color=MORE, alpha=0.22, linewidth=0)
    axes.step(days, low, where="post", color=MORE, linewidth=1.8, label=names.left)
    if None in known:
        return
    axes.step(
        days,
        known,
        where="post",
        color=TOTAL,
        linestyle=(0, (5, 2)),
        linewidth=1.3,
        label=names.known,
    )


def _claims(axes: "Axes", claims: list[Said], marker: str, colour: str, label: str) -> None:
    if not claims:
        return
    for claim in claims:
        if claim.since:
            axes.plot(
                [_place(claim.since), _place(claim.day)],
                [0, claim.value],
                color=colour,
                linewidth=0.5,
                alpha=0.45,
                zorder=1,
            )
        if claim.is_open:
            axes.annotate(
                "", (_place(claim.day), claim.value), (0, 13), textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 0.9},
            )  # fmt: skip
    axes.scatter(
        [_place(claim.day) for claim in claims],
        [claim.value for claim in claims],
        marker=marker,
        s=22,
        color=colour,
        zorder=3,
        label=label,
    )


def _labels(axes: "Axes", claims: list[Said], first: date, last: date, most: float) -> None:
    """Name the claims that have a label, beside their dots; none over another and none over the edge."""
    placed: list[tuple[float, float, float]] = []
    for claim in sorted(claims, key=lambda claim: (-claim.value, claim.day)):
        if not claim.label:
            continue
        label = plain(claim.label)
        wide = len(label) * LETTER
        across, up = (claim.day - first) / max(last - first, timedelta(1)), claim.value / most
        for start, side, shift in ((across - wide - GAP, "right", -7), (across + GAP, "left", 7)):
            is_free = all(
                start > end or start + wide < begin or abs(up - other) > LINE
                for begin, end, other in placed
            )
            if is_free and start >= 0 and start + wide <= 1.02:
                placed.append((start, start + wide, up))
                axes.annotate(
                    label, (_place(claim.day), claim.value), (shift, 0), textcoords="offset points",
                    size=8, color=LESS if claim.is_official else INK, ha=side, va="center",
                    bbox={"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.82},
                )  # fmt: skip
                break
