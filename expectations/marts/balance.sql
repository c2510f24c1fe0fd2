-- Each balance beside a count of its own, from the figures that the case declares.
with

recount as (
    select
        balance.balance_id,
        sum(value) filter (item = 'closing') as closing,
        sum(case
            when item in ('closing', 'releases', 'deaths', 'reclassified') then value
            else -value
        end) as residual
    from raw.balance as balance
    join staging.claim as claim on claim.claim_id = balance.claim_id and claim.reading = 'stated'
    group by balance.balance_id
),

told as (
    select
        balance_id,
        max_by(running_total, line_no) as closing,
        sum(amount) filter (item = 'residual') as residual
    from marts.balance
    group by balance_id
)

select
    told.closing - recount.closing as off_figure,
    coalesce(told.residual - recount.residual, 1)::bigint as off_residual
from told
join recount using (balance_id)
