-- es: ¿Quién había salido y estaba de nuevo en custodia un día?
-- en: Who had been released and was back in custody on a day?
-- columns: day, person_id, display_name, released_from, released_to, status, status_es, status_en, possible
-- day: el día; por defecto, el de la última publicación · the day; by default that of the latest publication
-- known: lo publicado hasta este día; por defecto, todo · what was published by this day; by default all
-- Only a release that certainly began and ended by then counts; "undetermined" may be back in custody.
with

asked as (
    select
        coalesce(getvariable('day')::date, max(published_on)) as day,
        coalesce(getvariable('known')::date, max(published_on)) as known
    from meta.document
),

released as (
    select person_id, max((occurred_to, occurred_from)) as latest
    from marts.release
    cross join asked
    where occurred_to <= day
        and not list_has_any(flags, ['TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED', 'DEPENDENT'])
    group by person_id
)

select
    day,
    person_id,
    display_name,
    latest[2] as released_from,
    latest[1] as released_to,
    status,
    label_es as status_es,
    label_en as status_en,
    possible
from asked
cross join status_on((select day from asked), (select known from asked)) as found
join released using (person_id)
join marts.person as person using (person_id)
left join meta.label on scheme = 'status' and code = status
where list_contains(possible, 'in_custody')
order by status, released_to, person_id
