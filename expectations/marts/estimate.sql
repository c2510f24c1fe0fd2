-- Each line of the appendix: whether it gives a number of people beside a refusal, and whether its bounds enclose it.
select
    coalesce(low, estimate, high) is not null and bool_or(refusal is not null) over () as though_refused,
    coalesce(low <= estimate, true) and coalesce(estimate <= high, true) as in_interval
from marts.estimate
