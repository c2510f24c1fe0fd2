-- Each figure beside the nearest of each other organisation: the nearest day within two, then the fewest excluded codes that
-- differ, then the later day. Of several figures of one organisation for one day it is the last, which is the greatest.
with

figure as (
    select
        * replace (list_sort(excludes) as excludes),
        counted_until(window_end, as_of) as day,
        (unit, stock_or_flow, basis, window_start, population) as definition
    from staging.claim
    where reading = 'stated' and value is not null and breakdown_of is null and derived_from is null
        -- Of two unstated first days nobody knows whether they are one.
        and (stock_or_flow = 'stock' or window_start is not null)
    qualify row_number() over (
        partition by organisation, definition, excludes, day order by value desc, said_on desc, claim_id) = 1
),

beside as (
    select one.claim_id as one_id, other.claim_id as other_id
    from figure as one
    join figure as other
        on one.definition is not distinct from other.definition
        and one.organisation <> other.organisation
        and abs(date_diff('day', one.day, other.day)) <= 2
    qualify row_number() over (
        partition by one.claim_id, other.organisation
        order by
            abs(date_diff('day', one.day, other.day)),
            len(list_distinct(list_concat(one.excludes, other.excludes)))
                - len(list_intersect(one.excludes, other.excludes)),
            other.day desc,
            other.claim_id
    ) = 1
),

paired as (
    select distinct least(one_id, other_id) as left_claim_id, greatest(one_id, other_id) as right_claim_id
    from beside
)

select
    left_claim_id,
    right_claim_id,
    one.organisation as left_organisation,
    other.organisation as right_organisation,
    one.unit as unit,
    one.stock_or_flow as stock_or_flow,
    one.basis as basis,
    one.window_start as window_start,
    one.population as population,
    one.value as left_value,
    one.qualifier as left_qualifier,
    other.value as right_value,
    other.qualifier as right_qualifier,
    other.value - one.value as difference,
    other.value_low - one.value_high as difference_low,
    other.value_high - one.value_low as difference_high,
    date_diff('day', one.day, other.day) as days_apart,
    list_filter(one.excludes, lambda code: not list_contains(other.excludes, code)) as left_excludes,
    list_filter(other.excludes, lambda code: not list_contains(one.excludes, code)) as right_excludes
from paired
join figure as one on one.claim_id = left_claim_id
join figure as other on other.claim_id = right_claim_id
