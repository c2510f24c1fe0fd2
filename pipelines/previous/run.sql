-- What the last publication was made from. It knew up to its cut-off, else up to the day of its latest file.
with

document as (
    select
        max(coalesce(published_on, captured_at::date)) as latest_on,
        coalesce(list(distinct source_id order by source_id), []) as source_ids,
        coalesce(list(source_id || ' ' || sha256 order by source_id, sha256), []) as documents
    from last.meta.document
),

judged as (
    select coalesce(list(pair order by pair), []) as judged_pairs
    from (
        select concat_ws(
            ' ', least(left_record_id, right_record_id), greatest(left_record_id, right_record_id), judgement) as pair
        from last.marts.judged_pair
        where standing = 'holds'
    )
)

select
    run.run_id,
    coalesce(run.as_of_day, document.latest_on) as known_until,
    document.source_ids,
    document.documents,
    judged.judged_pairs,
    map_keys(run.config) as paths,
    map_values(run.config) as hashes,
    run.models_sha256,
    run.readers_sha256
from last.meta.run as run
cross join document
cross join judged
