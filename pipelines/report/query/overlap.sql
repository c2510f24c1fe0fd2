-- How many persons each two sources share; of one source with itself, how many it names.
with

named as (
    select distinct source_id, person_id
    from marts.appearance
)

select one.source_id as one, other.source_id as other, count(*) as persons
from named as one
join named as other using (person_id)
group by one.source_id, other.source_id
order by one.source_id, other.source_id
