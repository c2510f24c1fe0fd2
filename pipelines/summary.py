"""The bridges of a publication, as a person reads and pastes them."""

from pathlib import Path
from typing import Any

import duckdb

from pipelines import summary_claims
from pipelines.review import doubtful, holding
from pipelines.summary_figures import EVIDENCE, figures

RUN = "select case_es, case_en, as_of_day, run_id from meta.run"

COMPARISONS = """
select comparison_id, comparison_es, comparison_en, from_claim_id, to_claim_id, bridged_by, days_apart, refusal,
    refusal_es, refusal_en, label_es, label_en
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

READINGS = """
select from_reading, to_reading, from_window_start, to_window_start, from_window_end, to_window_end, explained,
    residual, residual_low, residual_high
from readings_of(?)
"""

# A measure has no label of its own among the definitions: it is named as a measure.
BEST_COUNTS = """
select
    definition,
    unit,
    count,
    low,
    high,
    as_of,
    coalesce(own.label_es, of_measure.label_es || ' ' || measure.label_es, definition) as label_es,
    coalesce(own.label_en, of_measure.label_en || ' ' || measure.label_en, definition) as label_en
from marts.best_count
left join meta.label as own on own.scheme = 'definition' and own.code = definition
left join meta.label as measure on measure.scheme = 'measure' and measure.code = definition
left join meta.label as of_measure on of_measure.scheme = 'definition' and of_measure.code = 'measure'
order by
    coalesce(list_position([
        'common_scope', 'common_scope_in_independent_sources', 'verified', 'full_freedom', 'full_freedom_disputed'
    ], definition), 6 + (definition in ('back_in_custody', 'net_of_rearrest'))::integer),
    definition
"""

# How many releases the amnesty law reaches, and how many contradictions of each kind the lists hold.
AMNESTY = """
select label_es, label_en, count(*) as releases
from marts.amnesty
join meta.label on scheme = 'reached' and code = reached
group by code, label_es, label_en
order by code desc
"""
CONTRADICTIONS = """
select kind, count(*) as times, label_es, label_en
from marts.contradiction
left join meta.label on scheme = 'contradiction' and code = kind
group by all
order by times desc, kind
"""

APPENDIX = """
select estimate_id, method, refusal, observed, low, estimate, high, claim_id, tipping_odds_ratio
from marts.estimate
order by estimate_id
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
READING_HEADINGS = ["de · from", "a · to", "explicado", "sin nombres", "mín", "máx"]
SEVERAL = 2
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
                {
                    **comparison,
                    "bridge": _rows(published, LINES, [comparison["comparison_id"]]),
                    "readings": _rows(published, READINGS, [comparison["comparison_id"]]),
                }
                for comparison in _rows(published, COMPARISONS)
            ],
            "evidence": _rows(published, EVIDENCE),
            "claims": {
                name: _rows(published, query) for name, query in summary_claims.QUERIES.items()
            },
            "best_count": _rows(published, BEST_COUNTS),
            "appendix": _rows(published, APPENDIX),
            "amnesty": _rows(published, AMNESTY),
            "contradictions": _rows(published, CONTRADICTIONS),
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
        warned = summary_claims.warnings(comparison, told["claims"]["falls"])
        parts += [
            _title(comparison),
            _bridge(comparison),
            *_readings(comparison["readings"]),
            *warned,
            "",
        ]
    if not told["comparisons"]:
        parts += [
            "Este caso no compara nada: añada comparisons: en sources/case.yml"
            " · This case compares nothing: add comparisons: to sources/case.yml",
            "",
        ]
    parts += figures(told["evidence"])
    parts += summary_claims.lines(told["claims"])
    parts += [_best(best) for best in told["best_count"] if best["count"] is not None]
    parts += _on_no_list(told["appendix"])
    parts += _law(told["amnesty"]) + _contradictions(told["contradictions"])
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


def _readings(readings: list[dict[str, Any]]) -> list[str]:
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


def _best(best: dict[str, Any]) -> str:
    bounds = "" if best["low"] == best["high"] else f" ({best['low']}–{best['high']})"
    if not best["definition"].startswith("common_scope"):
        return f"  {best['count']}{bounds}: {best['label_es']} · {best['label_en']}"
    return (
        f"{best['count']}{bounds}: cifra mejor respaldada, {best['label_es']}"
        f" · best-supported count, {best['label_en']}"
    )


def _on_no_list(lines: list[dict[str, Any]]) -> list[str]:
    """Between which numbers all units lie, those on no list too, or why that is not said; nothing without lists."""
    if not any(line["observed"] for line in lines):
        return []
    refused = ", ".join(line["refusal"] for line in lines if line["refusal"])
    low = min((line["low"] for line in lines if line["low"]), default=0)
    high = max((line["high"] for line in lines if line["high"]), default=0)
    told = f"no se estima · not estimated: {refused}" if refused else f"total {low}–{high}"
    return [f"en ninguna lista · on no list: {told} (marts.estimate)"]


def _law(counts: list[dict[str, Any]]) -> list[str]:
    """How many releases the amnesty law reaches, does not, or may; nothing without a law."""
    told = [f"{each['releases']} {each['label_es']} · {each['label_en']}" for each in counts]
    words = "excarcelaciones y ley de amnistía · releases and amnesty law"
    return [f"{words}: {'; '.join(told)} (marts.amnesty)"] if told else []


def _contradictions(counts: list[dict[str, Any]]) -> list[str]:
    """How many contradictions of each kind the lists hold; nothing where there are none."""
    told = [f"  {each['times']}: {each['label_es']} · {each['label_en']}" for each in counts]
    return ["contradicciones · contradictions (marts.contradiction):", *told] if told else []


def _rows(
    published: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    rows = published.execute(query, parameters or []).fetchall()
    headings = [column[0] for column in published.description or []]
    return [dict(zip(headings, row, strict=True)) for row in rows]
