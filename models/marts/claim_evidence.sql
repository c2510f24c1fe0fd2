-- Names on any release list of the case that the scope of the claim admits: its own lists decide where they name a
-- release, the others as one pool where they do not. Only counts of a flow are held against releases. Without any list
-- no name evidences anything, and the whole figure is left.
with

everything as (
    select coalesce(string_agg(source_id, '|' order by source_id), '') as pool_id
    from raw.source
    where source_kind = 'release_list'
),

verdict as (
    select
        scope.scope_id,
        scope.unit,
        verdict.release_id,
        verdict.person_id,
        verdict.pool_id = scope.pool_id as is_own,
        len(verdict.codes) = 0 as admitted,
        verdict.window_state = 'in' as is_certain
    from tally.scope as scope
    cross join everything
    join tally.verdict as verdict
        on verdict.scope_id = scope.scope_id
        and verdict.joint_pool_id = everything.pool_id
        and verdict.pool_id in (scope.pool_id, scope.rest_pool_id)
    where scope.claim_id is not null
    qualify verdict.pool_id = scope.pool_id
        or not bool_or(verdict.pool_id = scope.pool_id) over (partition by scope.scope_id, verdict.release_id)
),

evidenced as (
    select
        scope_id,
        count(distinct if(unit = 'person', person_id, release_id)) filter (admitted and is_certain) as evidenced_low,
        count(distinct if(unit = 'person', person_id, release_id)) filter (admitted) as evidenced_high
    from verdict
    group by scope_id
),

own as (
    select
        scope.scope_id,
        case scope.unit
            when 'person' then count(distinct pool.person_id)
            when 'release' then count(distinct pool.release_id)
            else count(pool.record_id)
        end as itemised
    from tally.scope as scope
    join verdict on verdict.scope_id = scope.scope_id and verdict.is_own and verdict.admitted
    join tally.pool_row as pool on pool.pool_id = scope.pool_id and pool.release_id = verdict.release_id
    group by scope.scope_id, scope.unit
),

-- What a net count itemises depends on the other side's lists too: the first comparison of the case holds.
bridged as (
    select pair.scope_id, count(*) filter (counted.counted) as itemised
    from tally.pair as pair
    join tally.counted as counted using (comparison_id, from_reading, to_reading, side)
    join raw.comparison as comparison using (comparison_id)
    group by pair.scope_id, comparison.position, side, from_reading, to_reading
    qualify row_number() over (
        partition by pair.scope_id
        order by comparison.position, side, from_reading <> 'stated', to_reading <> 'stated', from_reading, to_reading
    ) = 1
),

measured as (
    select
        claim.claim_id,
        claim.reading,
        claim.value_low,
        claim.value_high,
        claim.value,
        claim.qualifier = 'about' as is_about,
        if(claim.stock_or_flow = 'flow' and scope.pool_id <> '',
            coalesce(bridged.itemised, own.itemised, 0), null) as itemised,
        if(claim.stock_or_flow = 'flow', coalesce(evidenced.evidenced_low, 0), null) as evidenced_low,
        if(claim.stock_or_flow = 'flow', coalesce(evidenced.evidenced_high, 0), null) as evidenced_high
    from staging.claim as claim
    join tally.scope as scope using (claim_id, reading)
    left join evidenced using (scope_id)
    left join own using (scope_id)
    left join bridged using (scope_id)
)

select
    claim_id,
    reading,
    itemised,
    evidenced_low,
    evidenced_high,
    value_low - evidenced_high as residual_low,
    value_high - evidenced_low as residual_high,
    at_least_none(value_low - max(evidenced_high) over claim) as unexplained_low,
    at_least_none(value_high - evidenced_low) as unexplained_high,
    first_value(reading) over (
        partition by claim_id order by evidenced_high desc nulls last, reading <> 'stated', reading) as widest_reading,
    is_about
from measured
window claim as (partition by claim_id)
