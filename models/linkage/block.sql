-- What two rows may share for us to compare them: an identity number, or one that lacks one digit; a rare part of the
-- name by ear; any two parts by ear. Where many rows of a list share two parts (more than twelve of a list of a thousand,
-- six of a large one), they must share a third thing: a part, a day, a year of birth. Rows of one whole name, however many,
-- are put in order and each is compared with the next five, so that a value shared by everyone costs linear time. Lists
-- are counted each by itself: another list changes nothing for these.
-- In a list of more than twenty thousand rows chance brings together more rows than persons do. There one part, a number
-- that lacks a digit, a year of birth, a day of detention and all but the likeliest other spelling bring none together, and of
-- the rest more is asked (`asks`): see linkage.candidate.
with

list as (
    select list_no, greatest(6, 12000 // any_value(list_rows)) as most, any_value(list_rows) > 20000 as is_long
    from linkage.trait
    group by list_no
),

heard as (
    select part, hash(ear) as sound, choice from linkage.spelling
),

sounding as (
    select row_no, list_no, sound, bit_or(1::usmallint << position::usmallint) as positions
    from linkage.part
    join heard using (part)
    join linkage.trait using (row_no)
    join list using (list_no)
    where role <> 'initial' and choice <= if(is_long, 1, 3)
    group by row_no, list_no, sound
),

two_parts as (
    select one.row_no, one.list_no, other.sound as greater_sound, xor(one.sound, other.sound) as block
    from sounding as one
    join sounding as other
        on one.row_no = other.row_no and one.sound < other.sound and bit_count(one.positions | other.positions) > 1
),

-- Most parts are shared by no other row: these go first.
two_parts_shared as (
    select two_parts.*, rows
    from two_parts
    join (select block, count(*) as rows from two_parts group by block having rows > 1) using (block)
),

two_parts_size as (
    select block, list_no, count(*) as list_block_rows
    from two_parts_shared
    where rows > 2
    group by block, list_no
),

common as materialized (
    select row_no, list_no, block, greater_sound
    from two_parts_shared
    where block in (select block from two_parts_size join list using (list_no) where list_block_rows > most)
),

-- Of three parts the first two are enough where they are not common; so the third is looked for beyond them alone.
third as (
    select row_no, positions, sound, false as is_day from sounding
    union all
    select row_no, 0, hash('released', occurred_from), true from linkage.trait where occurred_from = occurred_to
    union all
    select row_no, 0, hash('detained', detained_from), true
    from linkage.trait
    join list using (list_no)
    where detained_from = detained_to and not is_long
    union all
    select row_no, 0, hash('born', year(birth_to)), true
    from linkage.trait
    join list using (list_no)
    where birth_to is not null and not is_long
),

numbered as (
    select row_no, list_no, id_key, is_long from linkage.trait join list using (list_no) where id_valid
),

-- `beyond` is what a block asks for beside itself in a long list.
other_key as (
    select hash('id', id_key) as block, row_no, list_no, 40 as own_most, null as beyond from numbered

    union all

    select distinct hash('id', length(id_key), left(id_key, cut - 1) || substr(id_key, cut + 1)), row_no, list_no, 40, null
    from numbered
    cross join range(2, 12) as cuts (cut)
    where cut <= length(id_key) and length(id_key) > 6 and not is_long

    union all

    select sound, row_no, list_no, null, null
    from sounding
    join list using (list_no)
    where not is_long

    union all

    select xor(block, third.sound), common.row_no, list_no, null, is_day::utinyint
    from common
    join third on third.row_no = common.row_no and (third.sound > greater_sound or positions = 0)
),

other_key_shared as (
    select other_key.*, rows
    from other_key
    join (select block, count(*) as rows from other_key group by block having rows > 1) using (block)
),

other_key_size as (
    select block, list_no, count(*) as list_block_rows
    from other_key_shared
    where rows > 2
    group by block, list_no
),

sized as (
    select block, row_no, list_no, null as own_most, 0 as beyond, coalesce(list_block_rows, 2) as list_block_rows
    from two_parts_shared
    left join two_parts_size using (block, list_no)

    union all

    select block, row_no, list_no, own_most, beyond, coalesce(list_block_rows, 2)
    from other_key_shared
    left join other_key_size using (block, list_no)
),

named as (
    select row_no, hash('whole', list_sort(tokens)) as block
    from linkage.trait
    where len(tokens) > 1
),

whole as (
    select
        row_no,
        block,
        row_number() over (
            partition by tokens order by id_key, birth_from, detained_from, occurred_from, facility, row_no
        ) as block_place
    from named
    join linkage.trait using (row_no)
    where block in (select block from named group by block having count(*) > 1)
)

select block, row_no, 0 as block_place, if(is_long, beyond + (list_block_rows > 2)::utinyint, null) as asks
from sized
join list using (list_no)
where list_block_rows <= coalesce(own_most, most)

union all

select block, row_no, block_place, null
from whole
