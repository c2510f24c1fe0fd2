-- Every row of every list, register and status list, with the person and the release to which it belongs.
select
    record.* exclude (independence_group, name_order, first_seen_at, first_published_on),
    person.person_id,
    person.link_probability,
    release.release_id
from staging.record as record
join linkage.person as person using (record_id)
left join linkage.release as release using (record_id)
