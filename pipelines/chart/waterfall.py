"""The bridge from one figure to another as a waterfall."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.chart.canvas import (
    FAINT,
    HATCH,
    INK,
    LESS,
    MORE,
    NAMELESS,
    RULE,
    TOTAL,
    Telling,
    canvas,
    lines_of,
    svg,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Number = Callable[[int], str]
BESIDE, ABOVE = 44, 42
ROOM = 1.17


@dataclass(frozen=True)
class Step:
    """One bar: an end stands on the axis, a step hangs between two sums; `named` ones are solid.

    `shown` is written beside it in the place of its number, where that may not be.
    """

    label: str
    amount: int
    running_total: int
    is_end: bool
    is_named: bool
    is_open: bool = False
    shown: str | None = None

    @property
    def left(self) -> int:
        """Where the bar begins."""
        return 0 if self.is_end else min(self.running_total, self.running_total - self.amount)

    @property
    def wide(self) -> int:
        """How long the bar is."""
        return self.running_total if self.is_end else abs(self.amount)


def waterfall(steps: list[Step], telling: Telling, number: Number, is_narrow: bool = False) -> str:
    """Draw the steps from top to bottom, in their order; what has no names is hatched.

    A narrow one has its labels above the bars, to be read on a phone.
    """
    labels = [lines_of(step.label, ABOVE if is_narrow else BESIDE) for step in steps]
    tall = [
        0.52 + 0.2 * (len(lines) - 1) if is_narrow else max(0.31, 0.11 + 0.175 * len(lines))
        for lines in labels
    ]
    middles = [sum(tall[:place]) + tall[place] - 0.13 for place in range(len(tall))]
    if not is_narrow:
        middles = [sum(tall[:place]) + tall[place] / 2 for place in range(len(tall))]
    widest = (
        max(
            (max(step.running_total, step.running_total - step.amount) for step in steps), default=1
        )
        or 1
    )
    with canvas(3.9 if is_narrow else 8, sum(tall) + 0.45) as (figure, axes):
        for step, at in zip(steps, middles, strict=True):
            _bar(axes, step, at, widest, number)
        for step, at, below in zip(steps, middles, middles[1:], strict=False):
            axes.plot([step.running_total] * 2, [at, below], color=FAINT, linewidth=0.6, zorder=1)
        if is_narrow:
            for lines, at in zip(labels, middles, strict=True):
                axes.text(
                    0, at - 0.15, "\n".join(lines), ha="left", va="bottom", size=9, linespacing=1.15,
                    bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
                )  # fmt: skip
            axes.set_yticks([])
        else:
            axes.set_yticks(middles, ["\n".join(lines) for lines in labels])
        axes.set_ylim(sum(tall) + 0.05, -0.02)
        axes.set_xlim(0, widest * (1.22 if is_narrow else ROOM))
        axes.locator_params(axis="x", nbins=5 if is_narrow else 8)
        axes.xaxis.set_major_formatter(lambda value, _: number(int(value)))
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        return svg(figure, telling)


def _bar(axes: "Axes", step: Step, at: float, widest: int, number: Number) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415  matplotlib takes half a second

    is_solid = step.is_named or step.is_end
    colour = TOTAL if step.is_end else MORE if step.amount >= 0 else LESS
    axes.add_patch(
        Rectangle(
            (step.left, at - 0.1),
            step.wide,
            0.2,
            facecolor=colour if is_solid else NAMELESS,
            edgecolor=colour,
            hatch=None if is_solid else HATCH,
            linewidth=1,
            zorder=2,
            gid=f"bar {'solid' if is_solid else 'hatched'}",
        )
    )
    told = number(step.running_total) if step.is_end else _signed(step.amount, number)
    axes.text(
        step.left + step.wide + widest * 0.012,
        at,
        (step.shown or told) + (" …" if step.is_open else ""),
        va="center_baseline",
        ha="left",
        weight="bold" if step.is_end else "normal",
        color=INK,
    )


def _signed(amount: int, number: Number) -> str:
    return f"{'+' if amount >= 0 else '−'}{number(abs(amount))}"
