-- What a reader refused, and what only its declaration shows to be unreadable: a value of no list,
-- a date that is none, a blank where the YAML wants a value. These stop their list. Several values of one cell are
-- told together; what a reader refused is a whole row, and has the empty heading.
with

judged as (
    select
        version.source_id,
        version.document_sha256,
        version.locator,
        coalesce(declared.heading, value.field) as heading,
        value.field,
        value.published_value,
        version.cells,
        version.date_order,
        case
            when not value.understood then 'unknown value'
            when declared.required and value.value_code is null then 'blank'
            when day.published_value is not null and day.first_day is null then 'unreadable date'
            when value.field = 'age'
                and value.value_code is not null
                and not regexp_full_match(lower(value.value_code), '\d{1,3}( ?a[nñ]os?)?')
                then 'unreadable age'
            when value.field = 'nationality'
                and value.value_code is not null
                and not regexp_full_match(value.value_code, '[A-Z]{2}')
                then 'unknown value'
        end as fault
    from staging.value as value
    join staging.version as version using (record_id)
    join raw.source_field as declared
        on declared.source_id = version.source_id and declared.field = value.field
    left join staging.day as day
        on value.field in ('occurred_on', 'detained_on', 'birth_date')
        and day.date_order = version.date_order
        and day.published_value = value.value_code
)

select
    rejected.source_id,
    document_sha256,
    locator,
    coalesce(rejected.heading, '') as heading,
    value_text,
    reason_text,
    remedy,
    stops,
    -- Of a row withdrawn for safety nothing is told, also where it was refused.
    if(withdrawn.row_id is null, cells, null) as cells
from raw.rejected as rejected
left join raw.source_field as field on field.source_id = rejected.source_id and field.field = 'row_id'
left join (select distinct source_id, row_id from raw.withdrawal) as withdrawn
    on withdrawn.source_id = rejected.source_id and withdrawn.row_id = squeezed(rejected.cells[field.heading])

union all

select
    source_id,
    document_sha256,
    locator,
    heading,
    string_agg(distinct published_value, '; ' order by published_value) as value_text,
    fault as reason_text,
    case fault
        when 'unknown value' then format('list it under values: {}: in the YAML of {}', field, source_id)
        when 'blank' then format('fill it in, or take {} out of required: in the YAML of {}', field, source_id)
        when 'unreadable date' then format('correct it, or mend dates: {} in the YAML of {}', date_order, source_id)
        when 'unreadable age' then format('write whole years, or ignore the heading in the YAML of {}', source_id)
    end as remedy,
    true as stops,
    any_value(cells) as cells
from judged
where fault is not null
group by source_id, document_sha256, locator, heading, field, fault, date_order

union all

select
    *,
    true as stops,
    null as cells
from staging.claim_fault
