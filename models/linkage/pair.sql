-- For each candidate, three accounts compete: one person, two relatives, two strangers. Every sign that the two rows show
-- has a share under each (linkage.weight); the prior follows from the sizes of the two lists.
-- What a person has judged outranks it: the last judgement of the pair holds.
-- Method: Fellegi and Sunter 1969, with shares by value after Winkler 1989 and a third class for relatives.
with

judged as (
    select
        least(left_record_id, right_record_id) as left_record_id,
        greatest(left_record_id, right_record_id) as right_record_id,
        arg_max(judgement, position) as judgement
    from raw.judgement
    group by least(left_record_id, right_record_id), greatest(left_record_id, right_record_id)
),

shown as (
    select left_record_id, right_record_id, feature, level, 1 as times, share, left_part || '=' || right_part as said
    from linkage.resemblance

    union all

    select left_record_id, right_record_id, feature, level, times, share, said
    from linkage.sign
),

weighed as (
    select
        left_record_id,
        right_record_id,
        feature || ' ' || level || coalesce(' ' || said, '') as sign,
        times * log2(same / coalesce(stranger, share)) as bits,
        times * log2(if(stranger is null, relative / share + 1 - relative, relative / stranger)) as relative_bits
    from shown
    join linkage.weight using (feature, level)
),

summed as (
    select
        left_record_id,
        right_record_id,
        sum(bits) as bits,
        sum(relative_bits) as relative_bits,
        string_agg(sign || format(' {:+.1f}', bits), '; ' order by abs(bits) desc, sign) as signs
    from weighed
    group by left_record_id, right_record_id
),

expected as (
    select
        left_record_id,
        right_record_id,
        if(mine.source_id = other.source_id, 0.06, 0.5) / greatest(mine.list_rows, other.list_rows, 100) as prior,
        if(mine.source_id = other.source_id, 0.06, 0.04) / greatest(mine.list_rows, other.list_rows, 100) as relative_prior
    from linkage.candidate
    join linkage.trait as mine on mine.record_id = left_record_id
    join linkage.trait as other on other.record_id = right_record_id
),

scored as (
    select
        left_record_id,
        right_record_id,
        log2(prior) as prior_bits,
        coalesce(signs, '') as signs,
        log2(1 + relative_prior * pow(2, least(coalesce(relative_bits, 0), 900))) as rival_bits,
        log2(prior) + coalesce(bits, 0) - log2(1 + relative_prior * pow(2, least(coalesce(relative_bits, 0), 900))) as odds_bits
    from expected
    left join summed using (left_record_id, right_record_id)
)

select
    left_record_id,
    right_record_id,
    case judgement
        when 'same' then 1.0
        when 'different' then 0.0
        else 1 / (1 + pow(2, -greatest(-900, least(900, odds_bits))))
    end as probability,
    case
        when judgement = 'same' then 'link'
        when judgement = 'different' then 'apart'
        when judgement = 'unsure' then 'review'
        when odds_bits >= 3.2 then 'link'
        when odds_bits >= -2 then 'review'
        else 'apart'
    end as decision,
    if(judgement is null, 'rule', 'judgement') as decided_by,
    format('prior {:+.1f}; {}; relatives {:+.1f}', prior_bits, signs, -rival_bits) as evidence
from scored
left join judged using (left_record_id, right_record_id)
