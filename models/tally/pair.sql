-- Rows are bridged only where both claims have a figure and rows that tell of releases; such a comparison has two sides.
with

listed as (
    select scope.*
    from tally.scope as scope
    join staging.claim as claim using (claim_id, reading)
    where claim.value is not null
        and exists (
            select 1
            from linkage.release as release
            join staging.record as record using (record_id)
            where list_contains(string_split(scope.pool_id, '|'), record.source_id)
        )
),

paired as (
    select
        comparison.comparison_id,
        "from".reading as from_reading,
        "to".reading as to_reading,
        "from" as from_scope,
        "to" as to_scope
    from raw.comparison as comparison
    join listed as "from" on "from".claim_id = comparison.from_claim_id
    join listed as "to" on "to".claim_id = comparison.to_claim_id
    anti join tally.refusal as refusal
        on refusal.comparison_id = comparison.comparison_id
        and refusal.from_reading = "from".reading
        and refusal.to_reading = "to".reading
    -- An application moves nobody: no reason code tells what its rows are to people or releases.
    where "from".unit = "to".unit or 'application' not in ("from".unit, "to".unit)
),

sides as (
    select *, 'from' as side, from_scope as own, to_scope as other from paired
    union all
    select *, 'to' as side, to_scope as own, from_scope as other from paired
)

select
    comparison_id,
    from_reading,
    to_reading,
    side,
    own.scope_id as scope_id,
    other.scope_id as other_scope_id,
    own.unit as unit,
    other.unit as other_unit,
    own.pool_id as pool_id,
    other.pool_id as other_pool_id,
    array_to_string(
        list_sort(list_distinct(list_concat(string_split(own.pool_id, '|'), string_split(other.pool_id, '|')))),
        '|') as joint_pool_id
from sides
