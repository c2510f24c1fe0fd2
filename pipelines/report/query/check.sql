-- Every rule that was checked.
select *
from meta.check
order by severity, table_name, rule
