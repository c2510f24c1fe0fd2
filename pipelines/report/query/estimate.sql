-- The lines of the appendix on people whom no list names.
select *
from marts.estimate
order by estimate_id
