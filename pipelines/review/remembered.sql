-- What is kept of each judged row, so that a later run finds it again if its publisher corrects it: its name, number and
-- place, the other facts hashed, and hashes of the rows of its list that it could be mistaken for.
with

shown as (
    select
        appearance.record_id,
        appearance.source_id,
        if(count(*) over (partition by appearance.source_id, row_id) = 1, row_id, null) as row_id,
        name_told(appearance) as name,
        id_key_of(national_id) as number,
        facts_told(appearance) as facts,
        content_told(name_told(appearance), id_key_of(national_id), facts_told(appearance)) as content,
        document.published_on,
        concat_ws(', ', document.path, locator) as place
    from marts.appearance as appearance
    left join meta.document as document
        on document.source_id = appearance.source_id and document.sha256 = appearance.document_sha256
    where appearance.source_id in (select source_id from marts.appearance where list_contains($1, record_id))
),

companion as (
    select one.record_id, list(distinct other.content order by other.content) as alike
    from shown as one
    join shown as other
        on other.source_id = one.source_id
        and other.record_id <> one.record_id
        and (other.number = one.number or name_is_alike(one.name, other.name))
    where list_contains($1, one.record_id)
    group by one.record_id
)

select
    record_id,
    map_from_entries(list_filter([
        ('row_id', row_id), ('name', name), ('number', number), ('published_on', published_on::varchar),
        ('facts', array_to_string(facts, ' ')), ('alike', array_to_string(alike, ' ')), ('place', place)
    ], lambda told: told[2] <> '')) as remembered
from shown
left join companion using (record_id)
where list_contains($1, record_id)
