-- One row for each judgement: whether it parts two rows that others join, however indirectly.
with recursive

held as (
    select position, left_record_id, right_record_id, judgement
    from linkage.judgement
    where standing = 'holds'
),

tie as (
    select left_record_id as one, right_record_id as other from held where judgement = 'same'
    union
    select right_record_id, left_record_id from held where judgement = 'same'
),

reached as (
    select position, left_record_id as record_id from held where judgement = 'different'
    union
    select reached.position, tie.other
    from reached
    join tie on tie.one = reached.record_id
)

select
    held.position is not null and exists (
        select 1
        from reached
        where reached.position = held.position and reached.record_id = held.right_record_id
    ) as contradicts,
    judgement.standing = 'not_found' and judgement.judgement <> 'unsure' as finds_no_row
from linkage.judgement as judgement
left join held using (position)
