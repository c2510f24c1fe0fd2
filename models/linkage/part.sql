-- The parts by which rows are compared: names of rows too poor to identify anyone are left out,
-- and of an endless name all but the first ten parts.
with

identified as (
    select name.*, record.source_id, count(*) over (partition by record.source_id) as list_rows
    from staging.name
    join staging.record using (record_id)
),

listed as (
    select
        record_id,
        source_id,
        list_rows,
        unnest(
            list_transform(given, lambda part: {'part': part, 'role': 'given'})
            || list_transform(family, lambda part: {'part': part, 'role': 'family'})
            || list_transform(initials, lambda part: {'part': part, 'role': 'initial'})) as named,
        generate_subscripts(given || family || initials, 1) as position
    from identified
    where name_parts >= 2 or id_valid
),

distinct_part as (
    select
        part,
        ear_key(part) as ear,
        coalesce(given_per_10000 + family_per_10000, 0.3) / 10000 as known_share,
        starts_with(part, 'DE') and exists (
            from staging.known_name as surname
            where surname.part = substr(heard.part, 3) and surname.family_per_10000 > 0
        ) and known.part is null as married
    from (select distinct named.part from listed) as heard
    left join staging.known_name as known using (part)
),

heard as (
    select
        record_id,
        position,
        source_id,
        named.role as role,
        part,
        ear,
        married,
        known_share,
        list_rows
    from (select *, named.part as part from listed where position <= 10) as listed
    join distinct_part using (part)
),

by_part as (
    select source_id, part, count(distinct record_id) as part_records from heard group by all
),

by_ear as (
    select source_id, ear, count(distinct record_id) as ear_records from heard group by all
)

select *
from heard
join by_part using (source_id, part)
join by_ear using (source_id, ear)
