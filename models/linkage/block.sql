-- What two rows may share for us to compare them: an identity number, or one that lacks one digit; a rare part of the name
-- by ear; any two parts by ear. A misspelt part also stands where the commoner spelling would.
-- A block of up to 40 rows is compared whole. In a larger one, rows are put in order of name, dates and place and
-- each is compared with the next five, so that a value shared by everyone costs linear time.
with

heard as (
    select part, any_value(ear) as ear, count(*) as rows
    from linkage.part
    where role <> 'initial'
    group by part
),

spelling as (
    select part, ear from heard
    union
    select rarer.part, commoner.ear
    from heard as rarer
    join linkage.alike on alike.part = rarer.part and level in ('slip', 'nickname', 'particle', 'cut')
    join heard as commoner on commoner.part = alike.other_part
    where (commoner.rows, commoner.part) > (rarer.rows, rarer.part)
),

sounding as (
    select distinct record_id, position, spelling.ear
    from linkage.part
    join spelling using (part)
    where role <> 'initial'
),

numbered as (
    select record_id, id_key from staging.name where id_valid
),

key as (
    select 'id ' || id_key as block, record_id from numbered

    union all

    select distinct 'id ' || left(id_key, cut - 1) || substr(id_key, cut + 1) || ' of ' || length(id_key), record_id
    from numbered
    cross join range(2, 12) as cuts (cut)
    where cut <= length(id_key) and length(id_key) > 6

    union all

    select distinct 'part ' || ear, record_id
    from sounding
    qualify count(*) over (partition by ear) <= 12

    union all

    select distinct 'parts ' || least(one.ear, other.ear) || ' ' || greatest(one.ear, other.ear), one.record_id
    from sounding as one
    join sounding as other on one.record_id = other.record_id and one.position < other.position
),

shared as (
    select block, record_id, count(*) over (partition by block) as block_rows
    from key
    qualify block_rows > 1
)

select
    block,
    record_id,
    row_number() over (
        partition by block
        order by name_key, id_key, birth_from, detained_from, occurred_from, facility, record_id
    ) as block_place,
    block_rows,
    if(block_rows <= 40, block_rows, 5) as reach
from shared
join staging.name using (record_id)
join staging.record using (record_id)
