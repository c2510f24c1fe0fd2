-- The only place where a flow is set against a stock. Whatever the declared figures do not explain is the residual, a line
-- of its own also where it is nothing. A balance of which a figure is not yet said is left out.
with

label as (
    select
        map_from_entries(list((scheme || '/' || code, label_es))) as es,
        map_from_entries(list((scheme || '/' || code, label_en))) as en
    from raw.label
),

told as (
    select balance.*, claim
    from raw.balance as balance
    left join staging.claim as claim on claim.claim_id = balance.claim_id and claim.reading = 'stated'
    qualify count(claim.value) over (partition by balance_id) = count(*) over (partition by balance_id)
),

-- What comes adds, what goes takes off; the closing stock is what the lines before it must come to.
signed as (
    select
        balance_id,
        position,
        balance_es,
        balance_en,
        item,
        place,
        claim,
        case
            when item in ('releases', 'deaths', 'reclassified') then -1
            when item = 'closing' then 0
            else 1
        end as sign
    from told
),

line as (
    select
        * exclude (claim, sign),
        claim.claim_id as claim_id,
        sign * claim.value as amount,
        if(sign < 0, -claim.value_high, sign * claim.value_low) as amount_low,
        if(sign < 0, -claim.value_low, sign * claim.value_high) as amount_high,
        figure_es(claim, label.es) as figure_es,
        figure_en(claim, label.en) as figure_en
    from signed
    cross join label

    union all by name

    select
        balance_id,
        any_value(position) as position,
        any_value(balance_es) as balance_es,
        any_value(balance_en) as balance_en,
        'residual' as item,
        max(place) - 0.5 as place,
        sum(balanced * claim.value)::bigint as amount,
        if(bool_or(low is null), null, sum(low))::bigint as amount_low,
        if(bool_or(high is null), null, sum(high))::bigint as amount_high
    from (
        select
            *,
            if(item = 'closing', 1, -sign) as balanced,
            if(balanced > 0, claim.value_low, -claim.value_high) as low,
            if(balanced > 0, claim.value_high, -claim.value_low) as high
        from signed
    )
    group by balance_id
)

select
    balance_id,
    position,
    balance_es,
    balance_en,
    row_number() over balance as line_no,
    item,
    concat_ws(': ', coalesce(label.es['balance_item/' || item], item), figure_es) as label_es,
    concat_ws(': ', coalesce(label.en['balance_item/' || item], item), figure_en) as label_en,
    amount,
    sum(amount) over (balance rows unbounded preceding)::bigint as running_total,
    amount_low,
    amount_high,
    claim_id
from line
cross join label
window balance as (partition by balance_id order by place)
