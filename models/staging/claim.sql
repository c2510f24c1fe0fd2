-- Claims come as rows like any list; here each figure gets its type, its bounds and its lists.
-- "More than 800" is 801 to open; "about" has equal bounds. A blank window end is the cut-off.
with

fields as (
    select
        version.record_id,
        version.document_sha256,
        version.locator,
        version.date_order,
        map_from_entries(list((value.field, value.value_code))) as said
    from staging.version as version
    join staging.value as value using (record_id)
    where version.source_kind = 'claims'
    group by all
),

typed as (
    select
        said['claim_id'] as claim_id,
        coalesce(said['reading'], 'stated') as reading,
        document_sha256,
        locator,
        said['organisation'] as organisation,
        said['side'] as side,
        said['claimed_by'] as claimed_by,
        first_day(said['said_on'], date_order) as said_on,
        first_day(coalesce(said['as_of'], said['said_on']), date_order) as as_of,
        try_cast(said['value'] as bigint) as value,
        coalesce(said['qualifier'], 'exact') as qualifier,
        said['unit'] as unit,
        coalesce(said['stock_or_flow'], 'flow') as stock_or_flow,
        coalesce(said['basis'], 'gross') as basis,
        first_day(said['window_start'], date_order) as window_start,
        end_day(said['window_end'], date_order) as window_end,
        said['window_text'] as window_text,
        code_list(said['excludes']) as excludes,
        said['population'] as population,
        code_list(said['evidence']) as evidence,
        code_list(said['parts']) as parts,
        nullif(code_list(said['derived_from']), []) as derived_from,
        said['names_published'] as names_published,
        said['source_url'] as source_url,
        said['notes'] as notes,
        said['label_es'] as label_es,
        said['label_en'] as label_en,
        said['part_reason'] as part_reason
    from fields
),

-- A claim with a fault stops the run, and says so in staging.rejected.
sound as (
    select *
    from typed
    anti join staging.claim_fault using (document_sha256, locator)
    where said_on <= coalesce((select as_of_day from raw.vintage), said_on)
),

whole as (
    select *, unnest(parts) as part_id from sound where reading = 'stated'
)

select
    * exclude (document_sha256, locator),
    (
        select min(whole.claim_id)
        from whole
        where whole.part_id = sound.claim_id
            and whole.organisation = sound.organisation
            and whole.unit = sound.unit
            and whole.window_start is not distinct from sound.window_start
            and counted_until(whole.window_end, whole.as_of) = counted_until(sound.window_end, sound.as_of)
    ) as breakdown_of,
    row_number() over (order by said_on, claim_id, reading <> 'stated', reading) as position,
    case qualifier
        when 'more_than' then value + 1
        else value
    end as value_low,
    if(qualifier in ('more_than', 'at_least'), null, value) as value_high
from sound
