-- Every row that tells of a change, whichever list it stands in.
select
    person.person_id,
    coalesce(record.event, 'release') as event,
    record.occurred_from,
    record.occurred_to,
    record.record_id
from staging.record as record
join linkage.person as person using (record_id)
where record.source_kind = 'release_list'
    or (record.source_kind = 'status_list' and record.event is not null)
