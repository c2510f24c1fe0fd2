-- For each candidate, three accounts compete: one person, two relatives, two strangers. Every sign that the two
-- rows show has a share under each (linkage.weight); the prior follows from the sizes of the two lists.
-- Two rows with different valid numbers are never linked by rule.
-- What a person has judged outranks all this: the last judgement of the pair holds.
-- Method: Fellegi and Sunter 1969, with shares by value after Winkler 1989 and a third class for relatives.
with

judged as (
    select
        least(left_record_id, right_record_id) as left_record_id,
        greatest(left_record_id, right_record_id) as right_record_id,
        judgement
    from linkage.judgement
    where standing = 'holds'
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
        feature = 'id' and level = 'different' as numbers_differ,
        feature = 'id' and level = 'equal' as numbers_agree,
        times * log2(same / coalesce(stranger, share)) as bits,
        times * log2(if(stranger is null, relative / share + 1 - relative, relative / stranger)) as relative_bits
    from shown
    join linkage.weight using (feature, level)
),

summed as (
    select
        left_record_id,
        right_record_id,
        bool_or(numbers_differ) as numbers_differ,
        bool_or(numbers_agree) as numbers_agree,
        sum(bits order by bits, sign) as bits,
        sum(relative_bits order by relative_bits, sign) as relative_bits,
        string_agg(sign || format(' {:+.1f}', bits), '; ' order by abs(bits) desc, sign) as signs
    from weighed
    group by left_record_id, right_record_id
),

expected as (
    select
        left_record_id,
        right_record_id,
        if(mine.source_id = other.source_id, 0.08, 0.7) / greatest(mine.list_rows, other.list_rows, 200) as prior,
        if(mine.source_id = other.source_id, 0.06, 0.04) / greatest(mine.list_rows, other.list_rows, 200) as relative_prior
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
        coalesce(numbers_differ, false) as numbers_differ,
        coalesce(numbers_agree, false) as numbers_agree,
        log2(1 + relative_prior * pow(2, least(coalesce(relative_bits, 0), 900))) as relative_odds,
        log2(prior) + coalesce(bits, 0) - relative_odds as odds_bits
    from expected
    left join summed using (left_record_id, right_record_id)
),

-- One row cannot be two people: where it fits two rows that do not fit each other, each takes from the other,
-- unless they share a number.
likely as (
    select left_record_id as record_id, right_record_id as other_id, odds_bits from scored where odds_bits > -3
    union all
    select right_record_id, left_record_id, odds_bits from scored where odds_bits > -3
),

rivalry as (
    select one.record_id, one.other_id, max(rival.odds_bits) as rival_bits
    from likely as one
    join likely as rival on rival.record_id = one.record_id and rival.other_id <> one.other_id
    join scored
        on scored.left_record_id = least(one.other_id, rival.other_id)
        and scored.right_record_id = greatest(one.other_id, rival.other_id)
    where scored.odds_bits <= -6
    group by one.record_id, one.other_id
),

settled as (
    select
        scored.*,
        log2(
            1
            + pow(2, least(900, coalesce(mine.rival_bits, -900)))
            + pow(2, least(900, coalesce(other.rival_bits, -900)))
        ) as rival_odds,
        odds_bits - rival_odds as settled_bits
    from scored
    left join rivalry as mine on mine.record_id = left_record_id and mine.other_id = right_record_id and not numbers_agree
    left join rivalry as other on other.record_id = right_record_id and other.other_id = left_record_id and not numbers_agree
)

select
    left_record_id,
    right_record_id,
    1 / (1 + pow(2, -greatest(-900, least(900, settled_bits)))) as rule_probability,
    case
        when settled_bits >= 1 and not numbers_differ then 'link'
        when settled_bits >= -3 then 'review'
        else 'apart'
    end as rule_decision,
    case judgement when 'same' then 1.0 when 'different' then 0.0 else rule_probability end as probability,
    case judgement
        when 'same' then 'link' when 'different' then 'apart' when 'unsure' then 'review' else rule_decision
    end as decision,
    if(judgement is null, 'rule', 'judgement') as decided_by,
    format(
        'prior {:+.1f}; {}; relatives {:+.1f}; rivals {:+.1f}', prior_bits, signs, -relative_odds, -rival_odds
    ) as evidence
from settled
left join judged using (left_record_id, right_record_id)
