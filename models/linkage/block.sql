-- What two rows may share for us to compare them: an identity number, or one that lacks one digit; a rare part of the
-- name by ear; any two parts by ear. Where more than twelve rows share two parts, they must share a third thing: a part,
-- a day, a year of birth. Rows of one whole name, however many, are put in order and each is compared with the next
-- five, so that a value shared by everyone costs linear time.
with

sounding as (
    select distinct row_no, position, hash(spelling.ear) as sound
    from linkage.part
    join linkage.spelling using (part)
    where role <> 'initial'
),

two_parts as (
    select
        one.row_no,
        xor(one.sound, other.sound) as block,
        min(one.position) as one_position,
        min(other.position) as other_position
    from sounding as one
    join sounding as other on one.row_no = other.row_no and one.position < other.position and one.sound <> other.sound
    group by all
),

two_parts_size as (
    select block, count(*) as rows from two_parts group by block having rows > 1
),

third as (
    select row_no, position, sound from sounding
    union all
    select row_no, 0, hash('released', occurred_from) from linkage.trait where occurred_from = occurred_to
    union all
    select row_no, 0, hash('detained', detained_from) from linkage.trait where detained_from = detained_to
    union all
    select row_no, 0, hash('born', year(birth_to)) from linkage.trait where birth_to is not null
),

three_parts as (
    select distinct two_parts.row_no, xor(block, third.sound) as block
    from two_parts
    join two_parts_size using (block)
    join third on third.row_no = two_parts.row_no and third.position not in (one_position, other_position)
    where rows > 12
),

numbered as (
    select row_no, id_key from linkage.trait where id_valid
),

key as (
    select hash('id', id_key) as block, row_no, 40 as most from numbered

    union all

    select distinct hash('id', length(id_key), left(id_key, cut - 1) || substr(id_key, cut + 1)), row_no, 40
    from numbered
    cross join range(2, 12) as cuts (cut)
    where cut <= length(id_key) and length(id_key) > 6

    union all

    select distinct sound, row_no, 12 from sounding

    union all

    select block, row_no, 12 from two_parts join two_parts_size using (block) where rows <= 12

    union all

    select block, row_no, 12 from three_parts

    union all

    select hash('whole', list_sort(tokens)), row_no, null from linkage.trait where len(tokens) > 1
),

size as (
    select block, count(*) as block_rows
    from key
    group by block
    having block_rows between 2 and coalesce(max(most), block_rows)
)

select block, row_no, 0 as block_place, block_rows
from key
join size using (block)
where block_rows <= 40

union all

select
    block,
    row_no,
    row_number() over (
        partition by block
        order by id_key, birth_from, detained_from, occurred_from, facility, row_no
    ) as block_place,
    block_rows
from key
join size using (block)
join linkage.trait using (row_no)
where block_rows > 40
