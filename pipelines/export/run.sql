-- The run that made the publication.
select
    run_id,
    case_es,
    case_en,
    started_at,
    as_of_day,
    version
from meta.run
order by started_at desc, run_id
limit 1
