"""Evidenced releases day by day, and the figures that were claimed for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.chart.canvas import FAINT, INK, LESS, MORE, RULE, TOTAL, canvas, svg


@dataclass(frozen=True)
class Count:
    """How many had left by a day: `low` certainly, `high` possibly, `known` as was known then."""

    day: date
    low: int
    high: int
    known: int


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
class Words:
    """What the curves and dots are called."""

    left: str
    known: str
    official: str
    other: str


def timeline(
    counts: list[Count],
    claims: list[Said],
    words: Words,
    told: tuple[str, str],
    number: Callable[[int], str],
    day: Callable[[date], str],
) -> str:
    """Draw cumulative counts as steps, and each claim as a dot joined to where its window begins.

    `told` are the title and the description. A claim without a first day is a dot alone; an open
    one has an arrow.
    """
    with canvas(8, 3.8) as (figure, axes):
        days = [count.day for count in counts]
        if counts:
            axes.fill_between(
                days,
                [count.low for count in counts],
                [count.high for count in counts],
                step="post",
                color=MORE,
                alpha=0.22,
                linewidth=0,
            )
            axes.step(days, [count.low for count in counts], where="post", color=MORE, label=words.left)
            axes.step(
                days,
                [count.known for count in counts],
                where="post",
                color=TOTAL,
                linestyle=(0, (5, 2)),
                linewidth=1.1,
                label=words.known,
            )
        first = min([*days, *(claim.since or claim.day for claim in claims)], default=None)
        for kind, marker, colour, label in (
            (True, "s", LESS, words.official),
            (False, "o", INK, words.other),
        ):
            some = [claim for claim in claims if claim.is_official is kind]
            for claim in some:
                if claim.since:
                    axes.plot(
                        [claim.since, claim.day], [0, claim.value],
                        color=colour, linewidth=0.5, alpha=0.5, zorder=1,
                    )  # fmt: skip
            if some:
                axes.scatter(
                    [claim.day for claim in some],
                    [claim.value for claim in some],
                    marker=marker,
                    s=24,
                    color=colour,
                    zorder=3,
                    label=label,
                )
            for claim in some:
                if claim.is_open:
                    axes.annotate(
                        "", (claim.day, claim.value), (0, 12), textcoords="offset points",
                        arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 0.9},
                    )  # fmt: skip
                if claim.label:
                    axes.annotate(
                        claim.label, (claim.day, claim.value), (6, 3), textcoords="offset points",
                        size=8, color=colour,
                    )  # fmt: skip
        if first:
            axes.set_xlim(left=first)
        axes.set_ylim(bottom=0)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        axes.spines["bottom"].set_visible(True)
        axes.yaxis.set_major_formatter(lambda value, _: number(int(value)))
        axes.tick_params(axis="y", colors=FAINT)
        import matplotlib.dates as dates  # noqa: PLC0415

        axes.xaxis.set_major_locator(dates.AutoDateLocator(minticks=4, maxticks=8))
        axes.xaxis.set_major_formatter(lambda value, _: day(dates.num2date(value).date()))
        axes.legend(loc="upper left", frameon=False, fontsize=8)
        return svg(figure, *told)
