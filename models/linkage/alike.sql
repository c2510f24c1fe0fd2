-- Distinct parts are compared once, here, not once per pair of rows. Slips are found by the keys that two words
-- share when each loses one letter (or two, of eight letters or more), so the work grows with the words, not their square.
-- Two names that the dictionary knows both (Mario, María) are two names, not a slip, unless a final S alone is between them.
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

spelling as (
    select part, known, ear as letters from word
    union
    select part, known, part from word
    union
    -- What scanners misread
    select part, known, replace(replace(part, 'RN', 'M'), 'II', 'U') from word
),

shortened as (
    select part, known, letters, left(letters, cut - 1) || substr(letters, cut + 1) as shorter
    from spelling
    cross join range(1, 31) as cuts (cut)
    where cut <= length(letters) and length(letters) between 3 and 30
    union
    select part, known, letters, letters from spelling where length(letters) between 3 and 30
),

shortened_twice as (
    select part, known, letters, left(shorter, cut - 1) || substr(shorter, cut + 1) as shorter
    from shortened
    cross join range(1, 15) as cuts (cut)
    where cut <= length(shorter) and length(letters) between 7 and 14
    union
    select part, known, letters, shorter from shortened
),

slip as (
    select distinct one.part, other.part as other_part, 'slip' as level
    from shortened_twice as one
    join shortened_twice as other using (shorter)
    where one.part <> other.part
        and (not (one.known and other.known) or rtrim(one.letters, 'S') = rtrim(other.letters, 'S'))
        and greatest(length(one.letters), length(other.letters)) >= 4
        and damerau_levenshtein(one.letters, other.letters)
            <= if(least(length(one.letters), length(other.letters)) >= 7, 2, 1)
),

led as (
    select part, substr(part, length(particle) + 1) as stem
    from word
    join unnest([
        'DELAS', 'DELOS', 'DELA', 'DEL', 'DE', 'DAS', 'DA', 'DOS', 'DO', 'DI', 'LAS', 'LOS', 'LA', 'VAN', 'VON', 'SAN'
    ]) as particles (particle) on starts_with(part, particle)
    where length(part) > length(particle) + 3
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

    -- DELAROSA and ROSA, DASILVA and SILVA
    select led.part, word.part, 'particle' from led join word on word.part = led.stem

    union all

    select word.part, led.part, 'particle' from led join word on word.part = led.stem

    union all

    select one.part, other.part, 'initial'
    from word as one
    join word as other on left(one.part, 1) = left(other.part, 1) and one.initial <> other.initial

    union all

    -- DA, at the edge of a column, and DAVID
    select one.part, other.part, 'initial'
    from word as one
    join word as other
        on left(one.part, 2) = left(other.part, 2)
        and (
            starts_with(other.part, one.part) and length(one.part) between 2 and 3 and not one.known
            or starts_with(one.part, other.part) and length(other.part) between 2 and 3 and not other.known)
    where one.part <> other.part

    union all

    -- LUISITO and LUIS, PEDRITO and PEDRO
    select one.part, other.part, 'nickname'
    from (select part, regexp_replace(part, 'C?IT[OA]$', '') as stem from word where length(part) > 5) as one
    join word as other on other.part in (stem, stem || 'O', stem || 'A')
    where one.part <> stem and other.known

    union all

    select other.part, one.part, 'nickname'
    from (select part, regexp_replace(part, 'C?IT[OA]$', '') as stem from word where length(part) > 5) as one
    join word as other on other.part in (stem, stem || 'O', stem || 'A')
    where one.part <> stem and other.known

    union all

    -- REYESPACIO, a space lost, and REYES or PACIO
    select one.part, other.part, 'joined'
    from word as one
    join word as other on starts_with(one.part, other.part) or ends_with(one.part, other.part)
    where not one.known and length(other.part) >= 4 and length(one.part) >= length(other.part) + 4

    union all

    select other.part, one.part, 'joined'
    from word as one
    join word as other on starts_with(one.part, other.part) or ends_with(one.part, other.part)
    where not one.known and length(other.part) >= 4 and length(one.part) >= length(other.part) + 4

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
    arg_min(level, list_position(['ear', 'particle', 'nickname', 'slip', 'cut', 'joined', 'initial'], level)) as level
from alike
group by part, other_part

union all

select part, part, 'equal'
from word
