-- es: ¿Qué excarcelaciones trae una lista más de una vez? Primero las oficiales.
-- en: Which releases does a list hold more than once? The official ones first.
-- columns: source_id, is_official, person_id, release_id, times, full_names, row_ids, locators, least_probability
-- Official is a list that evidences a figure of a government.
with

official as (
    select distinct unnest(evidence) as source_id
    from marts.claim
    where side = 'government'
)

select
    source_id,
    source_id in (select source_id from official) as is_official,
    person_id,
    release_id,
    count(*) as times,
    list(coalesce(full_name, nullif(concat_ws(' ', given_names, surnames), '')) order by list_order) as full_names,
    list(row_id order by list_order) as row_ids,
    list(locator order by list_order) as locators,
    round(min(link_probability), 3) as least_probability
from marts.appearance
where release_id is not null
group by source_id, person_id, release_id
having count(*) > 1
order by is_official desc, source_id, times desc, min(list_order)
