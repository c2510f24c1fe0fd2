-- A blank window end is the cut-off, and nothing after the cut-off counts.
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
        'common_scope' as scope_id,
        null as claim_id,
        null as reading,
        window_start,
        window_end,
        window_end as as_of,
        unit,
        basis,
        excludes,
        (select source_ids from release_lists) as evidence
    from raw.common_scope
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
