-- What each source is and how much of it was read.
select source_id, source_kind, count(*) as records, count(distinct person_id) as persons
from marts.appearance
group by source_id, source_kind
order by source_kind, source_id
