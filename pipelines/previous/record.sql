-- The rows of the last publication, and to whom they belonged.
select
    record_id,
    source_id,
    document_sha256,
    list_order,
    coalesce(full_name, concat_ws(' ', given_names, surnames)) as full_name,
    national_id,
    facts_sha256_of(appearance) as facts_sha256,
    person_id,
    release_id
from last.marts.appearance as appearance
