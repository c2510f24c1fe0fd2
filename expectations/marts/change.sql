-- Claims that the last publication counted, with what it counted and what this one does; and each change by itself.
with

old as (
    select claim_id, count(*) as units from raw.previous_unit group by claim_id
),

new as (
    select claim_id, count(*) as units from marts.counted_unit group by claim_id
),

change as (
    select claim_id, sum(direction)::bigint as moved from marts.change group by claim_id
)

select coalesce(new.units, 0) - old.units - coalesce(change.moved, 0) as off_count, true as is_directed
from old
left join new using (claim_id)
left join change using (claim_id)
where exists (select 1 from raw.previous_run)

union all

select 0, list_contains(map {
    'added': [1], 'split': [1], 'withdrawn': [-1], 'merged': [-1], 'reclassified': [1, -1]}[kind], direction)
from marts.change
