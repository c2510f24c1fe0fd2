-- A row counts where it was withdrawn first.
with

first_time as (
    select *
    from staging.withdrawn
    qualify row_number() over (partition by record_id order by position) = 1
)

select
    source_id,
    withdrawn_on,
    withdrawal_reason,
    count(*) as records
from first_time
group by all
