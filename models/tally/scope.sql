-- A blank window end is the cut-off, and nothing after the cut-off counts. The common scope stands here as declared and
-- net of re-arrests.
with

release_lists as (
    select coalesce(list(source_id order by source_id), []) as source_ids
    from raw.source
    where source_kind = 'release_list'
),

asked as (
    select
        claim_id || '/' || reading as scope_id,
        claim_id,
        reading,
        window_start,
        window_end,
        as_of,
        unit,
        basis,
        excludes,
        list_sort(list_distinct(evidence)) as evidence
    from staging.claim

    union all

    select
        scope_id,
        null as claim_id,
        null as reading,
        window_start,
        window_end,
        window_end as as_of,
        unit,
        coalesce(scope_basis, basis) as basis,
        excludes,
        (select source_ids from release_lists) as evidence
    from raw.common_scope
    cross join (values ('common_scope', null), ('common_scope_net', 'net_of_rearrest')) as common (scope_id, scope_basis)
)

select
    asked.* exclude (window_end),
    counted_until(window_end, as_of) as window_end,
    array_to_string(
        list_filter(source_ids, lambda source: list_contains(evidence, source)), '|') as pool_id,
    array_to_string(
        list_filter(source_ids, lambda source: not list_contains(evidence, source)), '|') as rest_pool_id
from asked
cross join release_lists
