-- One row for each published row, then one for each judged pair.
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
    coalesce(numbered.contradicts, false) as contradicts,
    false as judged_row_gone
from staging.record as record
left join numbered using (record_id)

union all

select
    true,
    false,
    false,
    judgement.left_record_id not in (select record_id from staging.record)
        or judgement.right_record_id not in (select record_id from staging.record)
from raw.judgement as judgement
