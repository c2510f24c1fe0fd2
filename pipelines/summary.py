"""The bridges of a publication, as a person reads and pastes them."""

from pathlib import Path
from typing import Any

import duckdb

from pipelines.review import doubtful, holding

RUN = "select case_es, case_en, as_of_day, run_id from meta.run"

COMPARISONS = """
select comparison_id, comparison_es, comparison_en, bridged_by, days_apart, label_es, label_en
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

BEST_COUNTS = """
select definition, count, low, high, as_of, label_es, label_en
from marts.best_count
left join meta.label on scheme = 'definition' and code = definition
order by definition
"""

# People of now who were several, people of before who are several now, and other names of the same.
PERSON_CHANGES = """
select
    count(distinct new_person_id) filter (kind = 'merged') as merged,
    count(distinct old_person_id) filter (kind = 'split') as split,
    count(distinct old_person_id) filter (kind = 'renamed') as renamed
from marts.person_change
"""

CHANGES = """
select label_es, label_en, count(*) as units
from marts.change
join meta.label on scheme = 'change_cause' and code = cause
group by all
order by units desc, label_es
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
ALWAYS_SHOWN = 4
LOW = HEADINGS.index("mín")
BOUNDS = (
    "mín y máx: entre qué valores puede estar el cambio; con listas, en el 95 % de los sorteos de quién es"
    " quién; … donde una cifra es abierta\n"
    "mín and máx: between which values the change may lie; with lists, in 95% of the draws of who is who;"
    " … where a figure is open"
)


def document(warehouse: Path) -> dict[str, Any]:
    """Every comparison with its lines, all readings; the best counts; pairs, judgements, persons."""
    with duckdb.connect(str(warehouse), read_only=True) as published:
        return {
            "case": _rows(published, RUN)[0],
            "comparisons": [
                {**comparison, "bridge": _rows(published, LINES, [comparison["comparison_id"]])}
                for comparison in _rows(published, COMPARISONS)
            ],
            "best_count": _rows(published, BEST_COUNTS),
            "doubtful_pairs": len(published.execute(doubtful()).fetchall()),
            "judgements": _rows(published, holding())[0],
            "person_changes": _rows(published, PERSON_CHANGES)[0],
            "changes": _rows(published, CHANGES),
        }


def text(warehouse: Path) -> str:
    """The bridges of the stated readings as tables, with what they mean."""
    told = document(warehouse)
    parts = [f"{told['case']['case_es']} · {told['case']['case_en']}", ""]
    for comparison in told["comparisons"]:
        parts += [_title(comparison), _bridge(comparison), ""]
    if not told["comparisons"]:
        parts += [
            "Este caso no compara nada: añada comparisons: en sources/case.yml"
            " · This case compares nothing: add comparisons: to sources/case.yml",
            "",
        ]
    parts += [_best(best) for best in told["best_count"] if best["count"] is not None]
    if told["doubtful_pairs"]:
        parts.append(f"{told['doubtful_pairs']} pares por juzgar · pairs to judge: cotejo review")
    parts += judged(told["judgements"]) + _people(told["person_changes"])
    parts += _changes(told["changes"])
    parts.append(
        "Sin constancia por nombres no quiere decir que no ocurriera."
        " · Not evidenced by names does not mean that it did not happen."
    )
    return "\n".join(parts)


def stated(comparison: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of a comparison's bridge between the figures as stated."""
    return [
        line
        for line in comparison["bridge"]
        if line["from_reading"] == line["to_reading"] == "stated"
    ]


def judged(counts: dict[str, int]) -> list[str]:
    """How many judgements hold, move a bridge, and find no row; nothing where there are none."""
    if not any(counts.values()):
        return []
    told = [
        f"decisiones · judgements: {counts['hold']} valen · hold",
        f"{counts['move_a_bridge']} mueven un puente · move a bridge",
    ]
    if counts["find_no_row"]:
        told.append(
            f"{counts['find_no_row']} no hallan su fila y no se aplican: vea la hoja Decididos"
            " · find no row and are not applied: see the sheet Decididos (cotejo review)"
        )
    return ["; ".join(told)]


def _changes(causes: list[dict[str, Any]]) -> list[str]:
    """What changed the counts of claims since the last publication, by cause; nothing if nothing did."""
    if not causes:
        return []
    told = [f"{cause['units']} {cause['label_es']} · {cause['label_en']}" for cause in causes]
    return [
        "unidades contadas que cambiaron · counted units that changed (marts.change):",
        *(f"  {line}" for line in told),
    ]


def _people(counts: dict[str, int]) -> list[str]:
    """Persons who are not those of the last publication; nothing where all are."""
    words = {
        "merged": "unidas · merged",
        "split": "divididas · split",
        "renamed": "con otro identificador · renamed",
    }
    told = [f"{counts[kind]} {said}" for kind, said in words.items() if counts[kind]]
    return [f"personas · persons: {'; '.join(told)} (marts.person_change)"] if told else []


def _title(comparison: dict[str, Any]) -> str:
    title = f"{comparison['comparison_es']} · {comparison['comparison_en']}"
    days = abs(comparison["days_apart"] or 0)
    apart = f" ({days} días entre los cortes · days between the cut-offs)" if days else ""
    return f"{title} [{comparison['comparison_id']}]{apart}"


def _bridge(comparison: dict[str, Any]) -> str:
    """Lines as a table, without the columns that say nothing; or why there are none."""
    from tabulate import tabulate  # noqa: PLC0415

    rows = [_row(line) for line in stated(comparison)]
    if not rows:
        return f"{comparison['label_es']} · {comparison['label_en']}"
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


def _row(line: dict[str, Any]) -> list[str]:
    """One line; bounds are shown where they differ from the amount, `…` where they are open."""
    is_end = line["reason"] in ("FROM", "TO")
    is_bounded = line["amount_low"] != line["amount"] or line["amount_high"] != line["amount"]
    low, high = (
        ("…" if bound is None else f"{bound:+,d}") if is_bounded else ""
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
        ", ".join(line["claim_ids"]),
    ]


def _best(best: dict[str, Any]) -> str:
    bounds = "" if best["low"] == best["high"] else f" ({best['low']}–{best['high']})"
    return (
        f"{best['count']}{bounds}: cifra mejor respaldada, {best['label_es']}"
        f" · best-supported count, {best['label_en']}"
    )


def _rows(
    published: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    rows = published.execute(query, parameters or []).fetchall()
    headings = [column[0] for column in published.description or []]
    return [dict(zip(headings, row, strict=True)) for row in rows]
