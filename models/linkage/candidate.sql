-- Every pair of rows that some block brings together.
select distinct
    least(one.record_id, other.record_id) as left_record_id,
    greatest(one.record_id, other.record_id) as right_record_id
from linkage.block as one
join linkage.block as other
    on one.block = other.block and other.place between one.place + 1 and one.place + one.reach
