-- What the lists tell that cannot all be true.
select *
from marts.contradiction
order by kind, record_id
