-- The run that made the publication.
select
    case_es,
    case_en,
    as_of_day,
    version
from meta.run
order by started_at desc, run_id
limit 1
