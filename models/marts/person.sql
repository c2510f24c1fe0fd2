-- A person's fullest published name and number, and who names them.
select
    person.person_id,
    arg_max(
        coalesce(record.full_name, concat_ws(' ', record.given_names, record.surnames)),
        (name.name_parts, length(record.full_name), record.record_id)) as display_name,
    arg_max(name.id_key, (name.id_valid, record.record_id)) filter (name.id_key is not null) as national_id,
    list(distinct record.source_id order by record.source_id) as sources,
    count(distinct record.independence_group) as independent_sources,
    count(*) as records,
    count(distinct release.release_id) as releases,
    any_value(person.conflict) as conflict
from linkage.person as person
join staging.record as record using (record_id)
join staging.name as name using (record_id)
left join linkage.release as release using (record_id)
group by person.person_id
