-- es: De quienes cuenta la definición común, ¿cuántos estaban dónde un día?
-- en: Of those whom the common definition counts, how many were where on a day?
-- columns: day, status, status_es, status_en, persons, full_freedom, conditional
-- day: el día; por defecto, el de la última publicación · the day; by default that of the latest publication
-- known: lo publicado hasta este día; por defecto, todo · what was published by this day; by default all
with

asked as (
    select
        coalesce(getvariable('day')::date, max(published_on)) as day,
        coalesce(getvariable('known')::date, max(published_on)) as known
    from meta.document
)

select day, status, label_es as status_es, label_en as status_en, persons, full_freedom, conditional
from asked
cross join standing_on('common_scope', (select day from asked), (select known from asked)) as found
left join meta.label on scheme = 'status' and code = status
order by persons desc, status
