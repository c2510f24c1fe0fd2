"""The charts: one mark for each thing, hatched where nameless, nothing that runs or comes from elsewhere."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from lxml import etree
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from pipelines.chart import canvas
from pipelines.chart.bars import Bar, bars
from pipelines.chart.canvas import LESS, MORE, TOTAL, Telling, lines_of
from pipelines.chart.timeline import Count, Names, Said, Writing, timeline
from pipelines.chart.upset import upset
from pipelines.chart.waterfall import Step, waterfall

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "$\\frac{1}$ <script>alert(1)</script> \u202e=1+1\x00 " + "muy largo " * 12
TELLING = Telling("chart", "Un puente <b>", "Lo que se ve")
LONG = "en el registro de la otra parte, excarcelación sin verificar"
STEPS = [
    Step("ONG inventada: más de 400", 400, 400, True, True),
    Step(
        "más nombres que la cifra dicha, que está abierta por arriba", 21, 421, False, False, True
    ),
    *(Step(LONG, -3 - place, 418 - place * 3, False, True) for place in range(12)),
    Step(HOSTILE, 400, 785, False, True),
    Step("afirmado, sin constancia por nombres", 15, 800, False, False),
    Step("Ministerio inventado: 800", 0, 800, True, True),
]
SETS = {("fuera del período", "fila repetida"): 12, ("fila repetida",): 40, (HOSTILE, LONG): 3}
DAY = date(2026, 1, 8)
COUNTS = [Count(DAY + timedelta(days), days * 9, days * 9 + 20, days * 6) for days in range(30)]
CLAIMS = [
    Said(DAY + timedelta(29), DAY, 400, f"Organización número {place}: más de 400", False, True)
    for place in range(6)
] + [Said(DAY + timedelta(25), None, 800, "Ministerio inventado: 800", True, False)]


def write(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def drawn_timeline(counts=COUNTS, claims=CLAIMS) -> str:
    writing = Writing(write, lambda day: f"{day:%d/%m/%y}")
    return timeline(
        counts, claims, Names("salidas", "sabidas", "oficial", "otra"), TELLING, writing
    )


CHARTS = {
    "wide waterfall": lambda: waterfall(STEPS, TELLING, write),
    "narrow waterfall": lambda: waterfall(STEPS, TELLING, write, is_narrow=True),
    "upset": lambda: upset(SETS, TELLING, write),
    "bars": lambda: bars([Bar(LONG, 40, 10), Bar(HOSTILE, 3)], TELLING, write),
    "timeline": drawn_timeline,
}


@pytest.fixture(scope="module", params=CHARTS)
def drawn(request) -> str:
    return CHARTS[request.param]()


def test_the_same_chart_is_the_same_bytes(request):
    for draw in CHARTS.values():
        assert draw() == draw()


def test_a_chart_is_told_to_who_cannot_see_it(drawn):
    chart = etree.fromstring(drawn)
    title, described = chart[0], chart[1]
    assert (title.tag, title.text) == (f"{SVG}title", "Un puente <b>")
    assert (described.tag, described.text) == (f"{SVG}desc", "Lo que se ve")
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == title.get("id")


def test_a_chart_runs_nothing_and_asks_for_nothing(drawn):
    chart = etree.fromstring(drawn)
    for element in chart.iter(etree.Element):
        assert element.tag.removeprefix(SVG) not in (
            "script",
            "style",
            "image",
            "foreignObject",
            "a",
        )
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "//" not in value, (name, value)
    assert all(
        link.startswith("chart-") for link in re.findall(r'(?:href="|url\()#([^")]+)', drawn)
    )


def test_what_a_chart_names_is_its_own(drawn):
    ids = re.findall(r' id="([^"]*)"', drawn)
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("chart-") for name in ids)


def test_no_label_runs_over_the_edge_or_over_another(drawn):
    chart = etree.fromstring(drawn)
    wide, high = (float(side) for side in chart.get("viewBox").split()[2:])
    boxes = [box(label) for label in chart.iter(f"{SVG}text")]
    assert len(boxes) > 3
    for left, top, right, bottom in boxes:
        assert left >= -1 and top >= -1 and right <= wide + 1 and bottom <= high + 1
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert not overlap(one, other), (one, other)


def box(label) -> tuple[float, float, float, float]:
    """Where a label stands, as wide as the font in which the chart was laid out makes it."""
    style = label.get("style") or label[0].get("style")
    size = float(re.search(r"([\d.]+)px", style)[1])
    bold = re.search(r"font:[^;]*\b(bold|700)\b", style)
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    wide, high, _ = text_to_path.get_text_width_height_descent(
        "".join(label.itertext()), font, False
    )
    anchor = re.search(r"text-anchor: (\w+)", style)
    if label.get("x"):
        x, y = float(label.get("x")), float(label.get("y"))
    else:
        x, y = map(
            float, re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", label.get("transform")).groups()
        )
    x -= {"middle": wide / 2, "end": wide}.get(anchor[1] if anchor else "start", 0)
    return x, y - high * 0.75, x + wide, y


def overlap(one, other) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


@pytest.mark.parametrize("is_narrow", [False, True])
def test_a_waterfall_has_one_bar_for_each_line_hatched_where_nameless(is_narrow):
    chart = etree.fromstring(waterfall(STEPS, TELLING, write, is_narrow))
    found = [it for it in chart.iter(f"{SVG}g") if (it.get("class") or "").startswith("bar")]
    assert len(found) == len(STEPS)
    for step, bar in zip(STEPS, found, strict=True):
        fill = re.search(r"fill: ([^;]+)", bar[0].get("style"))[1]
        is_hatched = fill.startswith("url(#chart-")
        assert is_hatched == (not step.is_named)
        assert bar.get("class") == f"bar {'hatched' if is_hatched else 'solid'}"


def test_bars_start_where_the_last_one_ended():
    steps = [
        Step("a", 10, 10, True, True),
        Step("b", 5, 15, False, True),
        Step("c", -3, 12, False, True),
        Step("d", 0, 12, True, True),
    ]
    assert [(step.left, step.wide) for step in steps] == [(0, 10), (10, 5), (12, 3), (0, 12)]


def test_an_upset_has_one_column_for_each_set():
    chart = etree.fromstring(upset(SETS, TELLING, write))
    assert sum(it.get("class") == "bar" for it in chart.iter(f"{SVG}g")) == len(SETS)


def test_a_timeline_without_lists_and_one_without_figures_are_drawn():
    assert "<svg" in drawn_timeline(counts=[])
    assert "<svg" in drawn_timeline(claims=[])
    assert "<svg" in drawn_timeline(counts=COUNTS[:1], claims=[])


def test_colours_stay_apart_in_greyscale():
    shades = sorted(grey(colour) for colour in (TOTAL, MORE, LESS, "#ffffff"))
    assert min(after - before for before, after in pairwise(shades)) > 0.04


def grey(colour: str) -> float:
    """Relative luminance, as a photocopier sees it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_label_is_cut_into_even_lines():
    assert lines_of("en ninguna lista ni registro de la otra parte", 44) == [
        "En ninguna lista ni",
        "registro de la otra parte",
    ]
    assert lines_of("", 20) == [""]
    assert all(len(line) <= 20 for line in lines_of("palabra" * 30, 20))


def test_what_no_drawing_can_show_is_replaced():
    assert canvas.plain("a\x00b\n c") == "a\ufffdb c"
