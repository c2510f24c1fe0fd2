-- Every pair of rows that some block brings together, and every pair that a person has judged; with the parts of each name
-- that are no part of the other.
-- A block of a long list may ask for more: for as many signs (the same day, state or place) as it says, and one more for each
-- part in which both names certainly differ. What shares two parts alone is hardly ever one person there.
with

judged as (
    select
        least(one.row_no, other.row_no) as left_no,
        greatest(one.row_no, other.row_no) as right_no,
        judgement
    from linkage.judgement
    join linkage.trait as one on one.record_id = left_record_id
    join linkage.trait as other on other.record_id = right_record_id
    where standing = 'holds'
),

-- As small numbers, for millions are compared. Where a row does not say its day, state or place stands its own number,
-- which no other row has.
clue as materialized (
    select
        block,
        row_no,
        coalesce(asks::tinyint, -100) as asks,
        sounds,
        (len(tokens) - len(initial_tokens))::tinyint as words,
        if(occurred_from = occurred_to, occurred_from - date '0001-01-01', -row_no)::integer as day,
        if(state is null, -row_no, (hash(state) >> 33)::integer) as state,
        if(facility is null, -row_no, (hash(facility) >> 33)::integer) as facility
    from linkage.block
    join linkage.trait using (row_no)
    where block_place = 0
),

brought as (
    select one.row_no as left_no, other.row_no as right_no
    from clue as one
    join clue as other
        on one.block = other.block
        and one.row_no < other.row_no
        and greatest(one.asks, other.asks) + greatest(0, least(one.words, other.words) - bit_count(one.sounds & other.sounds))
            <= (one.day = other.day)::tinyint + (one.state = other.state)::tinyint + (one.facility = other.facility)::tinyint

    union

    select least(one.row_no, other.row_no), greatest(one.row_no, other.row_no)
    from linkage.block as one
    cross join range(1, 6) as steps (further)
    join linkage.block as other on other.block = one.block and other.block_place = one.block_place + further
    where one.block_place > 0

    union

    select left_no, right_no from judged
)

select
    left_no,
    right_no,
    judgement,
    list_filter(mine.tokens, lambda token: not list_contains(other.tokens, token)) as left_over,
    list_filter(other.tokens, lambda token: not list_contains(mine.tokens, token)) as right_over,
    list_filter(mine.family_tokens, lambda token: not list_contains(other.tokens, token)) as left_family_over,
    list_filter(other.family_tokens, lambda token: not list_contains(mine.tokens, token)) as right_family_over,
    len(left_over) > len(left_family_over) and len(right_over) > len(right_family_over) as given_over,
    len(left_family_over) > 0 and len(right_family_over) > 0 as family_over
from brought
join linkage.trait as mine on mine.row_no = left_no
join linkage.trait as other on other.row_no = right_no
left join judged using (left_no, right_no)
