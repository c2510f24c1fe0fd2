-- es: ¿Cuántas personas comparten cada dos fuentes?
-- en: How many persons do each two sources share?
-- columns: source_id, other_source, persons, shared, share
-- The share is that of the first source's persons; a pair stands twice, once from each side.
with

named as (
    select distinct source_id, person_id
    from marts.appearance
),

sized as (
    select source_id, count(*) as persons
    from named
    group by source_id
),

common as (
    select one.source_id, other.source_id as other_source, count(*) as shared
    from named as one
    join named as other using (person_id)
    group by all
)

select
    one.source_id,
    other.source_id as other_source,
    one.persons,
    coalesce(shared, 0) as shared,
    round(coalesce(shared, 0) / one.persons, 3) as share
from sized as one
join sized as other on other.source_id <> one.source_id
left join common on common.source_id = one.source_id and common.other_source = other.source_id
order by one.source_id, other_source
