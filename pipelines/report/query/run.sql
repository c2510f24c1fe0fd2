-- The run that made the publication, with the last day on which anything it holds was said or published.
select
    run.*,
    coalesce(
        run.as_of_day,
        greatest((select max(said_on) from marts.claim), (select max(published_on) from meta.document))
    ) as cut_off
from meta.run as run
order by started_at desc, run_id
limit 1
