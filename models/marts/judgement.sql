-- Each judgement that holds, with the lines of the bridges that would be otherwise without it, the figures as stated.
-- One that moves no line stands once, without any.
with

held as (
    select * replace (
        least(left_record_id, right_record_id) as left_record_id, greatest(left_record_id, right_record_id) as right_record_id)
    from linkage.judgement
    where standing = 'holds'
),

moved as (
    select position, comparison_id, side, reason, sum(amount)::bigint as moved
    from (select alternative_id, unnest(without_judgements) as position from linkage.alternative)
    join tally.alternative using (alternative_id)
    where from_reading = 'stated' and to_reading = 'stated' and reason <> 'IN_BOTH'
    group by all
    having sum(amount) <> 0
),

published as (
    select
        comparison_id,
        side,
        if(reason = 'BEYOND_CLAIM', 'UNITEMISED', reason) as reason,
        reason as published_reason,
        amount
    from tally.row_line
    where from_reading = 'stated' and to_reading = 'stated'
)

select
    held.position,
    row_number() over (
        partition by held.position order by comparison_id, side, reason
    ) as effect_no,
    held.left_record_id,
    held.right_record_id,
    held.judgement,
    held.judged_by,
    held.judged_on,
    held.judged_why,
    comparison_id,
    side,
    coalesce(published.published_reason, reason) as reason,
    if(moved.moved is null, null, coalesce(published.amount, 0) + moved.moved) as amount_without,
    if(moved.moved is null, null, coalesce(published.amount, 0)) as amount
from held
left join moved on moved.position = held.position
left join published using (comparison_id, side, reason)
