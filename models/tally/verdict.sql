-- The codes by which a scope shuts out a release: those that its claim excludes, its window and its net basis.
with

asked as (
    select scope_id, joint_pool_id, pool_id from tally.pair
    union
    select scope_id, joint_pool_id, other_pool_id from tally.pair
    union
    select
        scope.scope_id,
        everything.pool_id as joint_pool_id,
        unnest([scope.pool_id, scope.rest_pool_id]) as pool_id
    from tally.scope as scope
    cross join (
        select coalesce(string_agg(source_id, '|' order by source_id), '') as pool_id
        from raw.source where source_kind = 'release_list'
    ) as everything
)

select
    asked.scope_id,
    asked.joint_pool_id,
    asked.pool_id,
    fact.release_id,
    fact.person_id,
    fact.occurred_from,
    fact.row_order,
    window_state(fact.occurred_from, fact.occurred_to, scope.window_start, scope.window_end) as window_state,
    present(list_concat(
        list_filter(fact.codes, lambda code: list_contains(scope.excludes, code)),
        [
            if(
                window_state(fact.occurred_from, fact.occurred_to, scope.window_start, scope.window_end) = 'out',
                'OUT_OF_WINDOW', null),
            if(rearrested.release_id is not null, 'REARRESTED', null)
        ]
    )) as codes
from asked
join tally.scope as scope using (scope_id)
join tally.fact as fact on fact.pool_id = asked.pool_id
left join tally.rearrested as rearrested
    on rearrested.scope_id = asked.scope_id
    and rearrested.joint_pool_id = asked.joint_pool_id
    and rearrested.release_id = fact.release_id
