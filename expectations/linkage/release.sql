with

owned as (
    select release.record_id, count(distinct person.person_id) over (partition by release.release_id) as persons
    from linkage.release as release
    join linkage.person as person using (record_id)
)

select owned.record_id is not null as has_release, owned.persons
from staging.record as record
left join owned using (record_id)
where record.source_kind = 'release_list' and coalesce(record.event, 'release') not in ('rearrest', 'detention')
