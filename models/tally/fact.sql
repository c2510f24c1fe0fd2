-- What a pool says of a release: the intersection of its rows' dates (the hull where they do not meet) and the
-- union of their codes, but a row that says the person left cancels what its other rows say instead of leaving.
with

said as (
    select
        pool.*,
        record.occurred_from,
        record.occurred_to,
        record.date_basis,
        record.detained_from,
        record.event,
        present([
            if(record.event = 'transfer', 'TRANSFER', null),
            if(record.event = 'death', 'DEATH', null),
            if(record.event = 'order', 'ORDER_PENDING', null),
            if(record.event = 'measure_lifted', 'MEASURE_LIFTED', null),
            if(squeezed(record.accompanies) is not null, 'DEPENDENT', null),
            if(record.political = 'no', 'NOT_POLITICAL', null),
            if(record.offence_excluded, 'EXCLUDED_OFFENCE', null),
            if(
                len(record.nationality) > 0 and not list_contains(record.nationality, place.country),
                'FOREIGN', null),
            if(record.category = 'military', 'MILITARY', null),
            if(record.category = 'adolescent' or record.is_minor = 'yes', 'ADOLESCENT', null),
            if(record.event = 'house_arrest' or list_contains(record.measure, 'house_arrest'), 'HOUSE_ARREST', null),
            if(
                len(list_filter(
                    record.measure,
                    lambda measure: measure not in ('full_freedom', 'none_stated', 'house_arrest'))) > 0,
                'CONDITIONAL', null),
            if(not name.id_valid and name.name_parts < 2, 'UNIDENTIFIABLE', null)
        ]) as codes
    from tally.pool_row as pool
    join staging.record as record using (record_id)
    join staging.name as name using (record_id)
    cross join raw.case as place
),

united as (
    select
        pool_id,
        release_id,
        any_value(person_id) as person_id,
        max(occurred_from) as latest_from,
        min(occurred_to) as earliest_to,
        if(bool_or(occurred_from is null), null, min(occurred_from)) as hull_from,
        if(bool_or(occurred_to is null), null, max(occurred_to)) as hull_to,
        bool_or(date_basis = 'stated') as dated,
        list(detained_from) filter (detained_from is not null) as detentions,
        coalesce(bool_or(event in ('release', 'house_arrest')), false) as left_custody,
        list_sort(list_distinct(flatten(list(codes)))) as codes,
        min(row_order) as row_order
    from said
    group by pool_id, release_id
),

placed as (
    select
        *,
        coalesce(latest_from > earliest_to, false) as date_conflict
    from united
),

spanned as (
    select
        *,
        if(date_conflict, hull_from, latest_from) as occurred_from,
        if(date_conflict, hull_to, earliest_to) as occurred_to
    from placed
)

select
    pool_id,
    release_id,
    person_id,
    occurred_from,
    occurred_to,
    dated,
    date_conflict,
    list_concat(
        list_filter(
            codes,
            lambda code: not (left_custody and code in ('TRANSFER', 'ORDER_PENDING', 'MEASURE_LIFTED'))),
        if(
            len(list_filter(
                detentions,
                lambda detained: date_diff('day', detained, occurred_to) between 0 and 2)) > 0,
            ['SHORT_ARREST'], [])
    ) as codes,
    row_order
from spanned
