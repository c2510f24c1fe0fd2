-- Persons of the last publication and of this one, by the rows that both hold. A person that holds rows of several old
-- ones is merged, one whose rows went to several is split, and may be merged as well; one that is neither and bears
-- another identifier is renamed. A row that came or went tells nothing of persons.
-- Persons who were named after a row withdrawn for safety are left out.
with

shared as (
    select
        before.person_id as old_person_id,
        now.person_id as new_person_id,
        count(*) as records,
        list(record_id order by record_id) as record_ids
    from raw.previous_record as before
    join linkage.person as now using (record_id)
    where before.person_id not in (select person_id_of(record_id) from staging.withdrawn)
    group by before.person_id, now.person_id
),

counted as (
    select
        *,
        count(*) over (partition by old_person_id) as becomes,
        count(*) over (partition by new_person_id) as comes_of
    from shared
)

select
    unnest(list_filter([
        if(comes_of > 1, 'merged', null),
        if(becomes > 1, 'split', null),
        if(comes_of = 1 and becomes = 1 and old_person_id <> new_person_id, 'renamed', null)
    ], lambda kind: kind is not null)) as kind,
    old_person_id,
    new_person_id,
    records,
    record_ids
from counted
