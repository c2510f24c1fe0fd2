"""The bridges as Dagster's page of the publication shows them: lines, counts and labels, no person."""

import base64
import re
from typing import Any

import dagster as dg
import duckdb

from pipelines.chart.canvas import Telling, plain
from pipelines.chart.waterfall import Step, waterfall

QUERY = """
select
    comparison_id,
    comparison_es || ' · ' || comparison_en as title,
    line_no,
    reason,
    bridge.label_es || ' · ' || bridge.label_en as label,
    -- What two figures have apart is a long sentence; beside a bar its reason is enough.
    if(
        bridged_by = 'claims' and reason not in ('FROM', 'TO', 'UNITEMISED', 'BEYOND_CLAIM'),
        coalesce(named.label_es || ' · ' || named.label_en, reason),
        label) as label_of_bar,
    amount,
    running_total,
    amount_low is null or amount_high is null as is_open,
    claim_ids
from marts.bridge as bridge
join marts.comparison as comparison using (comparison_id)
left join meta.label as named on named.scheme = 'reason' and named.code = reason
where from_reading = 'stated' and to_reading = 'stated'
order by comparison.position, comparison_id, line_no
"""
HEADINGS = (
    ("n.º", "línea · line", "cambio · change", "acumulado · running total", "cifras · figures"),
    ("---:", "---", "---:", "---:", "---"),
)
ENDS = ("FROM", "TO")
RESIDUALS = ("UNITEMISED", "BEYOND_CLAIM")
WIDTH = 900
MARKED = re.compile(r"([\\`*_\[\]<>|~&!#])")


def previews(connection: duckdb.DuckDBPyConnection) -> dict[str, dg.MetadataValue]:
    """Each comparison between figures as stated, as a Markdown table and as a waterfall.

    The page shows Markdown of less than 1,000 characters at once, a longer one on a click.
    """
    cursor = connection.execute(QUERY)
    names = [column[0] for column in cursor.description or ()]
    bridges: dict[str, list[dict[str, Any]]] = {}
    for row in cursor.fetchall():
        line = dict(zip(names, row, strict=True))
        bridges.setdefault(line["comparison_id"], []).append(line)
    shown: dict[str, dg.MetadataValue] = {}
    for comparison_id, lines in bridges.items():
        shown[f"puente · bridge: {comparison_id}"] = dg.MetadataValue.md(_table(lines))
        shown[f"gráfico · chart: {comparison_id}"] = dg.MetadataValue.md(_picture(lines))
    return shown


def _table(lines: list[dict[str, Any]]) -> str:
    rows = [
        (
            str(line["line_no"]),
            _escaped(line["label"]),
            _change(line),
            str(line["running_total"]),
            _escaped(", ".join(line["claim_ids"])),
        )
        for line in lines
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (*HEADINGS, *rows))
    return f"{_escaped(lines[0]['title'])}\n\n{table}\n"


def _picture(lines: list[dict[str, Any]]) -> str:
    """The waterfall, each bar with the number of its line; an image whose data stand in its address."""
    steps = [
        Step(
            f"{line['line_no']}. {line['label_of_bar']}",
            line["amount"],
            line["running_total"],
            line["reason"] in ENDS,
            line["reason"] not in RESIDUALS,
            line["is_open"],
        )
        for line in lines
    ]
    title = lines[0]["title"]
    told = "; ".join(
        f"{step.label} {_change(line)}" for step, line in zip(steps, lines, strict=True)
    )
    drawn = waterfall(steps, Telling("bridge", title, told), str)
    # An image that says no size of its own is shown the smaller, the less room its frame takes.
    drawn = drawn.replace("<svg ", f'<svg width="{WIDTH}" ', 1)
    data = base64.b64encode(drawn.encode()).decode()
    return f"![{_escaped(title)}](data:image/svg+xml;base64,{data})\n"


def _change(line: dict[str, Any]) -> str:
    if line["reason"] in ENDS:
        return ""
    return f"{line['amount']:+d}" + (" …" if line["is_open"] else "")


def _escaped(text: str) -> str:
    """A text that Markdown takes for nothing but text, on one line."""
    return MARKED.sub(r"\\\1", plain(text))
