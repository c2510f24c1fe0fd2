-- From which places of detention people left.
select facility, state, count(*) as releases, count(*) filter (independent_sources > 1) as corroborated
from departure
group by facility, state
order by releases desc, facility, state
