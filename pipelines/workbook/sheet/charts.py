"""Each bridge between figures as stated, drawn, with the numbers of which the bars are made."""

from pipelines.report.comparison import Comparison, Line
from pipelines.workbook.grid import Chart, Column, Series, Sheet, grid
from pipelines.workbook.shown import Row, Shown

# What an axis shows of a line; the sheet of the bridges holds it all.
LONGEST = 72

# The room of a label, as a part of the longest bar.
ROOMS = 12

BARS = (
    Series("base", "hidden"),
    Series("figure", "total"),
    Series("adds", "more"),
    Series("takes", "less"),
    Series("nameless", "nameless"),
)


def sheet(shown: Shown) -> Sheet:
    """The charts beside their numbers, one comparison under another."""
    say = shown.words.say
    rows: list[Row] = []
    charts: list[Chart] = []
    for comparison in shown.comparisons:
        lines = _lines(comparison)
        if lines:
            bars = [_bar(comparison, line) for line in lines]
            used = {key for bar in bars for key, value in bar.items() if value is not None}
            drawn = tuple(series for series in BARS if series.key in used)
            charts.append(_chart(shown, comparison, len(rows), lines, drawn))
            rows += bars
    return Sheet(
        say("Charts"),
        say(
            "The bridges between the figures as stated, drawn: blue adds, orange takes away, dark is"
            " a figure as said, and hatched is what has no names."
        ),
        grid(_columns(shown), rows, say("There is no bridge that can be drawn.")),
        tuple(charts),
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    bar = say("Length of a bar of the chart; a line has one at most.")
    return [
        shown.column(
            f"marts.comparison.comparison_{shown.words.language}",
            say("Comparison"),
            "text",
            "title",
        ),
        Column(
            "label", say("Line"), "long", say("The line of the bridge, shortened to fit an axis.")
        ),
        Column(
            "base", say("Starts at"), "integer", say("Where the bar begins, which is not drawn.")
        ),
        Column("figure", say("Figure"), "integer", bar),
        Column("adds", say("Adds"), "integer", bar),
        Column("takes", say("Takes away"), "integer", bar),
        Column("nameless", say("Without names"), "integer", bar),
        Column(
            "room",
            say("Room"),
            "integer",
            say("Room for the label of the bar, which is not drawn."),
        ),
    ]


def _lines(comparison: Comparison) -> list[Line]:
    """What has a bar; nothing where a bar would cross zero, which stacked bars cannot draw."""
    if any(line.running_total < 0 for line in comparison.lines):
        return []
    return [line for line in comparison.lines if line.is_end or line.amount]


def _bar(comparison: Comparison, line: Line) -> Row:
    bar: Row = dict.fromkeys(each.key for each in BARS)
    bar |= {
        "title": comparison.title,
        "label": short(line.label),
        "room": max(each.running_total for each in comparison.lines) // ROOMS + 1,
    }
    if line.is_end:
        return bar | {"figure": line.running_total}
    what = "nameless" if line.is_residual else "adds" if line.amount > 0 else "takes"
    return bar | {
        "base": min(line.running_total, line.running_total - line.amount),
        what: abs(line.amount),
    }


def _chart(
    shown: Shown,
    comparison: Comparison,
    first: int,
    lines: list[Line],
    drawn: tuple[Series, ...],
) -> Chart:
    say = shown.words.say
    labels = [_told(shown, line) for line in lines]
    return Chart(
        title=say("Bridge: {title}", title=comparison.title),
        described=" ".join(
            f"{line.label}: {label}." for line, label in zip(lines, labels, strict=True)
        ),
        along="label",
        first=first,
        last=first + len(lines) - 1,
        series=drawn,
        axes=(say("Lines of the bridge"), say("Running total")),
        labels=tuple(labels),
    )


def _told(shown: Shown, line: Line) -> str:
    words = shown.words
    return words.number(line.running_total) if line.is_end else words.signed(line.amount)


def short(text: str) -> str:
    """A text that fits an axis."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
