-- The day for which the publication counts.
select coalesce(as_of_day, started_at::date) as counted_on
from meta.run
order by started_at desc, run_id
limit 1
