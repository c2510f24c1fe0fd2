-- Sets of several reasons. What carries one reason alone, or none, the bridge says already.
select
    'reason_set/' || comparison_id || '/' || from_reading || '/' || to_reading || '/' || side as name,
    all_reasons as reasons,
    units as people
from marts.reason_set
where degree > 1
order by all
