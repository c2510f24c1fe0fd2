-- One whole against one sum. Declared: the parts that the claim names, of whatever units. Found: a sum that somebody else
-- published of what the side of the whole had said in parts. Government bodies are one side; anybody else is a side alone.
-- What the sum leaves of the whole is unitemised, signed, and allotted to nobody.
with

figure as (
    select
        *,
        counted_until(window_end, as_of) as day,
        if(side = 'government', side, organisation) as speaker,
        (unit, stock_or_flow, basis, population) as measure
    from staging.claim
    where reading = 'stated'
),

part as (
    select claim_id as sum_claim_id, unnest(parts) as part_id, generate_subscripts(parts, 1) as place
    from figure
),

-- A part without a figure, or not yet said, leaves the sum unknown.
summed as (
    select
        part.sum_claim_id,
        list(part.part_id order by part.place) as parts,
        string_agg(coalesce(figure.value::varchar, '?'), ' + ' order by part.place) as addends,
        if(count(figure.value) = count(*), sum(figure.value), null)::bigint as "sum",
        if(count(figure.value_low) = count(*), sum(figure.value_low), null)::bigint as sum_low,
        if(count(figure.value_high) = count(*), sum(figure.value_high), null)::bigint as sum_high,
        list_distinct(list(figure.speaker)) as speakers,
        list_distinct(list(figure.measure)) as measures,
        max(figure.day) as last_day,
        min(figure.window_start) as first_day
    from part
    left join figure on figure.claim_id = part.part_id
    group by part.sum_claim_id
),

paired as (
    select sum_claim_id as claim_id, sum_claim_id, 'declared' as how
    from summed

    union all

    select whole.claim_id, summed.sum_claim_id, 'found' as how
    from summed
    join figure as published on published.claim_id = summed.sum_claim_id
    join figure as whole
        on whole.organisation <> published.organisation
        and summed.speakers = [whole.speaker]
        and summed.measures = [whole.measure]
        and published.measure = whole.measure
        and greatest(published.day, summed.last_day) <= whole.day
        and (
            whole.window_start is null
            or published.window_start >= whole.window_start
                and coalesce(summed.first_day >= whole.window_start, true))
        and not list_contains(summed.parts, whole.claim_id)
    where summed.sum is not null and whole.value is not null
)

select
    paired.claim_id,
    paired.sum_claim_id,
    paired.how,
    summed.parts,
    summed.addends,
    summed.sum,
    whole.value,
    whole.qualifier,
    whole.value - summed.sum as difference,
    whole.value_low - summed.sum_high as difference_low,
    whole.value_high - summed.sum_low as difference_high,
    date_diff('day', summed.last_day, whole.day) as days_apart
from paired
join summed using (sum_claim_id)
join figure as whole on whole.claim_id = paired.claim_id
