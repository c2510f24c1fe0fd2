-- A figure that cannot be read, a code that is none, a source, claim or comparison that does not exist.
with

line as (
    select
        version.record_id,
        version.source_id,
        version.document_sha256,
        version.locator,
        version.date_order,
        map_from_entries(list((value.field, value.value_code))) as said
    from staging.version as version
    join staging.value as value using (record_id)
    where version.source_kind = 'claims'
    group by all
),

code as (
    select scheme, list(code) as codes from raw.label group by scheme
),

known as (
    select
        (select coalesce(list(source_id), []) from raw.source) as source_ids,
        (select coalesce(list(distinct said['claim_id']), []) from line) as claim_ids,
        list_filter(
            default_precedence(),
            lambda reason: reason not in (
                'DUPLICATE', 'REPEAT', 'OUT_OF_WINDOW', 'REARRESTED', 'UNDETERMINED', 'UNVERIFIED', 'NOT_ON_LIST',
                'UNITEMISED', 'BEYOND_CLAIM')) as excludable
),

blank as (
    select line.*, heading, null as value_text, 'blank' as fault
    from line
    cross join (select unnest(['claim_id', 'organisation', 'side', 'said_on', 'unit']) as heading)
    where line.said[heading] is null
),

coded as (
    select line.*, heading, line.said[heading] as value_text, 'unknown code' as fault
    from line
    cross join (
        values ('side', 'publisher_kind'), ('qualifier', 'qualifier'), ('unit', 'unit'),
            ('stock_or_flow', 'stock_or_flow'), ('basis', 'basis'), ('names_published', 'names_published'),
            ('part_reason', 'reason')
    ) as has_codes (heading, scheme)
    left join code using (scheme)
    where line.said[heading] is not null
        and not list_contains(coalesce(code.codes, []), line.said[heading])
),

figures as (
    select line.*, 'value' as heading, line.said['value'] as value_text, 'no whole number' as fault
    from line
    where line.said['value'] is not null and not regexp_full_match(line.said['value'], '\d+')
),

referred as (
    select
        * exclude (source_ids, claim_ids, excludable, fault, heading, value_text),
        heading,
        value_text,
        fault
    from (
        select line.*, heading, unnest(code_list(line.said[heading])) as value_text, fault
        from line
        cross join (
            values ('evidence', 'unknown source'), ('parts', 'unknown claim'), ('derived_from', 'unknown claim'),
                ('excludes', 'not a code that a scope may exclude')
        ) as names (heading, fault)
    )
    cross join known
    where not list_contains(
        case fault
            when 'unknown source' then known.source_ids
            when 'unknown claim' then known.claim_ids
            else known.excludable
        end, value_text)
),

repeated as (
    select line.*, 'claim_id' as heading, line.said['claim_id'] as value_text, 'one reading given twice' as fault
    from line
    where line.said['claim_id'] is not null
    qualify row_number() over (
        partition by line.said['claim_id'], coalesce(line.said['reading'], 'stated') order by locator, record_id) > 1
),

unstated as (
    select line.*, 'reading' as heading, line.said['claim_id'] as value_text, 'no stated reading' as fault
    from line
    qualify not bool_or(coalesce(line.said['reading'], 'stated') = 'stated') over (partition by line.said['claim_id'])
),

-- A window may begin or end with a month; what was said, was said on a day.
undated as (
    select line.*, heading, line.said[heading] as value_text, 'no date' as fault
    from line
    cross join (
        values ('said_on', true), ('as_of', true), ('window_start', false), ('window_end', false)
    ) as dates (heading, is_day)
    where line.said[heading] is not null
        and (
            first_day(line.said[heading], line.date_order) is null
            or is_day and first_day(line.said[heading], line.date_order) < end_day(line.said[heading], line.date_order)
        )
),

backwards as (
    select line.*, 'window_end' as heading, line.said['window_end'] as value_text, 'ends before it begins' as fault
    from line
    where end_day(line.said['window_end'], line.date_order) < first_day(line.said['window_start'], line.date_order)
),

compared as (
    select
        'case' as source_id,
        '' as document_sha256,
        locator,
        heading,
        claim_id as value_text,
        'unknown claim' as fault
    from (
        select 'comparison ' || comparison_id as locator, 'from' as heading, from_claim_id as claim_id from raw.comparison
        union all
        select 'comparison ' || comparison_id as locator, 'to' as heading, to_claim_id as claim_id from raw.comparison
        union all
        select 'estimate' as locator, 'claims' as heading, unnest(estimate_claims) as claim_id from raw.common_scope
    )
    cross join known
    where not list_contains(known.claim_ids, claim_id)
),

faults as (
    select * exclude (record_id, date_order, said) from blank
    union all
    select * exclude (record_id, date_order, said) from coded
    union all
    select * exclude (record_id, date_order, said) from figures
    union all
    select * exclude (record_id, date_order, said) from referred
    union all
    select * exclude (record_id, date_order, said) from repeated
    union all
    select * exclude (record_id, date_order, said) from unstated
    union all
    select * exclude (record_id, date_order, said) from undated
    union all
    select * exclude (record_id, date_order, said) from backwards
    union all
    select * from compared
)

select
    source_id,
    document_sha256,
    locator,
    heading,
    string_agg(distinct value_text, '|' order by value_text) as value_text,
    fault as reason_text,
    case fault
        when 'blank' then 'fill it in'
        when 'unknown code' then 'use a code of data/reference/labels.csv'
        when 'no whole number' then 'write digits alone, or leave it blank where no figure was given'
        when 'unknown source' then 'name the stem of a YAML file under sources/, or leave it blank'
        when 'unknown claim' then 'name a claim_id of the claims'
        when 'not a code that a scope may exclude' then 'name codes that a scope shuts out only if it says so'
        when 'one reading given twice' then 'give each further reading a name of its own in reading'
        when 'no stated reading' then 'add the claim as it was said, with reading stated'
        when 'no date' then 'write a day, in the order that dates: of its YAML declares'
        else 'correct the dates'
    end as remedy
from faults
group by all
