-- Under which measures people left; who left under several is in several rows.
select measure, count(*) as releases
from (
    select unnest(if(len(measure) = 0, ['none_stated'], measure)) as measure
    from departure
)
group by measure
order by releases desc, measure
