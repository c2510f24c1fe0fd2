-- From which states people left, and how many of these releases several independent sources know.
select state, count(*) as releases, count(*) filter (independent_sources > 1) as corroborated
from departure
group by state
order by releases desc, state
