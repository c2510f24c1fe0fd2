"""What a publication counts beside its bridges: persons, releases, contradictions, changes."""

from typing import Any

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


def best(best: dict[str, Any]) -> str:
    """One definition, its count and between which numbers it lies."""
    bounds = "" if best["low"] == best["high"] else f" ({best['low']}–{best['high']})"
    if not best["definition"].startswith("common_scope"):
        return f"  {best['count']}{bounds}: {best['label_es']} · {best['label_en']}"
    return (
        f"{best['count']}{bounds}: cifra mejor respaldada, {best['label_es']}"
        f" · best-supported count, {best['label_en']}"
    )


def on_no_list(lines: list[dict[str, Any]]) -> list[str]:
    """Between which numbers all units lie, those on no list too, or why that is not said; nothing without lists."""
    if not any(line["observed"] for line in lines):
        return []
    refused = ", ".join(line["refusal"] for line in lines if line["refusal"])
    low = min((line["low"] for line in lines if line["low"]), default=0)
    high = max((line["high"] for line in lines if line["high"]), default=0)
    told = f"no se estima · not estimated: {refused}" if refused else f"total {low}–{high}"
    return [f"en ninguna lista · on no list: {told} (marts.estimate)"]


def law(counts: list[dict[str, Any]]) -> list[str]:
    """How many releases the amnesty law reaches, does not, or may; nothing without a law."""
    told = [f"{each['releases']} {each['label_es']} · {each['label_en']}" for each in counts]
    words = "excarcelaciones y ley de amnistía · releases and amnesty law"
    return [f"{words}: {'; '.join(told)} (marts.amnesty)"] if told else []


def contradictions(counts: list[dict[str, Any]]) -> list[str]:
    """How many contradictions of each kind the lists hold; nothing where there are none."""
    told = [f"  {each['times']}: {each['label_es']} · {each['label_en']}" for each in counts]
    return ["contradicciones · contradictions (marts.contradiction):", *told] if told else []


def changes(causes: list[dict[str, Any]]) -> list[str]:
    """What changed the counts of claims since the last publication, by cause; nothing if nothing did."""
    if not causes:
        return []
    told = [f"{cause['units']} {cause['label_es']} · {cause['label_en']}" for cause in causes]
    return [
        "unidades contadas que cambiaron · counted units that changed (marts.change):",
        *(f"  {line}" for line in told),
    ]


def people(counts: dict[str, int]) -> list[str]:
    """Persons who are not those of the last publication; nothing where all are."""
    words = {
        "merged": "unidas · merged",
        "split": "divididas · split",
        "renamed": "con otro identificador · renamed",
    }
    told = [f"{counts[kind]} {said}" for kind, said in words.items() if counts[kind]]
    return [f"personas · persons: {'; '.join(told)} (marts.person_change)"] if told else []


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
