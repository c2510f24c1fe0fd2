select
    if(in_both,
        counted and primary_reason = 'IN_BOTH' and len(all_reasons) = 0,
        coalesce(primary_reason = all_reasons[1], false)) as is_explained,
    sum(case when not in_both then 0 when side = 'from' then 1 else -1 end)
        over (partition by comparison_id, from_reading, to_reading)::bigint as more_in_both
from tally.judged
