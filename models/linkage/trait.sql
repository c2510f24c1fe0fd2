-- What each row says, ready to compare: the parts of its name as lists, and the rest. A share says how often another row
-- of the list says the same: the list's own count, this row left out, leaned on what is usual where the list is short.
-- An identity number whose rows share no part of a name is a filler, not a number.
with

gathered as (
    select
        row_no,
        list({
            'part': part, 'part_token': part_token, 'ear_token': ear_token, 'role': role,
            'rarity': part_rarity, 'ear_rarity': ear_rarity, 'known': known, 'married': married
        } order by position) as named
    from linkage.part
    group by row_no
),

named as (
    select
        row_no,
        list_transform(named, lambda item: item.part) as parts,
        list_transform(named, lambda item: item.part_token) as part_tokens,
        list_transform(named, lambda item: item.ear_token) as ear_tokens,
        list_transform(named, lambda item: item.role) as roles,
        list_transform(named, lambda item: item.rarity) as rarities,
        list_transform(named, lambda item: item.ear_rarity) as ear_rarities,
        list_transform(named, lambda item: item.known) as known,
        list_transform(named, lambda item: item.married) as married
    from gathered
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
        select id_key, rows, ear_token, count(*) as rows_with_part
        from repeated_number
        join staging.name using (id_key)
        join linkage.part using (row_no)
        where id_valid
        group by all
    )
    group by id_key, rows
    having max(rows_with_part) < 0.6 * rows
),

told as (
    select
        name.row_no,
        record.record_id,
        source_id,
        coalesce(parts, []) as parts,
        coalesce(part_tokens, []) as part_tokens,
        coalesce(ear_tokens, []) as ear_tokens,
        coalesce(roles, []) as roles,
        coalesce(rarities, []) as rarities,
        coalesce(ear_rarities, []) as ear_rarities,
        coalesce(known, []) as known,
        coalesce(married, []) as married,
        case
            when list_has_any(removed, ['HIJO', 'H', 'JR']) then 'son'
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
        folded(facility) as facility,
        folded(state) as state,
        sex
    from staging.record
    join staging.name using (record_id)
    left join named on named.row_no = name.row_no
    left join filler on filler.id_key = name.id_key
)

select
    told.*,
    count(*) over list as list_rows,
    share_of_others(
        count(*) over (partition by source_id, occurred_from), count(occurred_from) over list, 0.06
    ) as occurred_share,
    share_of_others(
        count(*) over (partition by source_id, detained_from), count(detained_from) over list, 0.01
    ) as detained_share,
    share_of_others(
        count(*) over (partition by source_id, facility), count(facility) over list, 0.08
    ) as facility_share,
    share_of_others(
        count(*) over (partition by source_id, state), count(state) over list, 0.08
    ) as state_share
from told
window list as (partition by source_id)
