-- What each source is, and how many rows and persons it names.
select source_id, any_value(source_kind) as source_kind, count(*) as records, count(distinct person_id) as persons
from marts.appearance
group by source_id
order by source_id
