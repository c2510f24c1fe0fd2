-- Names are folded, rid of ranks, remarks and married names, and split into given names and surnames:
-- by the comma where there is one, else by the split that a dictionary of names finds likeliest,
-- with the declared order as a hint.
with

scheme as (
    select coalesce(any_value(identity), 've_cedula') as identity from raw.case
),

published as (
    select
        record_id,
        coalesce(name_order, 'given_first') as name_order,
        sex,
        nickname,
        national_id,
        folded_name(coalesce(
            if(given_names is null or surnames is null, null, surnames || ', ' || given_names),
            full_name, surnames, given_names, '')) as text
    from staging.record
),

-- What stands in brackets or quotes, after `alias`, or after a mark of separation is no part of the name.
remarked as (
    select
        *,
        regexp_extract_all(text, remark_pattern())
            as remarks
    from published
),

worded as (
    select
        *,
        name_words(regexp_replace(text, remark_pattern(), ' ', 'g')) as words
    from remarked
),

ranked as (
    select
        *,
        without_leading_rank(
            list_filter(words, lambda word: not regexp_matches(word, '[0-9]'))) as untitled,
        list_filter(
            words, lambda word: word <> ',' and not list_contains(string_split(untitled, ' '), word)) as titles
    from worded
),

-- `, hijo`, `Jr.` and `II` at the end tell father from son; they are kept, but not as a name.
unaged as (
    select
        *,
        regexp_extract(untitled, '(?: ,)?((?: (?:JR|HIJO|PADRE|SENIOR|II|III))+)$', 1) as generation,
        regexp_replace(untitled, '(?: ,)?(?: (?:JR|HIJO|PADRE|SENIOR|II|III))+$', '') as aged
    from ranked
),

-- `Díaz de Soto` is a married woman's name where a surname stands before it; `José de Freitas` is not.
led as (
    select
        *,
        regexp_extract(aged, '^\p{L}{2,} (DE \p{L}{3,}) ,', 1) as before_comma,
        regexp_extract(aged, '^\p{L}{2,}(?: \p{L}+)* (\p{L}{2,}) DE (\p{L}{3,})$', ['own', 'husband']) as at_end
    from unaged
),

unmarried as (
    select
        led.*,
        case
            when sex = 'M' then ''
            when before_comma <> '' then before_comma
            when at_end.husband = '' or own.given_per_10000 > own.family_per_10000 or whole.part is not null then ''
            else 'DE ' || at_end.husband
        end as married
    from led
    left join staging.known_name as own on own.part = at_end.own
    left join staging.known_name as whole on whole.part = 'DE' || at_end.husband
),

joined as (
    select
        record_id,
        name_order,
        national_id,
        regexp_replace(trim(with_joined_particles(if(married = '', aged, replace(aged, married, '')))), ' +', ' ', 'g') as name,
        list_filter(
            list_transform(
                remarks || titles || [generation, married, folded_name(nickname)],
                lambda word: trim(regexp_replace(word, '[^\p{L}\p{M}\p{N}]+', ' ', 'g'))),
            lambda word: word <> '') as removed
    from unmarried
),

-- A comma with nothing on one side says nothing; what follows a second comma belongs to the given names.
sided as (
    select
        *,
        regexp_matches(name, '\p{L}{2}.*,.*\p{L}') as has_comma,
        regexp_extract_all(split_part(name, ',', 1), '[\p{L}\p{M}]+') as before_comma,
        regexp_extract_all(name, '[\p{L}\p{M}]+') as words
    from joined
),

word as (
    select
        record_id,
        name_order,
        generate_subscripts(words, 1) as position,
        unnest(words) as word,
        if(has_comma, len(before_comma), null) as surnames_until
    from sided
),

-- JEANCARLOS is JEAN CARLOS: an unknown word made of two known names.
unknown as (
    select distinct word, unnest(range(3, length(word) - 2)) as cut
    from word
    anti join staging.known_name as known on known.part = word.word
    where length(word) between 7 and 20
),

compound as (
    select word, max(cut) as cut
    from unknown
    semi join staging.known_name as known on known.part = left(unknown.word, unknown.cut)
    semi join staging.known_name as known on known.part = substr(unknown.word, unknown.cut + 1)
    group by word
),

piece as (
    select
        record_id,
        name_order,
        position,
        surnames_until,
        unnest(if(cut is null, [word], [left(word, cut), substr(word, cut + 1)])) as part,
        unnest(if(cut is null, [1], [1, 2])) as piece_no
    from word
    left join compound using (word)
),

part as (
    select
        record_id,
        name_order,
        row_number() over (partition by record_id order by piece.position, piece_no) as position,
        count(*) over (partition by record_id) as parts,
        part,
        if(surnames_until is null, null, piece.position <= surnames_until) as before_comma,
        coalesce(ln((given_per_10000 + 0.5) / (family_per_10000 + 0.5)), -0.5) as leans_given
    from piece
    left join staging.known_name using (part)
    where length(part) > 1
),

-- Every way to cut the name in two, in both orders.
split as (
    select
        record_id,
        surname_first,
        cut,
        sum(if((position <= cut) = surname_first, -leans_given, leans_given))
            - any_value(0.8 * abs(if(surname_first, parts - cut, cut) - parts / 2.0))
            + any_value(case
                when name_order = 'mixed' then 0
                when (name_order = 'surname_first') = surname_first then 1.5
                else -1.5
            end) as likelihood
    from part
    cross join unnest([false, true]) as sides (surname_first)
    cross join range(1, 9) as cuts (cut)
    where before_comma is null and cut < parts
    group by record_id, surname_first, cut
),

best_split as (
    select
        record_id,
        arg_max({'surname_first': surname_first, 'cut': cut}, (likelihood, not surname_first, -cut)) as chosen
    from split
    group by record_id
),

role as (
    select
        part.*,
        case
            when before_comma is not null then not before_comma
            when parts = 1 then leans_given > 0
            else (position <= chosen.cut) <> chosen.surname_first
        end as is_given
    from part
    left join best_split using (record_id)
),

parsed as (
    select
        record_id,
        coalesce(list(part order by position) filter (is_given), []) as given,
        coalesce(list(part order by position) filter (not is_given), []) as family,
        array_to_string(list(part order by part), ' ') as name_key,
        count(*) as name_parts
    from role
    group by record_id
),

numbered as (
    select
        record_id,
        case
            when identity = 'none' then id_text(national_id)
            else id_key_of(national_id)
        end as id_key,
        identity
    from published
    cross join scheme
)

select
    record_id,
    row_number() over (order by record_id) as row_no,
    coalesce(given, []) as given,
    coalesce(family, []) as family,
    list_filter(words, lambda word: length(word) = 1) as initials,
    removed,
    name_key,
    coalesce(name_parts, 0) as name_parts,
    id_key,
    if(identity = 'none', id_key is not null, id_is_valid(id_key)) as id_valid
from sided
join numbered using (record_id)
left join parsed using (record_id)
