-- Batches add up: a row whose key an earlier file holds already is that row published again;
-- its newest version holds, its place stays the earliest's. Of editions only the newest file counts. A row withdrawn for
-- safety is in no version, and so in no table that follows.
with

files as (
    select
        document.*,
        source.source_kind,
        source.independence_group,
        source.date_order,
        source.name_order,
        row_number() over (
            partition by source_id order by document.published_on nulls last, document.path
        ) as file_order,
        source.files_are = 'editions' and row_number() over (
            partition by source_id order by document.published_on desc nulls first, document.path desc
        ) > 1 as superseded
    from raw.document as document
    join raw.source as source using (source_id)
),

published as (
    select
        row.*,
        files.* exclude (source_id, sha256),
        record_id_of(row.source_id, row.row_key, row.occurrence) as record_id
    from raw.row as row
    join files on files.source_id = row.source_id and files.sha256 = row.document_sha256
    where record_id not in (select record_id from staging.withdrawn)
),

held as (
    select
        record_id,
        arg_min(published_on, file_order) filter (not superseded) as published_on,
        min(file_order) filter (not superseded) as file_order,
        arg_min(row_no, file_order) filter (not superseded) as row_no,
        max(file_order) filter (not superseded) as newest,
        min(first_seen_at) as first_seen_at,
        arg_min_null(published_on, (first_seen_at, coalesce(published_on, 'infinity'::date))) as first_published_on
    from published
    group by record_id
)

select
    record_id,
    published.source_id,
    published.source_kind,
    published.independence_group,
    published.document_sha256,
    published.locator,
    row_number() over (partition by published.source_id order by held.file_order, held.row_no) as list_order,
    held.published_on,
    published.published_on as last_published_on,
    held.first_seen_at,
    held.first_published_on,
    published.date_order,
    published.name_order,
    published.cells
from held
join published using (record_id)
where published.file_order = held.newest
