"""The bridges of a publication, as a person reads and pastes them."""

from pathlib import Path
from typing import Any

import duckdb

COMPARISONS = """
select comparison_id, comparison_es, comparison_en, bridged_by, label_es, label_en
from marts.comparison
left join meta.label on scheme = 'bridged_by' and code = bridged_by
order by position
"""

LINES = """
select from_reading, to_reading, line_no, side, reason, label_es, label_en, amount, running_total, amount_low,
    amount_high, total, alone, shapley, named, claim_ids
from marts.bridge
where comparison_id = ?
order by from_reading <> 'stated', to_reading <> 'stated', from_reading, to_reading, line_no
"""

HEADINGS = ["motivo · reason", "código", "cambio", "acumulado", "mín", "máx", "total", "solo", "Shapley", "con nombre"]


def document(warehouse: Path) -> dict[str, Any]:
    """Every comparison with its lines, all readings."""
    with duckdb.connect(str(warehouse), read_only=True) as published:
        return {
            "case": _rows(published, "select case_es, case_en, as_of_day, run_id from meta.run")[0],
            "comparisons": [
                {**comparison, "bridge": _rows(published, LINES, [comparison["comparison_id"]])}
                for comparison in _rows(published, COMPARISONS)
            ],
            "best_count": _rows(published, "select * from marts.best_count"),
        }


def text(warehouse: Path) -> str:
    """The bridges of the stated readings as tables, with what they mean."""
    from tabulate import tabulate  # noqa: PLC0415

    told = document(warehouse)
    parts = [f"{told['case']['case_es']} · {told['case']['case_en']}"]
    for comparison in told["comparisons"]:
        parts.append(f"\n{comparison['comparison_es']} · {comparison['comparison_en']} [{comparison['comparison_id']}]")
        lines = [
            line
            for line in comparison["bridge"]
            if line["from_reading"] == line["to_reading"] == "stated"
        ]
        if not lines:
            parts.append(f"{comparison['label_es']} · {comparison['label_en']}")
            continue
        rows = [_row(line) for line in lines]
        kept = [
            index
            for index, heading in enumerate(HEADINGS)
            if index < 4 or any(row[index] != "" for row in rows)
        ]
        parts.append(
            tabulate(
                [[row[index] for index in kept] for row in rows],
                [HEADINGS[index] for index in kept],
                disable_numparse=True,
                colalign=["left", "left", *["right"] * (len(kept) - 2)],
            )
        )
    parts += ["", "Sin constancia por nombres no quiere decir que no ocurriera."
              " · Not evidenced by names does not mean that it did not happen."]
    return "\n".join(parts)


def _row(line: dict[str, Any]) -> list[str]:
    """One line; bounds are shown where they differ from the amount, `…` where they are open."""
    is_end = line["reason"] in ("FROM", "TO")
    bounded = line["amount_low"] != line["amount"] or line["amount_high"] != line["amount"]
    low, high = (
        ("…" if bound is None else f"{bound:+,d}") if bounded else ""
        for bound in (line["amount_low"], line["amount_high"])
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
    ]


def _rows(
    published: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    rows = published.execute(query, parameters or []).fetchall()
    headings = [column[0] for column in published.description or []]
    return [dict(zip(headings, row, strict=True)) for row in rows]
