"""The bridge from one figure to another as a waterfall."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap

from pipelines.chart.canvas import FAINT, HATCH, INK, LESS, MORE, NAMELESS, RULE, TOTAL, canvas, svg

WORDS_WIDE = 46


@dataclass(frozen=True)
class Step:
    """One bar: an end stands on the axis, a step hangs between two sums; `named` ones are solid."""

    label: str
    amount: int
    running_total: int
    is_end: bool
    is_named: bool
    is_open: bool = False


def waterfall(steps: list[Step], title: str, described: str, number: Callable[[int], str]) -> str:
    """Draw the steps from top to bottom, in their order; what has no names is hatched."""
    labels = ["\n".join(wrap(step.label, WORDS_WIDE)) for step in steps]
    height = sum(0.30 + 0.16 * label.count("\n") for label in labels) + 0.5
    with canvas(8, max(height, 1.6)) as (figure, axes):
        place, places = 0.0, []
        for label in labels:
            tall = 1 + 0.55 * label.count("\n")
            places.append(place + tall / 2)
            place += tall
        widest = max((abs(step.running_total) for step in steps), default=1)
        for number_, (step, at) in enumerate(zip(steps, places, strict=True)):
            left = min(step.running_total, step.running_total - step.amount)
            wide = abs(step.amount)
            if step.is_end:
                left, wide = 0, step.running_total
            colour = TOTAL if step.is_end else MORE if step.amount >= 0 else LESS
            axes.barh(
                at,
                wide,
                left=left,
                height=0.62,
                color=colour if step.is_named or step.is_end else NAMELESS,
                edgecolor=colour,
                hatch=None if step.is_named or step.is_end else HATCH,
                linewidth=1,
            )
            told = number(step.running_total) if step.is_end else _signed(step.amount, number)
            axes.text(
                left + wide + widest * 0.012,
                at,
                told + (" …" if step.is_open else ""),
                va="center",
                ha="left",
                weight="bold" if step.is_end else "normal",
                color=INK,
            )
            if number_ + 1 < len(steps):
                axes.plot(
                    [step.running_total] * 2, [at, places[number_ + 1]], color=FAINT, linewidth=0.6
                )
        axes.set_yticks(places, labels)
        axes.invert_yaxis()
        axes.set_xlim(0, widest * 1.12)
        axes.xaxis.set_major_formatter(lambda value, _: number(int(value)))
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        return svg(figure, title, described)


def _signed(amount: int, number: Callable[[int], str]) -> str:
    return f"{'+' if amount >= 0 else '−'}{number(abs(amount))}"
