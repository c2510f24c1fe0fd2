-- What two rows may share for us to compare them: an identity number, or one that lacks one digit; a rare part of the
-- name by ear; any two parts by ear. Where more than thirty rows share two parts, they must share a third thing: a part,
-- a day, a year of birth. Rows of one whole name, however many, are put in order and each is compared with the next
-- five, so that a value shared by everyone costs linear time.
with

sounding as (
    select row_no, position, ear_token as token
    from linkage.part
    where role <> 'initial'
    union
    select row_no, position, hash(spelling.ear, 1)
    from linkage.part
    join linkage.spelling using (part)
    where role <> 'initial' and spelling.ear <> part.ear
),

two_parts as (
    select
        one.row_no,
        one.position as one_position,
        other.position as other_position,
        xor(one.token, other.token) as block,
        count(*) over (partition by xor(one.token, other.token)) as rows
    from sounding as one
    join sounding as other on one.row_no = other.row_no and one.position < other.position
),

third as (
    select row_no, position, token from sounding
    union all
    select row_no, 0, hash('released', occurred_from) from linkage.trait where occurred_from = occurred_to
    union all
    select row_no, 0, hash('detained', detained_from) from linkage.trait where detained_from = detained_to
    union all
    select row_no, 0, hash('born', year(birth_to)) from linkage.trait where birth_to is not null
),

numbered as (
    select row_no, id_key from linkage.trait where id_valid
),

key as (
    select hash('id', id_key) as block, row_no from numbered

    union all

    select distinct hash('id', length(id_key), left(id_key, cut - 1) || substr(id_key, cut + 1)), row_no
    from numbered
    cross join range(2, 12) as cuts (cut)
    where cut <= length(id_key) and length(id_key) > 6

    union all

    select token, row_no
    from sounding
    qualify count(*) over (partition by token) <= 12

    union all

    select block, row_no from two_parts where rows <= 30

    union all

    select distinct xor(block, third.token), two_parts.row_no
    from two_parts
    join third on third.row_no = two_parts.row_no and third.position not in (one_position, other_position)
    where rows > 30
    qualify count(*) over (partition by xor(block, third.token)) <= 30

    union all

    select hash('whole', list_sort(ear_tokens)), row_no from linkage.trait where len(ear_tokens) > 1
),

shared as (
    select block, row_no, count(*) over (partition by block) as block_rows
    from key
    qualify block_rows > 1
)

select block, row_no, 0 as block_place, block_rows from shared where block_rows <= 40

union all

select
    block,
    row_no,
    row_number() over (
        partition by block
        order by id_key, birth_from, detained_from, occurred_from, facility, row_no
    ) as block_place,
    block_rows
from shared
join linkage.trait using (row_no)
where block_rows > 40
