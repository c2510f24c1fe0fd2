-- Every row that tells of a change, whichever list it stands in, and every detention that a row dates: what it says,
-- since when it is published, and where it leaves the person. An order, a transfer and a measure lifted move nobody.
with

told as (
    select
        person.person_id,
        record.record_id,
        record.source_id,
        coalesce(version.last_published_on, record.published_on) as published_on,
        coalesce(record.event, 'release') as event,
        record.occurred_from,
        record.occurred_to,
        record.detained_from,
        record.detained_to,
        coalesce(record.measure, []) as measure,
        record.source_kind = 'release_list' or record.source_kind = 'status_list' and record.event is not null as tells_event
    from staging.record as record
    join linkage.person as person using (record_id)
    left join staging.version as version using (record_id)
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
    source_id,
    published_on,
    event,
    occurred_from,
    occurred_to,
    status,
    case
        when status <> 'released' then null
        when len(list_filter(measure, lambda code: code not in ('full_freedom', 'none_stated'))) > 0 then 'conditional'
        when list_contains(measure, 'full_freedom') then 'full_freedom'
        when status = 'released' then 'not_stated'
    end as condition
from placed

union all

select
    person_id,
    record_id,
    'detained_on' as field,
    source_id,
    published_on,
    'detention' as event,
    detained_from,
    detained_to,
    'in_custody' as status,
    null as condition
from told
where detained_from is not null
