"""Counts side by side as bars that lie, the part of each that is certain or corroborated darker."""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.chart.canvas import INK, MORE, NAMELESS, TOTAL, Telling, canvas, lines_of, svg

WORDS_WIDE = 34


@dataclass(frozen=True)
class Bar:
    """One count; `part` is that part of it which is drawn solid, all of it where None."""

    label: str
    count: int
    part: int | None = None


def bars(rows: list[Bar], telling: Telling, number: Callable[[int], str]) -> str:
    """Draw a bar for each row, in their order; the part beyond `part` is outlined alone."""
    labels = ["\n".join(lines_of(row.label, WORDS_WIDE)) for row in rows]
    most = max((row.count for row in rows), default=1) or 1
    with canvas(6.4, sum(0.27 + 0.15 * label.count("\n") for label in labels) + 0.15) as (
        figure,
        axes,
    ):
        for place, row in enumerate(rows):
            part = row.count if row.part is None else row.part
            colour = TOTAL if row.part is None else MORE
            axes.barh(
                place,
                row.count,
                height=0.62,
                color=NAMELESS,
                edgecolor=colour,
                linewidth=0.8,
                gid="bar",
            )
            axes.barh(place, part, height=0.62, color=colour, edgecolor=colour, linewidth=0.8)
            axes.text(
                row.count + most * 0.012, place, number(row.count), va="center_baseline", color=INK
            )
        axes.set_yticks(range(len(rows)), labels)
        axes.set_ylim(len(rows) - 0.45, -0.55)
        axes.set_xlim(0, most * 1.12)
        axes.set_xticks([])
        return svg(figure, telling)
