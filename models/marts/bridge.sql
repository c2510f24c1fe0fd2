-- Lines in order, with what they add up to. The interval holds 95 % of the draws, from the 2.5 % to the 97.5 % quantile
-- (the order statistic itself), and always the published amount. Where the figure of a residual is open at one end,
-- the other end is left with the most names that the interval allows. Medians of several lines need not add up.
with

spread as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        reason in ('UNITEMISED', 'BEYOND_CLAIM') as is_residual,
        if(is_residual, null, reason) as step,
        list_sort(list(amount)) as amounts
    from marts.draw
    group by all
),

bounds as (
    select
        * exclude (amounts),
        amounts[ceil(0.025 * len(amounts))::bigint] as low,
        amounts[ceil(0.5 * len(amounts))::bigint] as median,
        amounts[ceil(0.975 * len(amounts))::bigint] as high
    from spread
),

row_line as (
    select
        line.*,
        coalesce(bounds.median, line.amount) as amount_median,
        least(bounds.low, line.amount) as low,
        greatest(bounds.high, line.amount) as high
    from tally.row_line as line
    left join bounds
        on bounds.comparison_id = line.comparison_id
        and bounds.from_reading = line.from_reading
        and bounds.to_reading = line.to_reading
        and bounds.side = line.side
        and (bounds.step = line.reason or bounds.is_residual and line.reason in ('UNITEMISED', 'BEYOND_CLAIM'))
),

lines as (
    select
        * exclude (low, high) replace (
            case
                when amount_low is null then null
                when amount_high is null then greatest(amount_low - (amount - low), 0)
                else low
            end as amount_low,
            case
                when amount_high is null then null
                when amount_low is null then least(amount_high + (high - amount), 0)
                else high
            end as amount_high)
    from row_line
    union all by name
    select *, amount as amount_median from tally.claim_line
)

select
    * exclude (place),
    row_number() over bridge as line_no,
    sum(amount) over (bridge rows unbounded preceding)::bigint as running_total
from lines
window bridge as (partition by comparison_id, from_reading, to_reading order by place)
