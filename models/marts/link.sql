-- Every pair of rows that was scored, linked or not; and of each doubtful one, by how much the lines of the bridges
-- would differ if somebody judged it the same instead of different.
with

judged as (
    select unnest(if_same, recursive := true), alternative_id, 1 as sign from linkage.alternative
    union all
    select unnest(if_different, recursive := true), alternative_id, -1 as sign from linkage.alternative
),

differing as (
    select left_record_id, right_record_id, abs(sum(sign * amount))::bigint as differing
    from judged
    join tally.alternative using (alternative_id)
    where from_reading = 'stated' and to_reading = 'stated' and reason <> 'IN_BOTH'
    group by left_record_id, right_record_id, comparison_id, side, reason
),

consequence as (
    select left_record_id, right_record_id, sum(differing)::bigint as consequence
    from differing
    group by left_record_id, right_record_id
)

select
    pair.* exclude (rule_decision),
    if(decision = 'review', coalesce(consequence.consequence, 0), null) as consequence
from linkage.pair as pair
left join consequence using (left_record_id, right_record_id)
