-- The parts by which rows are compared: names of rows too poor to identify anyone are left out,
-- and of an endless name all but the first eight parts. A part that a name holds twice (Pérez Pérez) is told apart by
-- its turn. Rarity is in bits: a part that one person in 1,024 bears has ten.
with

identified as (
    select
        row_no,
        source_id,
        list_rows,
        name_parts >= 2 or id_valid as identifies,
        (given || family || initials)[:8] as parts,
        len(given) as given_parts,
        len(given) + len(family) as word_parts
    from staging.name
    join staging.record using (record_id)
    join (select source_id, count(*) as list_rows from staging.record group by source_id) using (source_id)
),

placed as (
    select *, unnest(parts) as part, generate_subscripts(parts, 1) as position
    from identified
    where identifies
),

listed as (
    select
        row_no,
        source_id,
        list_rows,
        part,
        position,
        case when position <= given_parts then 'given' when position <= word_parts then 'family' else 'initial' end as role,
        len(list_filter(parts[:position], lambda other: other = part)) as turn
    from placed
),

distinct_part as (
    select
        part,
        ear_key(part) as ear,
        coalesce(given_per_10000 + family_per_10000 >= 3, false) as known,
        coalesce(given_per_10000 + family_per_10000, 0.3) / 10000 as known_share,
        starts_with(part, 'DE') and exists (
            from staging.known_name as surname
            where surname.part = substr(heard.part, 3) and surname.family_per_10000 > 0
        ) and known.part is null as married
    from (select distinct part from listed) as heard
    left join staging.known_name as known using (part)
),

counted as (
    select source_id, part, any_value(list_rows) as list_rows, count(*) as part_rows from listed group by all
),

rare as (
    select
        counted.source_id,
        distinct_part.*,
        rarity(part_rows, list_rows, known_share) as rarity,
        rarity(
            sum(part_rows) over (partition by source_id, ear),
            list_rows,
            max(known_share) over (partition by source_id, ear)
        ) as ear_rarity
    from counted
    join distinct_part using (part)
)

select
    row_no,
    position,
    role,
    part,
    ear,
    known,
    married,
    hash(part, turn) as token,
    if(role = 'initial', 3.3, rarity) as rarity,
    ear_rarity
from listed
join rare using (source_id, part)
