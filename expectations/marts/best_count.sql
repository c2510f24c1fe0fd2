-- Each line beside the definition of which it counts a part.
select
    part.low,
    part.high,
    coalesce(part.count between part.low and part.high, true) as holds_its_count,
    part.unit = whole.unit and part.unit in ('person', 'release') as has_the_unit,
    part.definition <> 'back_in_custody' and coalesce(part.count > whole.count or part.high > whole.high, false) as exceeds
from marts.best_count as part
cross join (from marts.best_count where definition = 'common_scope') as whole
