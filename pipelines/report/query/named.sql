-- Everybody whom the edition shows by name.
select source_id, full_name, occurred_from, occurred_to
from marts.appearance
order by source_id, full_name, occurred_from
