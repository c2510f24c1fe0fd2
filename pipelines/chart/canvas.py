"""How every chart looks: one palette told apart without colour, text kept as text, the same bytes each time."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's colours, which most people with a colour deficiency tell apart; their lightness
# differs too, so that they stay apart in greyscale.
INK = "#1b1b1b"
FAINT = "#6b6b6b"
RULE = "#d4d4d4"
TOTAL = "#3f4a54"
LESS = "#d55e00"
MORE = "#0072b2"
NAMELESS = "#ffffff"
HATCH = "////"

SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cotejo",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "hatch.linewidth": 0.8,
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": INK,
}
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@contextmanager
def canvas(width: float, height: float) -> Iterator[tuple["Figure", "Axes"]]:
    """A figure of so many inches with one pair of axes, without a frame."""
    import matplotlib as mpl  # noqa: PLC0415  it takes half a second
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        yield figure, axes


def svg(figure: "Figure", title: str, described: str) -> str:
    """The figure as an SVG element with a title and a description for those who cannot see it.

    It holds no declaration, no doctype, no moment and nothing from outside; sizes are its own, so
    that a page may scale it.
    """
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"font: ([^'\"]*?)'DejaVu Sans'[^;\"]*", rf"font: \1{FONTS}", text)
    opening, rest = text.split(">", 1)
    opening = re.sub(r' (?:width|height)="[^"]*"', "", opening)
    from markupsafe import escape  # noqa: PLC0415

    return (
        f'{opening} role="img"><title>{escape(title)}</title><desc>{escape(described)}</desc>{rest}'
    )
