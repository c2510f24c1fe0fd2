-- What two rows may share for us to compare them: an identity number, or one that lacks one digit; a rare part of the
-- name by ear; any two parts by ear. Where many rows of a list share two parts (more than twelve of a list of a thousand,
-- six of a large one), they must share a third thing: a part, a day, a year of birth. Rows of one whole name, however many,
-- are put in order and each is compared with the next five, so that a value shared by everyone costs linear time. Lists
-- are counted each by itself: another list changes nothing for these.
with

sounding as (
    select distinct row_no, list_no, greatest(6, 12000 // list_rows) as most, position, hash(spelling.ear) as sound
    from linkage.part
    join linkage.spelling using (part)
    join linkage.trait using (row_no)
    where role <> 'initial'
),

two_parts as (
    select distinct
        one.row_no,
        one.list_no,
        one.most,
        other.sound as greater_sound,
        xor(one.sound, other.sound) as block
    from sounding as one
    join sounding as other
        on one.row_no = other.row_no and one.position <> other.position and one.sound < other.sound
),

common as (
    select distinct block
    from (select block, list_no from two_parts group by block, list_no having count(*) > any_value(most))
),

-- Of three parts the first two are enough where they are not common; so the third is looked for beyond them alone.
third as (
    select row_no, position, sound from sounding
    union all
    select row_no, 0, hash('released', occurred_from) from linkage.trait where occurred_from = occurred_to
    union all
    select row_no, 0, hash('detained', detained_from) from linkage.trait where detained_from = detained_to
    union all
    select row_no, 0, hash('born', year(birth_to)) from linkage.trait where birth_to is not null
),

numbered as (
    select row_no, list_no, id_key from linkage.trait where id_valid
),

key as (
    select hash('id', id_key) as block, row_no, list_no, 40 as most from numbered

    union all

    select distinct hash('id', length(id_key), left(id_key, cut - 1) || substr(id_key, cut + 1)), row_no, list_no, 40
    from numbered
    cross join range(2, 12) as cuts (cut)
    where cut <= length(id_key) and length(id_key) > 6

    union all

    select distinct sound, row_no, list_no, most from sounding

    union all

    select block, row_no, list_no, most from two_parts

    union all

    select distinct xor(block, third.sound), two_parts.row_no, list_no, most
    from two_parts
    semi join common using (block)
    join third on third.row_no = two_parts.row_no and (third.sound > greater_sound or third.position = 0)
),

size as (
    select block, list_no, count(*) as rows
    from key
    group by block, list_no
    having rows <= max(most)
),

shared as (
    select block
    from size
    group by block
    having sum(rows) > 1
),

whole as (
    select
        row_no,
        hash('whole', list_sort(tokens)) as block,
        row_number() over (
            partition by tokens order by id_key, birth_from, detained_from, occurred_from, facility, row_no
        ) as block_place
    from linkage.trait
    where len(tokens) > 1
)

select block, row_no, 0 as block_place
from key
semi join shared using (block)
semi join size using (block, list_no)

union all

select block, row_no, block_place
from whole
qualify count(*) over (partition by block) > 1
