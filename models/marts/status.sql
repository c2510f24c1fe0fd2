-- Every row that tells of a change, whichever list it stands in, and every detention that a row dates: what it says, since
-- when and until when it says so, and where it leaves the person. An order, a transfer and a measure lifted move nobody.
with

versions as (
    select
        record.record_id,
        coalesce(last.version_no, 0) + 1 as version_no,
        record.source_id,
        record.source_kind,
        coalesce(version.last_published_on, record.published_on) as published_on,
        null as told_until,
        record.event,
        record.occurred_from,
        record.occurred_to,
        record.detained_from,
        record.detained_to,
        record.measure
    from staging.record as record
    left join staging.version as version using (record_id)
    left join (select record_id, max(version_no) as version_no from staging.earlier_version group by record_id) as last
        using (record_id)

    union all by name

    from staging.earlier_version
),

told as (
    select
        versions.* replace (coalesce(versions.event, 'release') as event, coalesce(versions.measure, []) as measure),
        person.person_id,
        source_kind = 'release_list' or source_kind = 'status_list' and versions.event is not null as tells_event
    from versions
    join linkage.person as person using (record_id)
),

placed as (
    select
        *,
        case
            when event in ('rearrest', 'detention') then 'in_custody'
            when event = 'death' then 'dead'
            when event = 'house_arrest' or event = 'release' and list_contains(measure, 'house_arrest') then 'house_arrest'
            when event = 'release' then 'released'
        end as status
    from told
    where tells_event
)

select
    person_id,
    record_id,
    'occurred_on' as field,
    version_no,
    source_id,
    published_on,
    told_until,
    event,
    occurred_from,
    occurred_to,
    status,
    case
        when status <> 'released' then null
        when len(list_filter(measure, lambda code: code not in ('full_freedom', 'none_stated'))) > 0 then 'conditional'
        when list_contains(measure, 'full_freedom') then 'full_freedom'
        else 'not_stated'
    end as condition
from placed

union all

select
    person_id,
    record_id,
    'detained_on' as field,
    version_no,
    source_id,
    published_on,
    told_until,
    'detention' as event,
    detained_from,
    detained_to,
    'in_custody' as status,
    null as condition
from told
where detained_from is not null
