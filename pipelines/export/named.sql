-- The last day on which anything the publication holds was said or published, and the run that made it.
select
    coalesce(
        run.as_of_day,
        greatest((select max(said_on) from marts.claim), (select max(published_on) from meta.document)),
        run.started_at::date
    ) as cut_off,
    run.run_id,
    run.case_es,
    run.case_en,
    run.version
from meta.run as run
order by run.started_at desc, run.run_id
limit 1
