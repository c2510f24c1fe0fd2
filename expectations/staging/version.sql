select
    version.record_id is not null
    or withdrawn.record_id is not null
    or source.files_are = 'editions'
        and row.document_sha256 not in (select document_sha256 from staging.version) as is_kept
from raw.row as row
join raw.source as source using (source_id)
left join (select distinct record_id from staging.withdrawn) as withdrawn
    on withdrawn.record_id = record_id_of(row.source_id, row.row_key, row.occurrence)
left join staging.version as version
    on version.record_id = record_id_of(row.source_id, row.row_key, row.occurrence)
