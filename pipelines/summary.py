"""The bridges of a publication, as a person reads and pastes them."""

from pathlib import Path
from typing import Any

import duckdb

from pipelines import summary_bridge, summary_claims, summary_counts
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


def document(warehouse: Path) -> dict[str, Any]:
    """Every comparison with its lines, all readings; the best counts; pairs, judgements, persons."""
    with duckdb.connect(str(warehouse), read_only=True) as published:
        return {
            "case": _rows(published, RUN)[0],
            "comparisons": [
                {
                    **comparison,
                    "bridge": _rows(published, summary_bridge.LINES, [comparison["comparison_id"]]),
                    "readings": _rows(
                        published, summary_bridge.READINGS, [comparison["comparison_id"]]
                    ),
                }
                for comparison in _rows(published, COMPARISONS)
            ],
            "evidence": _rows(published, EVIDENCE),
            "claims": {
                name: _rows(published, query) for name, query in summary_claims.QUERIES.items()
            },
            "best_count": _rows(published, summary_counts.BEST_COUNTS),
            "appendix": _rows(published, summary_counts.APPENDIX),
            "amnesty": _rows(published, summary_counts.AMNESTY),
            "contradictions": _rows(published, summary_counts.CONTRADICTIONS),
            "doubtful_pairs": len(published.execute(doubtful()).fetchall()),
            "judgements": _rows(published, holding())[0],
            "person_changes": _rows(published, summary_counts.PERSON_CHANGES)[0],
            "changes": _rows(published, summary_counts.CHANGES),
        }


def text(warehouse: Path) -> str:
    """The bridges of the stated readings as tables, with what they mean."""
    told = document(warehouse)
    parts = [f"{told['case']['case_es']} · {told['case']['case_en']}", ""]
    for comparison in told["comparisons"]:
        warned = summary_claims.warnings(comparison, told["claims"]["falls"])
        parts += [
            summary_bridge.title(comparison),
            summary_bridge.bridge(comparison),
            *summary_bridge.readings(comparison["readings"]),
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
    parts += [summary_counts.best(best) for best in told["best_count"] if best["count"] is not None]
    parts += summary_counts.on_no_list(told["appendix"])
    parts += summary_counts.law(told["amnesty"]) + summary_counts.contradictions(
        told["contradictions"]
    )
    if told["doubtful_pairs"]:
        parts.append(f"{told['doubtful_pairs']} pares por juzgar · pairs to judge: cotejo review")
    parts += summary_counts.judged(told["judgements"]) + summary_counts.people(
        told["person_changes"]
    )
    parts += summary_counts.changes(told["changes"])
    parts.append(
        "Sin constancia por nombres no quiere decir que no ocurriera."
        " · Not evidenced by names does not mean that it did not happen."
    )
    return "\n".join(parts)


def _rows(
    published: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    rows = published.execute(query, parameters or []).fetchall()
    headings = [column[0] for column in published.description or []]
    return [dict(zip(headings, row, strict=True)) for row in rows]
