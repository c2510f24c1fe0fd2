-- Registers and status lists serve the scopes whose lists come from the same independence group.
with

lists as (
    select
        scope.scope_id,
        source.source_id,
        source.independence_group
    from tally.scope as scope
    join raw.source as source on list_contains(string_split(scope.pool_id, '|'), source.source_id)
)

select
    scope_id,
    source_id,
    'list' as source_role
from lists

union all

select distinct
    lists.scope_id,
    source.source_id,
    source.source_kind as source_role
from lists
join raw.source as source using (independence_group)
where source.source_kind in ('register', 'status_list')
