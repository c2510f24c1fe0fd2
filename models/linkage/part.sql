-- The parts by which rows are compared: names of rows too poor to identify anyone are left out,
-- and of an endless name all but the first eight parts. A part that a name holds twice (Pérez Pérez) is told apart by
-- its turn. Rarity is in bits: a part that one person in 1,024 bears has ten.
with

identified as (
    select name.*, record.source_id, count(*) over (partition by record.source_id) as list_rows
    from staging.name
    join staging.record using (record_id)
),

listed as (
    select
        row_no,
        source_id,
        list_rows,
        unnest(
            list_transform(given, lambda part: {'part': part, 'role': 'given'})
            || list_transform(family, lambda part: {'part': part, 'role': 'family'})
            || list_transform(initials, lambda part: {'part': part, 'role': 'initial'}),
            recursive := true),
        generate_subscripts(given || family || initials, 1) as position
    from identified
    where name_parts >= 2 or id_valid
),

distinct_part as (
    select
        part,
        ear_key(part) as ear,
        known.part is not null as known,
        coalesce(given_per_10000 + family_per_10000, 0.3) / 10000 as known_share,
        starts_with(part, 'DE') and exists (
            from staging.known_name as surname
            where surname.part = substr(heard.part, 3) and surname.family_per_10000 > 0
        ) and known.part is null as married
    from (select distinct part from listed) as heard
    left join staging.known_name as known using (part)
),

heard as (
    select *
    from listed
    join distinct_part using (part)
    where position <= 8
),

by_part as (
    select source_id, part, count(*) as part_records from heard group by all
),

by_ear as (
    select source_id, ear, count(*) as ear_records, max(known_share) as ear_share from heard group by all
),

turned as (
    select
        *,
        row_number() over (partition by row_no, ear order by position) as turn
    from heard
)

select
    row_no,
    position,
    role,
    part,
    ear,
    known,
    married,
    hash(part, turn) as part_token,
    hash(ear, turn) as ear_token,
    rarity(part_records, list_rows, known_share) as part_rarity,
    rarity(ear_records, list_rows, ear_share) as ear_rarity
from turned
join by_part using (source_id, part)
join by_ear using (source_id, ear)
