"""The appendix on people whom no list names: who is on which list by the common scope, as published and as drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb

from models.capture.appendix import Claim, Histories, Listed, lines
from models.tally.alternative import otherwise

# So many draws are looked at, evenly spaced: they lie in order, from careful to bold.
DRAWS = 20

STATED = "select assumption_es, assumption_en from raw.common_scope"
# Units that the common scope certainly admits, each with the independence groups that name it well enough to be told.
UNITS = """
with

everything as (
    select coalesce(string_agg(source_id, '|' order by source_id), '') as pool_id
    from raw.source
    where source_kind = 'release_list'
)

select
    any_value(verdict.person_id) as person_id,
    coalesce(
        list_sort(list(distinct record.independence_group) filter (name.id_valid or name.name_parts > 1)), []) as lists,
    list_sort(list(distinct record.independence_group)) as all_lists
from tally.scope as scope
cross join everything
join tally.verdict as verdict
    on verdict.scope_id = scope.scope_id
    and verdict.joint_pool_id = everything.pool_id
    and verdict.pool_id = everything.pool_id
    and len(verdict.codes) = 0
join tally.pool_row as pool on pool.pool_id = everything.pool_id and pool.release_id = verdict.release_id
join staging.record as record using (record_id)
join staging.name as name using (record_id)
where scope.scope_id = 'common_scope'
group by if(scope.unit = 'person', verdict.person_id, verdict.release_id)
having bool_or(verdict.window_state = 'in')
"""
# Figures that count people or releases over a period; those named in the case also where they count something else.
CLAIMS = """
select
    claim.claim_id,
    if(claim.stock_or_flow = 'flow' and claim.unit in ('person', 'release'), claim.value, null) as people,
    unit.label_es,
    unit.label_en,
    coalesce(claim.window_start::varchar, '…') || ' – ' || coalesce(claim.window_end, claim.as_of)::varchar as days,
    array_to_string(claim.excludes, ', ') as excluded,
    claim.unit = scope.unit
        and claim.basis = scope.basis
        and claim.window_start is not distinct from scope.window_start
        and coalesce(claim.window_end, claim.as_of) is not distinct from scope.window_end
        and list_sort(claim.excludes) = list_sort(scope.excludes) as is_same
from staging.claim as claim
cross join raw.common_scope as scope
join raw.label as unit on unit.scheme = 'unit' and unit.code = claim.unit
where claim.reading = 'stated'
    and if(
        coalesce(len(scope.estimate_claims), 0) > 0,
        list_contains(scope.estimate_claims, claim.claim_id),
        people is not null
        and claim.claim_id in (
            select from_claim_id from raw.comparison union select to_claim_id from raw.comparison))
order by claim.position
"""
# Whom each alternative groups otherwise, and in which draws it holds.
TOUCHED = """
select alternative.alternative_id, alternative.draws, list(distinct person.person_id) as persons
from (select alternative_id, draws, unnest(members, recursive := true) from linkage.alternative) as alternative
join linkage.person as person using (record_id)
group by all
"""
COPIED = "select distinct person_id, alternative_id from otherwise.linkage.copy"


def build(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Estimate, or say why not; no line where the case has no common scope."""
    stated = connection.execute(STATED).fetchall()
    if not stated:
        return []
    ((es, en),) = stated
    units = connection.execute(UNITS).fetchall()
    histories = Counter(frozenset(lists) for _, lists, _ in units if lists)
    listed = Listed(
        histories,
        nameless=sorted({name for *_, every in units for name in every}.difference(*histories)),
        unidentified=sum(not lists for _, lists, _ in units),
        assumption=(es, en) if es and en else None,
        claims=list(_claims(connection)),
    )
    return lines(listed, lambda: _draws(connection, units))


def _claims(connection: duckdb.DuckDBPyConnection) -> Iterator[Claim]:
    for claim_id, value, *unit, days, excluded, is_same in connection.execute(CLAIMS).fetchall():
        es, en = (f"{label}, {days}" + f" ({excluded})" * bool(excluded) for label in unit)
        yield Claim(
            claim_id,
            value,
            "" if is_same else f"No cuenta lo mismo que el alcance común: {es}.",
            "" if is_same else f"It does not count what the common scope does: {en}.",
        )


def _draws(connection: duckdb.DuckDBPyConnection, units: list[Any]) -> Iterator[Histories]:
    """The histories in each of some draws: those published, but of whom an alternative groups otherwise.

    What the scope admits is judged anew for these, by the tally's own queries; nothing is approximated.
    """
    ((numbers,),) = connection.execute("select draw_numbers()").fetchall()
    published = defaultdict(list)
    for person_id, lists, _ in units:
        published[person_id].append(frozenset(lists))
    touched = connection.execute(TOUCHED).fetchall()
    if touched:
        with otherwise(connection, "tally.verdict"):
            connection.execute("use otherwise")
            alternative = dict(connection.execute(COPIED).fetchall())
            copied = connection.execute(UNITS).fetchall()
        added: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)
        for person_id, lists, _ in copied:
            added[alternative[person_id]][frozenset(lists)] += 1
        for alternative_id, _, persons in touched:
            added[alternative_id].subtract(
                history for person_id in persons for history in published[person_id]
            )
    base = Counter(history for histories in published.values() for history in histories)
    for place in range(DRAWS):
        draw = numbers[int((place + 0.5) * len(numbers) / DRAWS)]
        histories = base.copy()
        for alternative_id, draws, _ in touched:
            if draw in draws:
                histories.update(added[alternative_id])
        yield +histories
