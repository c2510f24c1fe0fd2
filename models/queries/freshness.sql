-- es: ¿De cuándo es cada lista y hasta qué día llega?
-- en: Of when is each list, and up to which day does it reach?
-- columns: source_id, files, first_published_on, last_published_on, days_behind, latest_event_on, rows, rejected
-- Days behind the list published last of all. Rows are those read from all files; the latest event is one that a row dates.
with

dated as (
    select source_id, max(occurred_to) as latest_event_on
    from marts.appearance
    where date_basis = 'stated'
    group by source_id
)

select
    source_id,
    count(*) as files,
    min(published_on) as first_published_on,
    max(published_on) as last_published_on,
    max(max(published_on)) over () - max(published_on) as days_behind,
    any_value(latest_event_on) as latest_event_on,
    sum(rows)::bigint as rows,
    sum(rejected)::bigint as rejected
from meta.document
left join dated using (source_id)
group by source_id
order by last_published_on desc nulls last, source_id
