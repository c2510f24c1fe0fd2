-- Under which sounds a part of a name is looked for: its own, and those of three parts for which it may stand, commonest first
-- by the dictionary: a slip of one letter away, the name that it is a nickname of, itself without its particle or as it was
-- before a column cut it. How often the lists hold a word decides nothing: another list changes nothing.
-- Slips are found by the keys that two words share when each loses one letter, so the work grows with the words, not their square.
with

word as (
    select
        part,
        any_value(ear) as ear,
        any_value(known) as known,
        coalesce(any_value(given_per_10000 + family_per_10000), 0) as per_10000
    from linkage.part
    left join staging.known_name using (part)
    where role <> 'initial'
    group by part
),

form as (
    select part, known, per_10000, part as letters from word
    union
    select part, known, per_10000, ear from word
    union
    select part, known, per_10000, scanned(part) from word
),

shortened as (
    select part, known, per_10000, letters, left(letters, cut - 1) || substr(letters, cut + 1) as shorter
    from form
    cross join range(1, 21) as cuts (cut)
    where cut <= length(letters) and length(letters) between 4 and 20
    union
    select part, known, per_10000, letters, letters from form where length(letters) between 3 and 20
),

commoner as (
    select rarer.part, other.part as other_part
    from shortened as rarer
    join shortened as other using (shorter)
    where not rarer.known
        and (other.per_10000 > rarer.per_10000 or other.per_10000 = rarer.per_10000 and other.part < rarer.part)
        -- The plain distance is told sooner, and is more only where two letters are swapped.
        and (levenshtein(rarer.letters, other.letters) <= 1 or damerau_levenshtein(rarer.letters, other.letters) <= 1)

    union

    select word.part, nickname.given_name
    from word
    join staging.nickname on nickname.nickname = word.part

    union

    select part, substr(part, length(particle) + 1)
    from word
    cross join unnest(name_particles()) as particles (particle)
    where starts_with(part, particle) and length(part) > length(particle) + 3

    union

    select rarer.part, whole.part
    from word as whole
    cross join range(4, 16) as cuts (cut)
    join word as rarer on rarer.part = left(whole.part, cut)
    where cut < length(whole.part) and not rarer.known
),

heard as (
    select part, 0 as choice, ear from word

    union all

    select
        commoner.part,
        row_number() over (partition by commoner.part order by word.per_10000 desc, word.part) as choice,
        word.ear
    from commoner
    join word on word.part = commoner.other_part
    qualify choice <= 3
)

select part, ear, min(choice) as choice
from heard
group by part, ear
