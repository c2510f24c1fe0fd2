-- Distinct parts are compared once, here, not once per pair of rows. Slips are found by the keys that two words
-- share when each loses one letter (or two, of eight letters or more), so the work grows with the words, not their square.
-- Two names that the dictionary knows both (Mario, María) are two names, not a slip.
with

word as (
    select
        part,
        any_value(ear) as ear,
        bool_or(known_name.part is not null) as known,
        bool_or(role = 'initial') as initial
    from linkage.part
    left join staging.known_name using (part)
    group by part
),

shortened as (
    select part, ear, known, left(ear, cut - 1) || substr(ear, cut + 1) as shorter
    from word
    cross join range(1, 40) as cuts (cut)
    where cut <= length(ear) and length(ear) between 3 and 30
    union
    select part, ear, known, ear from word where length(ear) between 2 and 30
),

shortened_twice as (
    select part, ear, known, left(shorter, cut - 1) || substr(shorter, cut + 1) as shorter
    from shortened
    cross join range(1, 20) as cuts (cut)
    where cut <= length(shorter) and length(ear) between 7 and 14
    union
    select part, ear, known, shorter from shortened
),

slip as (
    select distinct one.part, other.part as other_part, 'slip' as level
    from shortened_twice as one
    join shortened_twice as other using (shorter)
    where one.part <> other.part
        and one.ear <> other.ear
        and not (one.known and other.known)
        and greatest(length(one.ear), length(other.ear)) >= 4
        and damerau_levenshtein(one.ear, other.ear) <= if(least(length(one.ear), length(other.ear)) >= 7, 2, 1)
),

alike as (
    select one.part, other.part as other_part, 'ear' as level
    from word as one
    join word as other using (ear)
    where one.part <> other.part

    union all

    from slip

    union all

    select one.part, other.part, 'nickname'
    from word as one
    join staging.nickname on nickname.nickname = one.part
    join word as other on other.part = nickname.given_name

    union all

    select other.part, one.part, 'nickname'
    from word as one
    join staging.nickname on nickname.nickname = one.part
    join word as other on other.part = nickname.given_name

    union all

    -- DELAROSA and ROSA, DEFREITAS and FREITAS
    select one.part, other.part, 'particle'
    from word as one
    join word as other
        on other.part = regexp_replace(one.part, '^(?:DELAS|DELOS|DELA|DEL|DE|DAS|DA|DOS|DO|DI|LA|LAS|LOS|VAN|VON|SAN)', '')
    where one.part <> other.part and length(other.part) > 3

    union all

    select other.part, one.part, 'particle'
    from word as one
    join word as other
        on other.part = regexp_replace(one.part, '^(?:DELAS|DELOS|DELA|DEL|DE|DAS|DA|DOS|DO|DI|LA|LAS|LOS|VAN|VON|SAN)', '')
    where one.part <> other.part and length(other.part) > 3

    union all

    select one.part, other.part, 'initial'
    from word as one
    join word as other on left(one.part, 1) = left(other.part, 1) and one.initial <> other.initial

    union all

    -- GUTIER, cut off, and GUTIERREZ
    select one.part, other.part, 'cut'
    from word as one
    join word as other
        on left(one.part, 4) = left(other.part, 4) and one.part <> other.part
        and (starts_with(other.part, one.part) and not one.known or starts_with(one.part, other.part) and not other.known)
    where length(one.part) >= 4 and length(other.part) >= 4
)

select
    part,
    other_part,
    arg_min(level, list_position(['ear', 'particle', 'nickname', 'slip', 'cut', 'initial'], level)) as level
from alike
group by part, other_part

union all

select part, part, 'equal'
from word
