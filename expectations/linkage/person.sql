with

numbered as (
    select
        person.record_id,
        person.person_id,
        person.conflict is not null as contradicts,
        count(distinct trait.id_key) filter (trait.id_valid) over (partition by person.person_id) > 1
            and person.conflict is null as numbers_differ
    from linkage.person as person
    left join linkage.trait as trait using (record_id)
)

select
    numbered.person_id is not null as has_person,
    coalesce(numbered.numbers_differ, false) as numbers_differ,
    coalesce(numbered.contradicts, false) as contradicts
from staging.record as record
left join numbered using (record_id)
