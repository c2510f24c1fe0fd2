-- The best-supported number under each definition.
select definition, count, low, high, as_of
from marts.best_count
order by definition
