-- How many had left by each day, certainly and possibly, and of how many that had been published by then; every day of
-- the last year.
with

bounds as (
    select
        greatest(max(occurred_to), max(known_on)) as last_day,
        greatest(min(occurred_from), last_day - 366) as first_day
    from departure
),

calendar as (
    select unnest(generate_series(first_day, last_day, interval 1 day))::date as day
    from bounds
)

select
    day,
    count(*) filter (occurred_to <= day) as low,
    count(*) filter (occurred_from is null or occurred_from <= day) as high,
    count(*) filter (known_on <= day) as known
from calendar
cross join departure
group by day
