-- The common scope, counted over all release lists; null where no list has been read.
with

everything as (
    select coalesce(string_agg(source_id, '|' order by source_id), '') as pool_id
    from raw.source
    where source_kind = 'release_list'
),

admitted as (
    select
        if(scope.unit = 'person', verdict.person_id, verdict.release_id) as unit_id,
        bool_or(verdict.window_state = 'in') as is_certain,
        count(distinct record.independence_group) > 1 as is_corroborated
    from tally.scope as scope
    cross join everything
    join tally.verdict as verdict
        on verdict.scope_id = scope.scope_id
        and verdict.joint_pool_id = everything.pool_id
        and verdict.pool_id = everything.pool_id
        and len(verdict.codes) = 0
    join tally.pool_row as pool on pool.pool_id = everything.pool_id and pool.release_id = verdict.release_id
    join staging.record as record using (record_id)
    where scope.claim_id is null
    group by unit_id
),

has_rows as (
    select count(*) > 0 as has_rows from staging.record where source_kind = 'release_list'
),

counted as (
    select
        'common_scope' as definition,
        count(*) filter (is_certain) as low,
        count(*) as high
    from admitted

    union all

    select
        'common_scope_in_independent_sources' as definition,
        count(*) filter (is_certain and is_corroborated) as low,
        count(*) filter (is_corroborated) as high
    from admitted
)

select
    counted.definition,
    if(has_rows.has_rows, counted.low, null) as count,
    if(has_rows.has_rows, counted.low, null) as low,
    if(has_rows.has_rows, counted.high, null) as high,
    scope.as_of
from counted
cross join has_rows
join tally.scope as scope on scope.claim_id is null
