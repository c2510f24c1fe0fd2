-- A day, a month or an interval; without days where it cannot be read or ends before it begins.
with

published as (
    select distinct
        version.date_order,
        value.value_code as published_value
    from staging.value as value
    join staging.version as version using (record_id)
    where value.field in ('occurred_on', 'detained_on', 'birth_date')
        and value.value_code is not null
),

split as (
    select *, interval_ends(published_value) as ends from published
),

read as (
    select
        date_order,
        published_value,
        first_day(ends[1], date_order) as first_day,
        end_day(ends[2], date_order) as last_day
    from split
)

select
    date_order,
    published_value,
    if(first_day <= last_day, first_day, null) as first_day,
    if(first_day <= last_day, last_day, null) as last_day
from read
