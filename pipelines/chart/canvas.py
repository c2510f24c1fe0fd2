"""How every chart looks: one palette told apart without colour, text kept as text, the same bytes each time."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's colours, which most people with a colour deficiency tell apart; their lightness
# differs too, so that they stay apart in greyscale.
INK = "#1b1b1b"
FAINT = "#5f5f5f"
RULE = "#d4d4d4"
TOTAL = "#3f4a54"
LESS = "#d55e00"
MORE = "#0072b2"
NAMELESS = "#ffffff"
HATCH = "////"

SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cotejo",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "text.parse_math": False,
    "hatch.linewidth": 0.8,
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": INK,
}
PIXELS_PER_INCH = 112
POINTS_PER_INCH = 72  # what SVG is written in
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Telling:
    """What a chart is called in the page (`name`, of letters and dashes) and for who cannot see it."""

    name: str
    title: str
    described: str


@contextmanager
def canvas(width: float, height: float) -> Iterator[tuple["Figure", "Axes"]]:
    """A figure of so many inches with one pair of axes, without a frame."""
    import matplotlib as mpl  # noqa: PLC0415  it takes half a second
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(width, height), dpi=POINTS_PER_INCH, layout="constrained")
        axes = figure.add_subplot()
        bare(axes)
        yield figure, axes


def bare(axes: "Axes") -> None:
    """Take the frame and the ticks from axes."""
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def plain(label: str) -> str:
    """A label without line breaks and control characters, which no drawing can show."""
    return re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]",
        "\ufffd",
        " ".join(label.split()),
    )


def sentence(label: str) -> str:
    """A label that begins with a capital, as a line of its own does."""
    return label[:1].upper() + label[1:]


def lines_of(label: str, width: int) -> list[str]:
    """A label as lines of at most so many letters, about as long as one another."""
    label = sentence(plain(label))
    greedy = wrap(label, width) or [""]
    for narrower in range(1 + len(label) // len(greedy), width):
        even = wrap(label, narrower)
        if len(even) == len(greedy):
            return even
    return greedy


def svg(figure: "Figure", telling: Telling) -> str:
    """The figure as an SVG element with a title and a description for those who cannot see it.

    It holds no declaration, no doctype, no moment, no style sheet and nothing from outside; what
    its parts are called begins with its own name, so that several stand on one page; sizes are its
    own, so that a page may scale it.
    """
    from markupsafe import escape  # noqa: PLC0415
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

    written = io.StringIO()
    with warnings.catch_warnings():
        # Letters that the font of the layout lacks are drawn by the reader's own.
        warnings.filterwarnings("ignore", "Glyph .* missing")
        # Laid out once: with a layout to keep, all would be drawn twice.
        FigureCanvasSVG(figure)
        if layout := figure.get_layout_engine():
            layout.execute(figure)
        figure.set_layout_engine(None)
        figure.savefig(
            written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True
        )
    text = written.getvalue()
    text = text[text.index("<svg") :]
    for empty in (r"<metadata>.*?</metadata>", r"<style[^>]*>.*?</style>", r"<!--.*?-->"):
        text = re.sub(empty, "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", lambda tag: _tidied(tag.group()), text)
    text = _named(text, telling.name)
    opening, rest = text.split(">", 1)
    opening = re.sub(r' (?:width|height|xmlns:xlink)="[^"]*"', "", opening)
    widest = round(figure.get_figwidth() * PIXELS_PER_INCH)
    rest = re.sub(r"\s*\n\s*", "\n", rest)
    heading = f"{telling.name}-title"
    return (
        f'{opening} role="img" aria-labelledby="{heading}" stroke-linejoin="round"'
        f' style="max-width: {widest}px">'
        f'<title id="{heading}">{escape(plain(telling.title))}</title>'
        f"<desc>{escape(plain(telling.described))}</desc>{rest}"
    )


def _tidied(tag: str) -> str:
    """A tag with the page's fonts, links as all browsers read them, and no more decimals than show."""
    tag = re.sub(r"font: ([^'\";]*?)'DejaVu Sans'[^;\"]*", rf"font: \1{FONTS}", tag)
    tag = tag.replace("xlink:href=", "href=")
    return re.sub(r"(\d\.\d\d)\d+", r"\1", tag)


def _named(text: str, name: str) -> str:
    """Give the parts that are referred to names of this chart's own, bars a class, the others none."""
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))

    def renamed(part: re.Match[str]) -> str:
        if part[1] in used:
            return f' id="{name}-{part[1]}"'
        return f' class="{part[1]}"' if part[1].startswith("bar") else ""

    text = re.sub(r' id="([^"]*)"', renamed, text)
    return re.sub(r'(url\(#|href="#)', rf"\1{name}-", text)
