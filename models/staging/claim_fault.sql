-- A figure that cannot be read, a code that is none, a source, claim or comparison that does not exist.
with recursive

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
            ('stock_or_flow', 'stock_or_flow'), ('basis', 'basis'), ('population', 'population'), ('names_published', 'names_published'),
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

-- What a claim is made of, however far; a claim that is made of itself is made of nothing.
link as (
    select said['claim_id'] as claim_id, heading, unnest(code_list(said[heading])) as named_id
    from line
    cross join (values ('parts'), ('derived_from')) as names (heading)
),

chain as (
    select * from link
    union
    select chain.claim_id, chain.heading, link.named_id
    from chain
    join link on link.heading = chain.heading and link.claim_id = chain.named_id
),

circular as (
    select line.*, link.heading, link.named_id as value_text, 'leads back to the claim itself' as fault
    from line
    join link on link.claim_id = line.said['claim_id'] and list_contains(code_list(line.said[link.heading]), link.named_id)
    where link.named_id = link.claim_id
        or exists (
            select 1
            from chain
            where chain.heading = link.heading
                and chain.claim_id = link.named_id
                and chain.named_id = link.claim_id)
),

stated as (
    select
        said['claim_id'] as claim_id,
        said['organisation'] as organisation,
        coalesce(said['stock_or_flow'], 'flow') as stock_or_flow,
        said['unit'] as unit,
        said['value'] as value,
        said['population'] as population,
        first_day(coalesce(said['as_of'], said['said_on']), date_order) as as_of,
        first_day(said['window_start'], date_order) as window_start
    from line
    where coalesce(said['reading'], 'stated') = 'stated'
),

-- Those held and those who left are set against one another in a balance alone.
mixed as (
    select line.*, link.heading, link.named_id as value_text, 'mixes stock and flow' as fault
    from line
    join link on link.claim_id = line.said['claim_id'] and list_contains(code_list(line.said[link.heading]), link.named_id)
    join stated on stated.claim_id = link.named_id
    where stated.stock_or_flow <> coalesce(line.said['stock_or_flow'], 'flow')
),

balanced as (
    select
        balance.balance_id,
        balance.item,
        balance.claim_id as named_id,
        stated,
        first_value(stated) over one as opening,
        last_value(stated) over one as closing
    from raw.balance as balance
    left join stated on stated.claim_id = balance.claim_id
    window one as (
        partition by balance.balance_id order by balance.place rows between unbounded preceding and unbounded following)
),

unbalanced as (
    select
        'case' as source_id,
        '' as document_sha256,
        'balance ' || balance_id as locator,
        item as heading,
        named_id as value_text,
        unnest(present([
            if(stated.claim_id is null, 'unknown claim', null),
            if(item in ('opening', 'closing') and stated.stock_or_flow <> 'stock', 'no stock', null),
            if(item = 'releases' and stated.stock_or_flow <> 'flow', 'no flow', null),
            -- What comes or goes otherwise is coded a stock, since nobody was released; who, its population says.
            if(item not in ('opening', 'closing', 'releases') and stated.stock_or_flow = 'stock' and stated.population is null,
                'counts all who are held', null),
            if(stated.unit <> 'person', 'counts no persons', null),
            if(stated.claim_id is not null and stated.value is null, 'no figure', null),
            if(stated.organisation <> opening.organisation, 'another organisation than that of the opening', null),
            if(opening.claim_id is not null and item in ('closing', 'releases') and stated.claim_id is not null
                and stated.population is distinct from opening.population, 'another population than that of the opening', null),
            if(item = 'closing' and stated.as_of <= opening.as_of, 'closes before it opens', null),
            if(stated.stock_or_flow = 'flow' and stated.window_start < opening.as_of
                or stated.window_start > closing.as_of, 'counts days outside the balance', null)
        ])) as fault
    from balanced
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
    select * exclude (record_id, date_order, said) from circular
    union all
    select * exclude (record_id, date_order, said) from mixed
    union all
    select * from unbalanced
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
        when 'leads back to the claim itself' then 'take out what the claim is itself a part of, or computed from'
        when 'mixes stock and flow' then 'name claims of the same stock_or_flow; declare a balance for the others'
        when 'no stock' then 'name a claim whose stock_or_flow is stock'
        when 'no flow' then 'name a claim whose stock_or_flow is flow'
        when 'counts all who are held' then 'name a claim of those who came or went, and say whom it counts in population'
        when 'counts no persons' then 'name a claim whose unit is person'
        when 'no figure' then 'name a claim with a value'
        when 'another organisation than that of the opening' then 'name claims of one organisation'
        when 'another population than that of the opening' then 'name claims of one population'
        when 'closes before it opens' then 'name a closing stock of a later day'
        when 'counts days outside the balance' then 'name a claim of days between the two stocks'
        when 'no date' then 'write a day, in the order that dates: of its YAML declares'
        else 'correct the dates'
    end as remedy
from faults
group by all
