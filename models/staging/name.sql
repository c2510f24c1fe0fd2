-- Names are folded, rid of ranks, remarks and married names, and split into given names and surnames:
-- by the comma where there is one, else by the split that a dictionary of names finds likeliest,
-- with the declared order as a hint.
-- Work that few rows need is done for those rows alone, and what depends on a word alone once for each word.
with

published as (
    select
        record_id,
        row_number() over (order by record_id) as row_no,
        coalesce(name_order, 'given_first') as name_order,
        sex,
        nickname,
        national_id,
        coalesce(
            if(given_names is null or surnames is null, null, surnames || ', ' || given_names),
            full_name, surnames, given_names, '') as name
    from staging.record
),

folded as (
    select row_no, name_order, sex, folded_name(nickname) as nickname, folded_name(name) as text from published
),

-- What stands in brackets or quotes, after `alias`, or after a mark of separation is no part of the name.
remarked as (
    select *, regexp_extract_all(text, remark_pattern()) as remarks from folded
),

worded as (
    select
        *,
        name_words(if(remarks = [], text, regexp_replace(text, remark_pattern(), ' ', 'g'))) as words
    from remarked
),

titled as (
    select *, array_to_string(words, ' ') as titled from worded
),

ranked as (
    select *, untitled(titled) as untitled from titled
),

-- `, hijo`, `Jr.` and `II` at the end tell father from son; they are kept, but not as a name.
unaged as (
    select
        *,
        regexp_extract(untitled, '(?: ,)?((?: (?:JR|HIJO|HIJA|PADRE|SENIOR|II|III))+)$', 1) as generation,
        if(generation = '', untitled, regexp_replace(untitled, '(?: ,)?(?: (?:JR|HIJO|HIJA|PADRE|SENIOR|II|III))+$', '')) as aged
    from ranked
),

-- `Díaz de Soto` is a married woman's name where a surname stands before it; `José de Freitas` is not.
led as (
    select
        *,
        contains(aged, ' DE ') and sex is distinct from 'M' as led,
        if(led, regexp_extract(aged, '^\p{L}{2,} (DE \p{L}{3,}) ,', 1), '') as before_comma,
        if(led, regexp_extract(aged, '^\p{L}{2,}(?: \p{L}+)* (\p{L}{2,}) DE (\p{L}{3,})$', ['own', 'husband']), null) as at_end
    from unaged
),

married as (
    select
        led.*,
        case
            when not led then ''
            when before_comma <> '' then before_comma
            when at_end.husband = '' or own.given_per_10000 > own.family_per_10000 or whole.part is not null then ''
            else 'DE ' || at_end.husband
        end as married
    from led
    left join staging.known_name as own on own.part = at_end.own
    left join staging.known_name as whole on whole.part = 'DE' || at_end.husband
),

unmarried as (
    select
        *,
        if(married = '', aged, trim(regexp_replace(replace(aged, married, ''), ' +', ' ', 'g'))) as name
    from married
),

joined as (
    select
        row_no,
        name_order,
        name,
        if(name = '', [], string_split(with_joined_particles(name), ' ')) as tokens,
        if(
            titled = name and remarks = [] and nickname is null,
            [],
            remarks || list_filter(words, lambda word: word <> ',' and not list_contains(string_split(untitled, ' '), word))
                || [generation, married, nickname]) as removed
    from unmarried
),

-- A comma with nothing on one side says nothing; what follows a second comma belongs to the given names.
sided as (
    select
        row_no,
        name_order,
        without_marks(removed) as removed,
        if(contains(name, ','), list_filter(tokens, lambda word: word <> ','), tokens) as words,
        if(
            contains(name, ',') and regexp_matches(name, '\p{L}{2}.*,.*\p{L}'),
            list_position(tokens, ',') - 1,
            null) as surnames_until
    from joined
),

word as (
    select row_no, generate_subscripts(words, 1) as position, unnest(words) as word from sided
),

distinct_word as (
    select word, row_number() over () as word_no from (select distinct word from word)
),

-- A mark in a word stands for the letter that makes it a known name, the commonest.
found as (
    select word, arg_max(part, (given_per_10000 + family_per_10000, part)) as found
    from (
        select word, replace(word, chr(65533), unnest(lost_letters())) as part
        from distinct_word
        where contains(word, chr(65533))
    )
    join staging.known_name using (part)
    group by word
),

whole as (
    select word_no, coalesce(found, without_lost_letter(word)) as word
    from distinct_word
    left join found using (word)
),

-- JEANCARLOS is JEAN CARLOS: an unknown word made of two names that one person in 500 bears.
common as (
    select part from staging.known_name where given_per_10000 + family_per_10000 >= 20
),

unknown as (
    select word_no, word, unnest(range(3, length(word) - 2)) as cut
    from whole
    anti join staging.known_name as known on known.part = whole.word
    where length(word) between 7 and 20
),

compound as (
    select word_no, max(cut) as cut
    from unknown
    semi join common on common.part = left(unknown.word, unknown.cut)
    semi join common on common.part = substr(unknown.word, unknown.cut + 1)
    group by word_no
),

piece as (
    select
        word_no,
        unnest(if(cut is null, [word], [left(word, cut), substr(word, cut + 1)])) as part,
        unnest(if(cut is null, [1], [1, 2])) as piece_no
    from whole
    left join compound using (word_no)
),

-- How much likelier, as a logarithm, a part is a given name than a surname; exact numbers, so that sums do not hang on
-- their order. Nicknames stand for given names.
known as (
    select part, ln((given_per_10000 + 0.2) / (family_per_10000 + 0.2))::decimal(6, 3) as lean from staging.known_name
    union all
    select distinct nickname, 3 from staging.nickname anti join staging.known_name on part = nickname
),

strange as (
    select distinct part from piece anti join known using (part) where length(part) > 1
),

-- An unknown part leans as the known ones that it is a spelling of, else as those that begin and end as it does:
-- -ENDRY to given names, -AGA to surnames. An initial is rather a given name's.
heard as (
    select strange.part, avg(lean) as lean
    from strange
    join known on plain_spelling(known.part) = plain_spelling(strange.part)
    group by strange.part
),

affix as (
    select affix, ln((count(*) filter (lean > 0) + 0.7) / (count(*) filter (lean <= 0) + 0.7))::decimal(6, 3) as lean
    from (select unnest(affixes(part)) as affix, lean from known)
    group by affix
),

formed as (
    select part, sum(lean) as lean
    from (select part, unnest(affixes(part)) as affix from strange)
    join affix using (affix)
    group by part
),

-- In halves, so that names lean alike. The numbers here and below fit invented lists best (see DECISIONS.md).
meant as (
    select
        word_no,
        list(part order by piece_no) as parts,
        list(round(2 * coalesce(
            known.lean,
            if(length(part) = 1, 1, null),
            0.7 * heard.lean,
            least(greatest(0.25 * formed.lean - 0.3, -2.5), 2.5),
            -0.5)) / 2 order by piece_no) as leans
    from piece
    left join known using (part)
    left join heard using (part)
    left join formed using (part)
    group by word_no
),

-- What each word means, in lists in the order of the words' numbers.
vocabulary as (
    select list(parts order by word_no) as parts, list(leans order by word_no) as leans from meant
),

-- Each row's words by their numbers.
numbered as (
    select row_no, list_transform(list_sort(list({'position': position, 'no': word_no})), lambda placed: placed.no) as word_nos
    from word
    join distinct_word using (word)
    group by row_no
),

parted as (
    select
        row_no,
        name_order,
        removed,
        flatten(list_transform(coalesce(word_nos, []), lambda no: vocabulary.parts[no])) as parts,
        flatten(list_transform(coalesce(word_nos, []), lambda no: vocabulary.leans[no])) as leans,
        if(
            surnames_until is null,
            null,
            len(flatten(list_transform(word_nos[:surnames_until], lambda no: vocabulary.parts[no])))) as surnames
    from sided
    left join numbered using (row_no)
    cross join vocabulary
),

-- Every way to cut a name in two, in both orders: names alike in what their words lean to are cut alike.
shape as (
    select distinct leans, name_order from parted where surnames is null and len(leans) > 1
),

split as (
    select
        leans,
        name_order,
        surname_first,
        cut,
        list_sum(leans[:cut]) - list_sum(leans[cut + 1:]) as leans_given_first,
        if(surname_first, -leans_given_first, leans_given_first)
            - 3 * abs(cut - len(leans) / 2.0)
            + case
                when name_order = 'mixed' then 0
                when (name_order = 'surname_first') = surname_first then 1.5
                else -1.5
            end as likelihood
    from shape
    cross join unnest([false, true]) as sides (surname_first)
    cross join range(1, 9) as cuts (cut)
    where cut < len(leans)
),

best_split as (
    select
        leans,
        name_order,
        arg_max({'surname_first': surname_first, 'cut': cut}, (likelihood, not surname_first, -cut)) as chosen
    from split
    group by leans, name_order
),

-- Where the first half of the name ends, and which half it is.
cut as (
    select
        row_no,
        removed,
        parts,
        list_filter(parts, lambda part: length(part) = 1) as initials,
        case
            when surnames is not null then {'surname_first': true, 'cut': surnames}
            when len(leans) = 1 then {'surname_first': leans[1] <= 0, 'cut': 1}
            else coalesce(chosen, {'surname_first': false, 'cut': 0})
        end as halves
    from parted
    left join best_split using (leans, name_order)
),

parsed as (
    select
        row_no,
        removed,
        initials,
        words_of(parts, initials) as parts,
        words_of(if(halves.surname_first, parts[halves.cut + 1:], parts[:halves.cut]), initials) as given,
        words_of(if(halves.surname_first, parts[:halves.cut], parts[halves.cut + 1:]), initials) as family
    from cut
),

scheme as (
    select coalesce(any_value(identity), 've_cedula') as identity from raw.case
),

identified as (
    select
        record_id,
        row_no,
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
    row_no,
    given,
    family,
    initials,
    removed,
    nullif(array_to_string(list_sort(parts), ' '), '') as name_key,
    len(parts) as name_parts,
    id_key,
    if(identity = 'none', id_key is not null, id_is_valid(id_key)) as id_valid
from identified
join parsed using (row_no)
