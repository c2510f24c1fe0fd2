-- How each comparison was made; one that cannot be made says so in words, and never with a number.
with

bridged as (
    select distinct comparison_id, 'rows' as bridged_by from tally.row_line
    union all
    select distinct comparison_id, 'claims' as bridged_by from tally.claim_line
),

label as (
    select
        map_from_entries(list((scheme || '/' || code, label_es))) as es,
        map_from_entries(list((scheme || '/' || code, label_en))) as en
    from raw.label
),

refused as (
    select comparison_id, refusal
    from tally.refusal
    where from_reading = 'stated' and to_reading = 'stated'
),

answered as (
    select
        comparison.*,
        bridged.bridged_by,
        if(bridged.bridged_by is null, coalesce(refused.refusal, 'no_common_unit'), null) as refusal,
        "from" as near,
        "to" as far
    from raw.comparison as comparison
    left join bridged using (comparison_id)
    left join refused using (comparison_id)
    left join staging.claim as "from" on "from".claim_id = comparison.from_claim_id and "from".reading = 'stated'
    left join staging.claim as "to" on "to".claim_id = comparison.to_claim_id and "to".reading = 'stated'
),

-- What is different, claim by claim, where the reason alone does not tell.
detailed as (
    select
        * exclude (near, far),
        date_diff('day', near.as_of, far.as_of) as days_apart,
        coalesce(figure_es(near, label.es), from_claim_id) as from_es,
        coalesce(figure_en(near, label.en), from_claim_id) as from_en,
        coalesce(figure_es(far, label.es), to_claim_id) as to_es,
        coalesce(figure_en(far, label.en), to_claim_id) as to_en,
        case refusal
            when 'stock_with_flow' then 'stock_or_flow/' || near.stock_or_flow
            when 'no_common_unit' then 'unit/' || near.unit
        end as from_code,
        case refusal
            when 'stock_with_flow' then 'stock_or_flow/' || far.stock_or_flow
            when 'no_common_unit' then 'unit/' || far.unit
        end as to_code,
        case refusal
            when 'not_yet_said' then concat_ws(', ', if(near.claim_id is null, from_claim_id, null),
                if(far.claim_id is null, to_claim_id, null))
            when 'no_figure' then concat_ws(', ', if(near.value is null, from_claim_id, null),
                if(far.value is null, to_claim_id, null))
            when 'windows_apart' then from_claim_id || ': ' || period_of(near) || '; ' || to_claim_id || ': ' || period_of(far)
        end as detail
    from answered
    cross join label
)

select
    comparison_id,
    position,
    comparison_es,
    comparison_en,
    from_claim_id,
    to_claim_id,
    case
        when refusal = 'not_yet_said' then refusal
        else coalesce(bridged_by, 'refused')
    end as bridged_by,
    days_apart,
    refusal,
    from_es || ' y ' || to_es || ': no se comparan, porque ' || coalesce(label.es['refusal/' || refusal], refusal)
        || coalesce(
            ' (' || coalesce(
                from_claim_id || ': ' || label.es[from_code] || '; ' || to_claim_id || ': ' || label.es[to_code],
                detail) || ')',
            '') as refusal_es,
    from_en || ' and ' || to_en || ': not compared, because ' || coalesce(label.en['refusal/' || refusal], refusal)
        || coalesce(
            ' (' || coalesce(
                from_claim_id || ': ' || label.en[from_code] || '; ' || to_claim_id || ': ' || label.en[to_code],
                detail) || ')',
            '') as refusal_en
from detailed
cross join label
