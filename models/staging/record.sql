-- One row per published row: its values field by field, its dates as intervals, its places by accepted name.
-- No interval ends after the publication of its file, if it begins before; an undated row runs from
-- the detention, where stated, to that publication.
with

fields as (
    select
        record_id,
        {
            'row_id': any_value(value_code) filter (field = 'row_id'),
            'full_name': any_value(value_code) filter (field = 'full_name'),
            'given_names': any_value(value_code) filter (field = 'given_names'),
            'surnames': any_value(value_code) filter (field = 'surnames'),
            'nickname': any_value(value_code) filter (field = 'nickname'),
            'national_id': any_value(value_code) filter (field = 'national_id'),
            'sex': any_value(value_code) filter (field = 'sex'),
            'age': any_value(value_code) filter (field = 'age'),
            'birth_date': any_value(value_code) filter (field = 'birth_date'),
            'is_minor': any_value(value_code) filter (field = 'is_minor'),
            'nationality': list(value_code order by position) filter (field = 'nationality' and value_code is not null),
            'category': any_value(value_code) filter (field = 'category'),
            'detained_on': any_value(value_code) filter (field = 'detained_on'),
            'event': any_value(value_code) filter (field = 'event'),
            'occurred_on': any_value(value_code) filter (field = 'occurred_on'),
            'facility': any_value(value_code) filter (field = 'facility'),
            'state': any_value(value_code) filter (field = 'state'),
            'measure': list(value_code order by position) filter (field = 'measure' and value_code is not null),
            'legal_basis': any_value(value_code) filter (field = 'legal_basis'),
            'offence': string_agg(value_code, '; ' order by position) filter (field = 'offence'),
            'offences': list(folded(value_code)) filter (field = 'offence' and value_code is not null),
            'political': any_value(value_code) filter (field = 'political'),
            'verification': any_value(value_code) filter (field = 'verification'),
            'accompanies': any_value(value_code) filter (field = 'accompanies'),
            'note': any_value(value_code) filter (field = 'note'),
            'url': any_value(value_code) filter (field = 'url')
        } as said
    from staging.value
    group by record_id
),

facility_name as (
    select folded(unnest(list_prepend(facility, aliases))) as alias, facility from raw.facility
),

state_name as (
    select folded(unnest(list_prepend(state, aliases))) as alias, state from raw.state
),

offence_name as (
    select
        list(distinct alias) as known_offences,
        list(distinct alias) filter (excluded) as excluded_offences
    from (select folded(unnest(list_prepend(offence, aliases))) as alias, excluded from raw.offence)
),

read as (
    select
        version.*,
        fields.said,
        birth,
        detained,
        stated,
        facility_name.facility,
        state_name.state,
        coalesce(list_has_any(fields.said.offences, offence_name.excluded_offences), false) as offence_excluded,
        list_filter(
            fields.said.offences,
            lambda offence: not coalesce(list_contains(offence_name.known_offences, offence), false)
        ) as unknown_offences
    from staging.version as version
    join fields using (record_id)
    cross join offence_name
    left join staging.day as birth
        on birth.date_order = version.date_order and birth.published_value = fields.said.birth_date
    left join staging.day as detained
        on detained.date_order = version.date_order and detained.published_value = fields.said.detained_on
    left join staging.day as stated
        on stated.date_order = version.date_order and stated.published_value = fields.said.occurred_on
    left join facility_name on facility_name.alias = folded(fields.said.facility)
    left join state_name on state_name.alias = folded(fields.said.state)
    where version.source_kind <> 'claims'
),

dated as (
    select
        *,
        case
            when stated.first_day is not null then stated.first_day
            when last_published_on is null or detained.first_day <= last_published_on then detained.first_day
        end as occurred_from,
        case
            when stated.first_day is null then last_published_on
            when stated.first_day <= last_published_on then least(stated.last_day, last_published_on)
            else stated.last_day
        end as occurred_to,
        case
            when stated.first_day is not null then 'stated'
            when detained.first_day is not null and coalesce(detained.first_day <= last_published_on, true)
                then 'detained_to_publication'
            when last_published_on is not null then 'until_publication'
            else 'none'
        end as date_basis
    from read
)

select
    record_id,
    source_id,
    source_kind,
    independence_group,
    document_sha256,
    locator,
    list_order,
    published_on,
    first_seen_at,
    first_published_on,
    name_order,
    said.row_id,
    said.full_name,
    said.given_names,
    said.surnames,
    said.nickname,
    said.national_id,
    said.sex,
    try_cast(regexp_extract(said.age, '^\d+') as integer) as age,
    birth.first_day as birth_from,
    birth.last_day as birth_to,
    said.is_minor,
    said.nationality,
    said.category,
    detained.first_day as detained_from,
    detained.last_day as detained_to,
    said.event,
    if(source_kind = 'register', null, occurred_from) as occurred_from,
    if(source_kind = 'register', null, occurred_to) as occurred_to,
    if(source_kind = 'register', null, date_basis) as date_basis,
    coalesce(facility, said.facility) as facility,
    coalesce(state, said.state) as state,
    said.measure,
    said.legal_basis,
    said.offence,
    offence_excluded,
    said.political,
    said.verification,
    said.accompanies,
    said.note,
    said.url,
    list_filter([
        if(stated.first_day > last_published_on, 'date_after_publication', null),
        if(stated.first_day <= last_published_on and stated.last_day > last_published_on, 'cut_by_publication', null),
        if(least(stated.first_day, detained.first_day) < date '1999-01-01', 'date_before_1999', null),
        if(said.facility is not null and facility is null, 'unknown_facility', null),
        if(said.state is not null and state is null, 'unknown_state', null),
        if(len(unknown_offences) > 0, 'unknown_offence', null)
    ], lambda flag: flag is not null) as flags
from dated
