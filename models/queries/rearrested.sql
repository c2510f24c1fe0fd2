-- es: ¿Quién volvió a ser detenido después de salir, y a los cuántos días?
-- en: Who was arrested again after release, and after how many days?
-- columns: person_id, display_name, released_from, released_to, rearrested_from, rearrested_to, days_free_low, days_free_high, sources
-- Beside each re-arrest stands the latest release that begins on or before its last day. Lists that give it on the same days tell of one.
with

rearrest as (
    select person_id, occurred_from, occurred_to, list_sort(list(distinct source_id)) as sources
    from marts.status
    where event = 'rearrest' and told_until is null
    group by person_id, occurred_from, occurred_to
),

departure as (
    select person_id, release_id, occurred_from, occurred_to
    from marts.release
    where not list_has_any(flags, ['TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED', 'DEPENDENT'])
)

select
    person_id,
    display_name,
    departure.occurred_from as released_from,
    departure.occurred_to as released_to,
    rearrest.occurred_from as rearrested_from,
    rearrest.occurred_to as rearrested_to,
    greatest(rearrest.occurred_from - departure.occurred_to, 0) as days_free_low,
    rearrest.occurred_to - departure.occurred_from as days_free_high,
    rearrest.sources
from rearrest
join departure using (person_id)
join marts.person as person using (person_id)
where coalesce(departure.occurred_from <= rearrest.occurred_to, true)
qualify row_number() over (
    partition by person_id, rearrest.occurred_from, rearrest.occurred_to
    order by departure.occurred_from desc nulls last, departure.occurred_to desc nulls last, departure.release_id) = 1
order by rearrested_from nulls last, person_id
