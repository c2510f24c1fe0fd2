-- From the value of one claim: less what has no names, less the rows that only it counts, plus the rows that only the
-- other counts, plus what of that has no names. Nothing but the named residual may absorb a difference.
with

label as (
    select code, label_es, label_en from raw.label where scheme = 'reason'
),

residual_label as (
    select code, label_es, label_en from raw.label where scheme = 'residual'
),

side as (
    select
        pair.comparison_id,
        pair.from_reading,
        pair.to_reading,
        pair.side,
        claim.claim_id,
        claim.organisation,
        strftime(claim.as_of, '%d/%m/%Y')
            || coalesce(', ' || derived.label_es || ' ' || array_to_string(claim.derived_from, ', '), '') as said_es,
        strftime(claim.as_of, '%Y-%m-%d')
            || coalesce(', ' || derived.label_en || ' ' || array_to_string(claim.derived_from, ', '), '') as said_en,
        claim.value,
        claim.value_low,
        claim.value_high,
        claim.qualifier in ('more_than', 'at_least') as is_open,
        said_value(qualifier.label_es, claim.qualifier, claim.value) as value_es,
        said_value(qualifier.label_en, claim.qualifier, claim.value) as value_en,
        if(pair.side = 'from', -1, 1) as sign
    from tally.pair as pair
    join tally.scope as scope using (scope_id)
    join staging.claim as claim using (claim_id, reading)
    left join raw.label as qualifier on qualifier.scheme = 'qualifier' and qualifier.code = claim.qualifier
    left join raw.label as derived on derived.scheme = 'word' and derived.code = 'derived'
    where claim.value is not null
),

names as (
    select comparison_id, from_reading, to_reading, side, count(*) filter (counted) as named
    from tally.judged
    group by all
),

carried as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        reason,
        count(*) as total,
        count(*) filter (len(all_reasons) = 1) as alone,
        count(*) filter (reason = primary_reason) as amount,
        -- 12,252,240 is the least number that every number of reasons up to 18, all that a row may carry, divides.
        sum(12252240 // len(all_reasons))::bigint as shares
    from (select *, unnest(all_reasons) as reason from tally.judged where counted)
    group by all
),

ends as (
    select
        side.*,
        names.named,
        upper(side.side) as reason,
        if(side.side = 'from', 0, 900) as place
    from side
    join names using (comparison_id, from_reading, to_reading, side)
),

residual as (
    select
        *,
        value - named as missing,
        case
            when is_open and named > value then 'OPEN_MORE_NAMES'
            when is_open then 'OPEN'
            when named > value then 'BEYOND_CLAIM'
            else 'UNITEMISED'
        end as kind
    from ends
    where is_open or value <> named
),

lines as (
    select
        comparison_id,
        from_reading,
        to_reading,
        place,
        side,
        reason,
        organisation || ': ' || value_es || ' (' || said_es || ')' as label_es,
        organisation || ': ' || value_en || ' (' || said_en || ')' as label_en,
        if(side = 'from', value, 0) as amount,
        if(side = 'from', value, 0) as amount_low,
        if(side = 'from', value, 0) as amount_high,
        null::bigint as total,
        null::bigint as alone,
        null as shapley,
        if(side = 'from', least(named, value), 0) as named,
        [claim_id] as claim_ids
    from ends

    union all

    select
        comparison_id,
        from_reading,
        to_reading,
        if(side = 'from', 1, 899) as place,
        side,
        if(kind = 'BEYOND_CLAIM', kind, 'UNITEMISED') as reason,
        residual_label.label_es,
        residual_label.label_en,
        sign * missing as amount,
        case
            when not is_open then sign * missing
            when side = 'from' then null
            else greatest(value_low - named, 0)
        end as amount_low,
        case
            when not is_open then sign * missing
            when side = 'to' then null
            else -greatest(value_low - named, 0)
        end as amount_high,
        null as total,
        null as alone,
        null as shapley,
        0 as named,
        [claim_id] as claim_ids
    from residual
    left join residual_label on residual_label.code = residual.kind

    union all

    select
        side.comparison_id,
        side.from_reading,
        side.to_reading,
        if(side.side = 'from', 100, 500) + reason_order.rank as place,
        side.side,
        carried.reason,
        label.label_es,
        label.label_en,
        side.sign * carried.amount as amount,
        side.sign * carried.amount as amount_low,
        side.sign * carried.amount as amount_high,
        carried.total,
        carried.alone,
        fraction_text(carried.shares, 12252240) as shapley,
        carried.amount as named,
        [side.claim_id] as claim_ids
    from carried
    join side using (comparison_id, from_reading, to_reading, side)
    join tally.reason_order as reason_order using (reason)
    left join label on label.code = carried.reason
)

select
    * exclude (label_es, label_en),
    coalesce(label_es, reason) as label_es,
    coalesce(label_en, reason) as label_en
from lines
-- A bridge needs a figure at both ends.
qualify count(*) filter (reason in ('FROM', 'TO')) over (partition by comparison_id, from_reading, to_reading) = 2
