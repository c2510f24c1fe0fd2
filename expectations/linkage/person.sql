with

numbered as (
    select
        person.record_id,
        person.person_id,
        -- A link that the other rows of the two persons outvoted is no contradiction within a person.
        len(list_filter(
            string_split(person.conflict, '; '),
            lambda told: told <> 'not joined: other rows speak against it')) > 0 as contradicts,
        count(distinct trait.id_key) filter (trait.id_valid) over (partition by person.person_id) > 1
            and person.conflict is null as numbers_differ,
        max(trait.birth_from) filter (trait.birth_to is not null) over (partition by person.person_id)
            - min(trait.birth_to) filter (trait.birth_from is not null) over (partition by person.person_id) > 731
            and person.conflict is null as births_differ,
        count(*) filter (source_kind = 'register') over (partition by person.person_id, record.source_id) > 1
            and person.conflict is null as entries_meet
    from linkage.person as person
    left join linkage.trait as trait using (record_id)
    left join staging.record as record using (record_id)
)

select
    numbered.person_id is not null as has_person,
    coalesce(numbered.numbers_differ, false) as numbers_differ,
    coalesce(numbered.births_differ, false) as births_differ,
    coalesce(numbered.entries_meet, false) as entries_meet,
    coalesce(numbered.contradicts, false) as contradicts
from staging.record as record
left join numbered using (record_id)
