-- Every comparison, in the order of the case.
select *
from marts.comparison
order by position, comparison_id
