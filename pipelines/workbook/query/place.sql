-- From which states and places of detention people left, and how many of these releases several independent sources know.
select
    state,
    if(grouping(facility) = 1, null, facility) as facility,
    grouping(facility) = 1 as is_state,
    count(*) as releases,
    count(*) filter (independent_sources > 1) as corroborated
from departure
group by grouping sets ((state), (state, facility))
order by is_state desc, releases desc, state, facility
