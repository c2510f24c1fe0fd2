-- A judgement is about two rows as they were published. A row that no list publishes any more is looked for among the
-- rows of its list that came since: one that says all the same; else the only one that is certainly that row corrected,
-- by its number, by the publisher's own number of the row, or because one thing alone has changed. A row that was there
-- beside it when it was judged is another row; where such a row that resembles it is gone as well, the new row may be
-- that one, and then only the identity number tells. No row, or two: the judgement is kept and not applied.
-- One that names a row withdrawn for safety is not looked at: nothing of either row, or of why, is told.
with

withdrawn as (
    select distinct judgement.position
    from raw.judgement as judgement
    join staging.withdrawn as withdrawn on withdrawn.record_id in (left_record_id, right_record_id)
),

judged as (
    select
        position,
        unnest(['left', 'right']) as side,
        unnest([left_record_id, right_record_id]) as judged_id,
        unnest([left_row, right_row]) as told
    from raw.judgement
    anti join withdrawn using (position)
),

asked as materialized (
    select
        position,
        side,
        judged_id,
        regexp_extract(judged_id, '^(.*):', 1) as source_id,
        told['name'] as name,
        told['number'] as number,
        told['row_id'] as row_id,
        try_cast(told['published_on'] as date) as published_on,
        string_split(coalesce(told['facts'], ''), ' ') as facts,
        string_split(coalesce(told['alike'], ''), ' ') as alike,
        content_told(told['name'], told['number'], string_split(coalesce(told['facts'], ''), ' ')) as content
    from judged
    anti join staging.record as record on record.record_id = judged.judged_id
    where told is not null
),

stated as (
    select
        record.record_id,
        record.source_id,
        document.published_on,
        if(count(*) over (partition by record.source_id, record.row_id) = 1, record.row_id, null) as row_id,
        name_told(record) as name,
        id_key_of(record.national_id) as number,
        facts_told(record) as facts
    from staging.record as record
    left join raw.document as document
        on document.source_id = record.source_id and document.sha256 = record.document_sha256
    where record.source_id in (select source_id from asked)
),

present as materialized (
    select *, content_told(name, number, facts) as content
    from stated
),

companion as (
    select position, side, source_id, unnest(alike) as content
    from asked
),

-- Rows that resembled the judged one, and are gone as well.
companion_gone as (
    select distinct position, side
    from companion
    anti join present using (source_id, content)
    where content <> ''
),

later as (
    select
        asked.*,
        present.record_id,
        present.content = asked.content as is_unchanged,
        present.row_id = asked.row_id as same_row_id,
        present.name = asked.name as same_name,
        present.number as present_number,
        present.number is not distinct from asked.number as same_number,
        name_correction(asked.name, present.name) as name_correction,
        string_split(asked.name, ' ') as words,
        string_split(present.name, ' ') as present_words,
        len(list_intersect(asked.facts, present.facts)) as facts_kept,
        len(list_distinct(list_transform(
            list_filter(asked.facts || present.facts,
                lambda fact: fact <> '' and not (list_contains(asked.facts, fact) and list_contains(present.facts, fact))),
            lambda fact: split_part(fact, '=', 1)))) as facts_changed
    from asked
    join present using (source_id)
    where not list_contains(asked.alike, present.content)
        and coalesce(present.published_on >= asked.published_on, true)
),

compared as materialized (
    select
        *,
        id_level(present_number, id_is_valid(present_number), number, id_is_valid(number)) as number_level,
        name_correction is not null as name_near,
        name_correction = 'slip' or least(len(words), len(present_words)) > 2 as name_nearer,
        list_filter(words, lambda word: not list_contains(present_words, word)) as words_gone,
        list_filter(present_words, lambda word: not list_contains(words, word)) as words_new
    from later
    where is_unchanged or name_correction is not null
),

-- Mario and María are two names, not one corrected.
given_name as (
    select list(part) as parts from staging.known_name where given_per_10000 > 0
),

answering as (
    select
        position,
        side,
        judged_id,
        record_id,
        alike,
        content,
        case
            when is_unchanged then 'unchanged'
            when number_level in ('equal', 'same_text') and name_near then 'number'
            when companion_gone.position is not null then null
            when same_row_id and (name_near and coalesce(number_level not in ('different', 'masked_different'), true)
                or same_name and facts_changed = 0) then 'row_id'
            when name_near and name_nearer and same_number and facts_changed = 0
                and not (list_has_any(words_gone, parts) and list_has_any(words_new, parts)) then 'name'
            when same_name and (same_number and facts_changed = 1
                or facts_changed = 0 and coalesce(number_level not in ('different', 'masked_different'), true))
                and (len(words) > 2 or number_level = 'equal' or facts_kept > 0) then 'fact'
        end as found_by
    from compared
    left join companion_gone using (position, side)
    cross join given_name
),

-- Where a row says all the same, one that is only similar is another.
best as (
    select position, side, judged_id, alike, content, record_id, found_by
    from answering
    where found_by is not null
    qualify found_by = 'unchanged' or not bool_or(found_by = 'unchanged') over (partition by position, side)
),

alone as materialized (
    select *
    from best
    qualify count(*) over (partition by position, side) = 1
),

-- Two rows that stood side by side are not one row now.
disputed as (
    select one.position, one.side
    from alone as one
    join alone as other
        on other.record_id = one.record_id
        and other.judged_id <> one.judged_id
        and (list_contains(other.alike, one.content) or list_contains(one.alike, other.content))
),

found as materialized (
    select position, side, judged_id as record_id, 'record_id' as found_by
    from judged
    semi join staging.record as record on record.record_id = judged.judged_id

    union all

    select position, side, record_id, found_by
    from alone
    anti join disputed using (position, side)
),

paired as (
    select
        judgement.*,
        one.record_id as left_found_id,
        other.record_id as right_found_id,
        one.found_by as left_found_by,
        other.found_by as right_found_by,
        coalesce(one.record_id <> other.record_id, false) as is_found,
        withdrawn.position is not null as is_withdrawn,
        -- A row that is found no more may be the one that was withdrawn, as it was corrected since.
        is_withdrawn or not is_found and exists (
            select 1
            from staging.withdrawn as gone
            where starts_with(left_record_id, gone.source_id || ':') or starts_with(right_record_id, gone.source_id || ':')
        ) as hides_why
    from raw.judgement as judgement
    left join withdrawn on withdrawn.position = judgement.position
    left join found as one on one.position = judgement.position and one.side = 'left'
    left join found as other on other.position = judgement.position and other.side = 'right'
)

select
    position,
    locator,
    if(is_withdrawn, 'withdrawn', left_record_id) as left_judged_id,
    if(is_withdrawn, 'withdrawn', right_record_id) as right_judged_id,
    judgement,
    judged_by,
    judged_on,
    if(hides_why, null, judged_why) as judged_why,
    left_found_id as left_record_id,
    right_found_id as right_record_id,
    left_found_by,
    right_found_by,
    case
        when is_withdrawn then 'withdrawn'
        when position < max(position) over (
            partition by least(left_record_id, right_record_id), greatest(left_record_id, right_record_id)) then 'replaced'
        when not is_found then 'not_found'
        when position < max(position) over (
            partition by is_found, least(left_found_id, right_found_id), greatest(left_found_id, right_found_id)) then 'replaced'
        else 'holds'
    end as standing
from paired
