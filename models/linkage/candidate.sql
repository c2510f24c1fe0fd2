-- Every pair of rows that some block brings together, and every pair that a person has judged.
select
    least(one.record_id, other.record_id) as left_record_id,
    greatest(one.record_id, other.record_id) as right_record_id
from linkage.block as one
join linkage.block as other
    on one.block = other.block and other.block_place between one.block_place + 1 and one.block_place + one.reach

union

select
    least(left_record_id, right_record_id),
    greatest(left_record_id, right_record_id)
from linkage.judgement
where standing = 'holds'
