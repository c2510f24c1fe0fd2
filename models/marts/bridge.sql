-- Lines in order, with what they add up to.
with

lines as (
    select * from tally.row_line
    union all by name
    select * from tally.claim_line
)

select
    * exclude (place),
    row_number() over bridge as line_no,
    sum(amount) over (bridge rows unbounded preceding)::bigint as running_total
from lines
window bridge as (partition by comparison_id, from_reading, to_reading order by place)
