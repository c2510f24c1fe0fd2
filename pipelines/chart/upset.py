"""Which reasons stand together on the same rows, as an UpSet plot (Lex and others, 2014)."""

from collections.abc import Callable

from pipelines.chart.canvas import (
    FAINT,
    INK,
    RULE,
    TOTAL,
    Telling,
    bare,
    canvas,
    plain,
    sentence,
    svg,
)

MOST_SETS = 20
MOST_LETTERS = 48


def upset(
    sets: dict[tuple[str, ...], int],
    telling: Telling,
    number: Callable[[int], str],
    is_whole: bool = True,
) -> str:
    """Draw the sets of reasons, the largest first, over the reasons that are in them.

    `sets` gives for each set of labels, in order of precedence, the rows that carry exactly it.
    Of more sets than fit, the largest are drawn; the table beside the chart has all. Where the
    sets are not `is_whole`, some are left out of it, and no reason has a total.
    """
    drawn = sorted(sets.items(), key=lambda each: (-each[1], len(each[0]), each[0]))[:MOST_SETS]
    totals: dict[str, int] = {}
    for reasons, rows in sets.items():
        for reason in reasons:
            totals[reason] = totals.get(reason, 0) + rows
    shown = [reason for reason in totals if any(reason in reasons for reasons, _ in drawn)]
    shown.sort(key=lambda reason: -totals[reason])
    places = {reason: place for place, reason in enumerate(shown)}
    most = max((rows for _, rows in drawn), default=1)
    high, low = 1.5, 0.26 * len(shown) + 0.2
    with canvas(max(6.4, 4.2 + 0.29 * len(drawn)), high + low) as (figure, axes):
        axes.remove()
        above, below = figure.subplots(
            2, 1, sharex=True, gridspec_kw={"height_ratios": [high, low], "hspace": 0.02}
        )
        bare(above)
        bare(below)
        for place in range(0, len(shown), 2):
            below.axhspan(place - 0.5, place + 0.5, color=FAINT, alpha=0.08, linewidth=0)
        dots: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for column, (reasons, rows) in enumerate(drawn):
            above.bar(column, rows, width=0.62, color=TOTAL, gid="bar")
            above.text(column, rows + most * 0.02, number(rows), ha="center", va="bottom", size=8)
            held = sorted(places[reason] for reason in reasons)
            if len(held) > 1:
                below.plot([column] * 2, [held[0], held[-1]], color=INK, linewidth=1.6, zorder=2.5)
            for place in range(len(shown)):
                dots[place in held].append((column, place))
        for is_held, size, colour, order in ((False, 20, RULE, 2), (True, 30, INK, 3)):
            if dots[is_held]:
                across, down = zip(*dots[is_held], strict=True)
                below.scatter(across, down, s=size, color=colour, zorder=order)
        above.set_ylim(0, most * 1.15)
        above.set_yticks([])
        names = [_short(reason) for reason in shown]
        if is_whole:
            names = [
                f"{name} · {number(totals[reason])}"
                for name, reason in zip(names, shown, strict=True)
            ]
        below.set_yticks(range(len(shown)), names)
        below.set_ylim(len(shown) - 0.5, -0.5)
        below.set_xlim(-0.6, len(drawn) - 0.4)
        below.set_xticks([])
        return svg(figure, telling)


def _short(reason: str) -> str:
    label = sentence(plain(reason))
    return label if len(label) <= MOST_LETTERS else f"{label[: MOST_LETTERS - 1]}…"
