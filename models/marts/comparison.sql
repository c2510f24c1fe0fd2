-- How each comparison was made; one that nothing bridges says so.
with

bridged as (
    select distinct comparison_id, 'rows' as bridged_by from tally.row_line
    union all
    select distinct comparison_id, 'claims' as bridged_by from tally.claim_line
)

select
    comparison.*,
    coalesce(
        bridged.bridged_by,
        if("from".claim_id is null or "to".claim_id is null, 'not_yet_said', 'refused')
    ) as bridged_by,
    date_diff('day', "from".as_of, "to".as_of) as days_apart
from raw.comparison as comparison
left join bridged using (comparison_id)
left join staging.claim as "from" on "from".claim_id = comparison.from_claim_id and "from".reading = 'stated'
left join staging.claim as "to" on "to".claim_id = comparison.to_claim_id and "to".reading = 'stated'
