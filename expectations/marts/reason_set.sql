-- Each side of each comparison: its sets of reasons beside the units that it counts.
with

counted as (
    select comparison_id, from_reading, to_reading, side, count(*) as units
    from tally.judged
    where counted
    group by all
),

sets as (
    select comparison_id, from_reading, to_reading, side, sum(units)::bigint as units
    from marts.reason_set
    group by all
)

select coalesce(sets.units, 0) - coalesce(counted.units, 0) as off_count
from counted
full join sets using (comparison_id, from_reading, to_reading, side)
