"""A bridge as a table, and what is left of it under each reading."""

from typing import Any

LINES = """
select from_reading, to_reading, line_no, side, reason, label_es, label_en, amount, running_total, amount_low,
    amount_high, total, alone, shapley, named, claim_ids
from marts.bridge
where comparison_id = ?
order by from_reading <> 'stated', to_reading <> 'stated', from_reading, to_reading, line_no
"""

READINGS = """
select from_reading, to_reading, from_window_start, to_window_start, from_window_end, to_window_end, explained,
    residual, residual_low, residual_high
from readings_of(?)
"""

HEADINGS = [
    "motivo · reason",
    "código",
    "cambio",
    "acumulado",
    "mín",
    "máx",
    "total",
    "solo",
    "Shapley",
    "con nombre",
    "cifras",
]
READING_HEADINGS = ["de · from", "a · to", "explicado", "sin nombres", "mín", "máx"]
SEVERAL = 2
ALWAYS_SHOWN = 4
LOW = HEADINGS.index("mín")
BOUNDS = (
    "mín y máx: entre qué valores puede estar el cambio; con listas, en el 95 % de los sorteos de quién es"
    " quién; … donde una cifra es abierta, en blanco donde nada varía\n"
    "mín and máx: between which values the change may lie; with lists, in 95% of the draws of who is who;"
    " … where a figure is open, blank where nothing varies"
)


def stated(comparison: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of a comparison's bridge between the figures as stated."""
    return [
        line
        for line in comparison["bridge"]
        if line["from_reading"] == line["to_reading"] == "stated"
    ]


def title(comparison: dict[str, Any]) -> str:
    """A comparison's title, with the days between its cut-offs."""
    title = f"{comparison['comparison_es']} · {comparison['comparison_en']}"
    days = abs(comparison["days_apart"] or 0)
    apart = f" ({days} días entre los cortes · days between the cut-offs)" if days else ""
    return f"{title} [{comparison['comparison_id']}]{apart}"


def bridge(comparison: dict[str, Any]) -> str:
    """Lines as a table, without the columns that say nothing; or why there are none."""
    from tabulate import tabulate  # noqa: PLC0415

    rows = [_row(line) for line in stated(comparison)]
    if not rows:
        return f"{comparison['refusal_es']}\n{comparison['refusal_en']}"
    kept = [
        place
        for place in range(len(HEADINGS))
        if place < ALWAYS_SHOWN or any(row[place] for row in rows)
    ]
    table = tabulate(
        [[row[place] for place in kept] for row in rows],
        [HEADINGS[place] for place in kept],
        disable_numparse=True,
        colalign=["left", "left", *["right"] * (len(kept) - 3), "left"],
    )
    return f"{table}\n{BOUNDS}" if LOW in kept else str(table)


def readings(readings: list[dict[str, Any]]) -> list[str]:
    """What is left without names under each reading, the widest period first; nothing where there is one."""
    from tabulate import tabulate  # noqa: PLC0415

    if len(readings) < SEVERAL:
        return []
    rows = [
        [
            *(_reading(reading, side) for side in ("from", "to")),
            f"{reading['explained']:+,d}",
            f"{reading['residual']:+,d}",
            *(_bound(reading[name]) for name in ("residual_low", "residual_high")),
        ]
        for reading in readings
    ]
    table = tabulate(
        rows, READING_HEADINGS, disable_numparse=True, colalign=["left"] * 2 + ["right"] * 4
    )
    return ["lecturas de las cifras · readings of the figures", str(table)]


def _reading(reading: dict[str, Any], side: str) -> str:
    start, end = (reading[f"{side}_window_{which}"] for which in ("start", "end"))
    name = reading[f"{side}_reading"]
    return f"{'como se dijo' if name == 'stated' else name}: {start or '…'} – {end}"


def _bound(bound: int | None) -> str:
    return "…" if bound is None else f"{bound:+,d}"


def _row(line: dict[str, Any]) -> list[str]:
    """One line; bounds are shown where they differ from the amount, `…` where they are open."""
    is_end = line["reason"] in ("FROM", "TO")
    is_bounded = line["amount_low"] != line["amount"] or line["amount_high"] != line["amount"]
    low, high = (
        _bound(bound) if is_bounded else "" for bound in (line["amount_low"], line["amount_high"])
    )
    return [
        line["label_es"],
        line["reason"],
        "" if is_end else f"{line['amount']:+,d}",
        f"{line['running_total']:,d}",
        low,
        high,
        *("" if line[name] is None else str(line[name]) for name in ("total", "alone", "shapley")),
        str(line["named"]) if line["named"] and not is_end else "",
        ", ".join(line["claim_ids"]),
    ]
