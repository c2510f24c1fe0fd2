-- The last day on which anything that the publication holds was said or published.
select
    coalesce(
        (select as_of_day from meta.run order by started_at desc, run_id limit 1),
        greatest((select max(said_on) from marts.claim), (select max(published_on) from meta.document))
    ) as cut_off
