-- What no bridge may lead between, by rows or by claims. What the stated readings cannot have, no other reading has; another
-- reading that cannot be compared is left out alone. Units are not judged here: a part, a contrast or rows may be their step.
with recursive

link as (
    select distinct claim_id, unnest(parts) as computed_from, true as is_part from staging.claim
    union
    select distinct claim_id, unnest(derived_from) as computed_from, false as is_part from staging.claim
),

-- Of which claims each is computed, however far; that a claim names another as its part is the bridge of parts, and no circle.
chain as (
    select claim_id, computed_from, is_part from link
    union
    select chain.claim_id, link.computed_from, false as is_part
    from chain
    join link on link.claim_id = chain.computed_from
),

paired as (
    select
        comparison.*,
        "from" as near,
        "to" as far,
        coalesce("from".reading, 'stated') as from_reading,
        coalesce("to".reading, 'stated') as to_reading
    from raw.comparison as comparison
    left join staging.claim as "from" on "from".claim_id = comparison.from_claim_id
    left join staging.claim as "to" on "to".claim_id = comparison.to_claim_id
),

judged as (
    select
        comparison_id,
        from_reading,
        to_reading,
        case
            when near.claim_id is null or far.claim_id is null then 'not_yet_said'
            when near.value is null or far.value is null then 'no_figure'
            when from_claim_id = to_claim_id or exists (
                select 1
                from chain
                where not is_part
                    and (chain.claim_id = from_claim_id and computed_from = to_claim_id
                        or chain.claim_id = to_claim_id and computed_from = from_claim_id)
            ) then 'circular'
            when near.stock_or_flow <> far.stock_or_flow then 'stock_with_flow'
            when counted_until(near.window_end, near.as_of) < far.window_start
                or counted_until(far.window_end, far.as_of) < near.window_start then 'windows_apart'
        end as refusal
    from paired
),

ruled as (
    select
        comparison_id,
        from_reading,
        to_reading,
        coalesce(
            max(refusal) filter (from_reading = 'stated' and to_reading = 'stated') over (partition by comparison_id),
            refusal) as refusal
    from judged
)

select *
from ruled
where refusal is not null
