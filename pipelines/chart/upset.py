"""Which reasons stand together on the same rows, as an UpSet plot (Lex and others, 2014)."""

from collections.abc import Callable

from pipelines.chart.canvas import FAINT, INK, RULE, TOTAL, canvas, svg

MOST_SETS = 24


def upset(
    sets: dict[tuple[str, ...], int], title: str, described: str, number: Callable[[int], str]
) -> str:
    """Draw the sets of reasons, the largest first, over the reasons that are in them.

    `sets` gives for each set of labels, in order of precedence, the rows that carry exactly it.
    Of more sets than fit, the largest are drawn; the table beside the chart has all.
    """
    drawn = sorted(sets.items(), key=lambda each: (-each[1], len(each[0]), each[0]))[:MOST_SETS]
    totals: dict[str, int] = {}
    for reasons, rows in sets.items():
        for reason in reasons:
            totals[reason] = totals.get(reason, 0) + rows
    shown = [reason for reason in totals if any(reason in reasons for reasons, _ in drawn)]
    shown.sort(key=lambda reason: -totals[reason])
    places = {reason: place for place, reason in enumerate(shown)}
    high, low = 1.7, 0.27 * len(shown) + 0.2
    with canvas(3.6 + 0.30 * len(drawn), high + low) as (figure, axes):
        axes.remove()
        bars, dots = figure.subplots(
            2, 1, sharex=True, gridspec_kw={"height_ratios": [high, low], "hspace": 0.04}
        )
        most = max((rows for _, rows in drawn), default=1)
        for each in (bars, dots):
            for side in ("top", "right", "left", "bottom"):
                each.spines[side].set_visible(False)
            each.tick_params(length=0)
        for column, (reasons, rows) in enumerate(drawn):
            bars.bar(column, rows, width=0.62, color=TOTAL)
            bars.text(column, rows + most * 0.02, number(rows), ha="center", va="bottom", size=8)
            rows_of = sorted(places[reason] for reason in reasons)
            if len(rows_of) > 1:
                dots.plot([column] * 2, [rows_of[0], rows_of[-1]], color=INK, linewidth=1.6)
            absent = [place for place in range(len(shown)) if place not in rows_of]
            dots.scatter([column] * len(absent), absent, s=22, color=RULE, zorder=2)
            dots.scatter([column] * len(rows_of), rows_of, s=30, color=INK, zorder=3)
        bars.set_ylim(0, most * 1.15)
        bars.set_yticks([])
        bars.set_xticks([])
        dots.set_yticks(
            range(len(shown)), [f"{reason}  {number(totals[reason])}" for reason in shown]
        )
        dots.set_ylim(len(shown) - 0.5, -0.5)
        dots.set_xlim(-0.6, len(drawn) - 0.4)
        dots.set_xticks([])
        for place in range(0, len(shown), 2):
            dots.axhspan(place - 0.5, place + 0.5, color=FAINT, alpha=0.06, linewidth=0)
        return svg(figure, title, described)
