-- Each line beside a count of its own: of the judged rows where rows are bridged, of the cited claims where they are not.
with

line as (
    select
        bridge.*,
        if(comparison_id in (select comparison_id from tally.row_line), 'rows', 'claims') as bridged_by,
        comparison.from_claim_id,
        comparison.to_claim_id
    from marts.bridge as bridge
    join raw.comparison as comparison using (comparison_id)
),

figure as (
    select claim_id, reading, value, qualifier in ('more_than', 'at_least') as is_open from staging.claim
),

-- What only one side counts, by the rows themselves.
side as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        count(*) filter (counted) as listed,
        count(*) filter (counted and not in_both) as only_here
    from tally.judged
    group by all
),

recount as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        reason,
        count(*) as total,
        count(*) filter (len(all_reasons) = 1) as alone,
        count(*) filter (primary_reason = reason) as amount
    from (select *, unnest(all_reasons) as reason from tally.judged where counted)
    group by all
),

stepped as (
    select
        line.* exclude (comparison_id, from_reading, to_reading, side, reason),
        recount.total as rows_total,
        recount.alone as rows_alone,
        recount.amount as rows_amount,
        comparison_id,
        from_reading,
        to_reading,
        side,
        reason
    from (select * from line where bridged_by = 'rows') as line
    full join recount using (comparison_id, from_reading, to_reading, side, reason)
    where coalesce(reason not in ('FROM', 'TO', 'UNITEMISED', 'BEYOND_CLAIM'), true)
),

cited as (
    select
        line.comparison_id,
        line.from_reading,
        line.to_reading,
        line.line_no,
        line.amount in (last.value - first.value, first.value, -first.value) as is_recounted
    from line
    join figure as first on first.claim_id = line.claim_ids[1] and first.reading = 'stated'
    join figure as last on last.claim_id = line.claim_ids[2] and last.reading = 'stated'
    where line.bridged_by = 'claims' and line.reason not in ('FROM', 'TO', 'UNITEMISED')
),

share as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        sum(
            split_part(shapley, '/', 1)::bigint * 12252240
            // coalesce(nullif(split_part(shapley, '/', 2), ''), '1')::bigint)::bigint as shares
    from stepped
    group by all
),

bridge as (
    select
        comparison_id,
        from_reading,
        to_reading,
        any_value(bridged_by) as bridged_by,
        any_value(from_claim_id) as from_claim_id,
        any_value(to_claim_id) as to_claim_id,
        sum(amount) filter (reason in ('UNITEMISED', 'BEYOND_CLAIM') and side = 'from')::bigint as residual_from,
        sum(amount) filter (reason in ('UNITEMISED', 'BEYOND_CLAIM') and side = 'to')::bigint as residual_to,
        sum(amount) filter (reason not in ('FROM', 'TO', 'UNITEMISED', 'BEYOND_CLAIM'))::bigint as stepped
    from line
    group by all
),

closed as (
    select
        bridge.*,
        "from".value as from_value,
        "to".value as to_value,
        from_side.listed as from_listed,
        from_side.only_here as from_only,
        to_side.listed as to_listed,
        to_side.only_here as to_only
    from bridge
    join figure as "from" on "from".claim_id = bridge.from_claim_id and "from".reading = bridge.from_reading
    join figure as "to" on "to".claim_id = bridge.to_claim_id and "to".reading = bridge.to_reading
    left join side as from_side
        on from_side.comparison_id = bridge.comparison_id
        and from_side.from_reading = bridge.from_reading
        and from_side.to_reading = bridge.to_reading
        and from_side.side = 'from'
    left join side as to_side
        on to_side.comparison_id = bridge.comparison_id
        and to_side.from_reading = bridge.from_reading
        and to_side.to_reading = bridge.to_reading
        and to_side.side = 'to'
)

select
    case reason when 'FROM' then amount - from_value when 'TO' then running_total - to_value else 0 end as off_figure,
    0 as unexplained,
    true as is_recounted,
    0 as off_share,
    amount_low is null or amount_high is null or amount between amount_low and amount_high as is_within
from line
join closed using (comparison_id, from_reading, to_reading)

union all

-- With rows, each residual is a figure less its rows; without, it is whatever no cited step explains.
select
    0,
    if(
        bridged_by = 'rows',
        abs(from_value + coalesce(residual_from, 0) - coalesce(from_listed, 0))
            + abs(to_value - coalesce(residual_to, 0) - coalesce(to_listed, 0))
            + abs(coalesce(from_listed, 0) - coalesce(from_only, 0) + coalesce(to_only, 0) - coalesce(to_listed, 0)),
        abs(to_value - from_value - coalesce(stepped, 0) - coalesce(residual_from, 0) - coalesce(residual_to, 0))),
    true,
    0,
    true
from closed

union all

select
    0,
    0,
    abs(amount) is not distinct from rows_amount
        and total is not distinct from rows_total
        and alone is not distinct from rows_alone,
    0,
    true
from stepped

union all

select 0, 0, is_recounted, 0, true
from cited

union all

select 0, 0, true, share.shares - 12252240 * side.only_here, true
from share
join side using (comparison_id, from_reading, to_reading, side)
