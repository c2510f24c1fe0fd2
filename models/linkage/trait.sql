-- What each row says, ready to compare: the parts of its name as lists, and the rest. A share says how often another row
-- of the list says the same: the list's own count, this row left out, leaned on what is usual where the list is short.
-- An identity number whose rows share no part of a name is a filler, not a number.
with

part_sounds as (
    select part, bit_or(1::ubigint << (hash(ear) % 64)) as sounds
    from linkage.spelling
    where choice <= 1
    group by part
),

gathered as (
    select
        row_no,
        bit_or(sounds) as sounds,
        list_sort(list({
            'position': position,
            'token': token,
            'is_family': role = 'family',
            'is_initial': role = 'initial',
            'rarity': rarity,
            'married': married
        })) as named,
        sum(rarity) as rarity,
        coalesce(sum(rarity) filter (role = 'family'), 0) as family_rarity
    from linkage.part
    left join part_sounds on part_sounds.part = part.part and role <> 'initial'
    group by row_no
),

repeated_number as (
    select id_key, count(*) as rows
    from staging.name
    where id_valid
    group by id_key
    having rows > 3
),

filler as (
    select id_key
    from (
        select id_key, rows, ear, count(distinct row_no) as rows_with_part
        from repeated_number
        join staging.name using (id_key)
        join linkage.part using (row_no)
        where id_valid
        group by all
    )
    group by id_key, rows
    having max(rows_with_part) < 0.6 * rows
),

place as (
    select place, folded(place) as name
    from (select facility as place from staging.record union select state from staging.record)
),

told as (
    select
        name.row_no,
        record.record_id,
        source_id,
        coalesce(list_transform(named, lambda item: item.token), []) as tokens,
        coalesce(
            list_transform(list_filter(named, lambda item: item.is_family), lambda item: item.token), []
        ) as family_tokens,
        coalesce(
            list_transform(list_filter(named, lambda item: item.is_initial), lambda item: item.token), []
        ) as initial_tokens,
        coalesce(
            list_transform(list_filter(named, lambda item: item.married), lambda item: item.token), []
        ) as married_tokens,
        coalesce(sounds, 0) as sounds,
        coalesce(list_transform(named, lambda item: item.rarity), []) as rarities,
        coalesce(gathered.rarity, 0) as rarity,
        coalesce(family_rarity, 0) as family_rarity,
        case
            when list_has_any(removed, ['HIJO', 'HIJA', 'H', 'JR']) then 'son'
            when list_has_any(removed, ['PADRE', 'SENIOR', 'P']) then 'father'
        end as generation,
        if(filler.id_key is null, name.id_key, null) as id_key,
        id_valid and filler.id_key is null as id_valid,
        if(id_valid and filler.id_key is null, birth_year_of(name.id_key), null) as number_year,
        source_kind = 'release_list' and coalesce(event not in ('rearrest', 'detention', 'death'), true) as dates_release,
        event,
        occurred_from,
        occurred_to,
        detained_from,
        detained_to,
        coalesce(birth_from, (coalesce(published_on, occurred_to) - to_years(age + 1))::date + 1) as birth_from,
        coalesce(birth_to, (coalesce(published_on, occurred_to) - to_years(age))::date) as birth_to,
        facility_name.name as facility,
        state_name.name as state,
        sex
    from staging.record
    join staging.name using (record_id)
    left join gathered on gathered.row_no = name.row_no
    left join filler on filler.id_key = name.id_key
    left join place as facility_name on facility_name.place = record.facility
    left join place as state_name on state_name.place = record.state
),

list as (
    select
        source_id,
        row_number() over (order by source_id) as list_no,
        count(*) as list_rows,
        count(occurred_from) as occurred_rows,
        count(detained_from) as detained_rows,
        count(facility) as facility_rows,
        count(state) as state_rows
    from told
    group by source_id
),

occurred as (select source_id, occurred_from, count(*) as rows from told group by all),

detained as (select source_id, detained_from, count(*) as rows from told group by all),

facility as (select source_id, facility, count(*) as rows from told group by all),

state as (select source_id, state, count(*) as rows from told group by all)

select
    told.*,
    list_no,
    list_rows,
    share_of_others(occurred.rows, occurred_rows, 0.06) as occurred_share,
    share_of_others(detained.rows, detained_rows, 0.01) as detained_share,
    share_of_others(facility.rows, facility_rows, 0.08) as facility_share,
    share_of_others(state.rows, state_rows, 0.08) as state_share
from told
join list using (source_id)
left join occurred using (source_id, occurred_from)
left join detained using (source_id, detained_from)
left join facility using (source_id, facility)
left join state using (source_id, state)
