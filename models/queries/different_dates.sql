-- es: ¿A quién dan dos listas fechas distintas de salida?
-- en: To whom do two lists give different dates of release?
-- columns: person_id, display_name, earlier_source, earlier_from, earlier_to, later_source, later_from, later_to, days_apart,
--   is_one_release, earlier_record_id, later_record_id
-- A date that the other list gives too, on another row, is no difference: the person may have left twice.
with

dated as (
    select person_id, release_id, record_id, source_id, occurred_from, occurred_to
    from marts.appearance
    where release_id is not null and date_basis = 'stated' and event in ('release', 'house_arrest')
)

select
    person_id,
    display_name,
    earlier.source_id as earlier_source,
    earlier.occurred_from as earlier_from,
    earlier.occurred_to as earlier_to,
    later.source_id as later_source,
    later.occurred_from as later_from,
    later.occurred_to as later_to,
    later.occurred_from - earlier.occurred_to as days_apart,
    earlier.release_id = later.release_id as is_one_release,
    earlier.record_id as earlier_record_id,
    later.record_id as later_record_id
from dated as earlier
join dated as later using (person_id)
join marts.person as person using (person_id)
where earlier.source_id <> later.source_id and earlier.occurred_to < later.occurred_from
    and not exists (
        select 1
        from dated as agreeing
        where agreeing.person_id = earlier.person_id and agreeing.source_id = later.source_id
            and agreeing.occurred_from <= earlier.occurred_to and agreeing.occurred_to >= earlier.occurred_from
    )
    and not exists (
        select 1
        from dated as agreeing
        where agreeing.person_id = later.person_id and agreeing.source_id = earlier.source_id
            and agreeing.occurred_from <= later.occurred_to and agreeing.occurred_to >= later.occurred_from
    )
order by days_apart desc, person_id, earlier_record_id, later_record_id
