-- What each row says beside its name. A share says how often another row of the list says the same: the list's own count,
-- this row left out, leaned on what is usual where the list is short.
-- An identity number whose rows share no part of a name is a filler, not a number.
with

shared_number as (
    select id_key, part.ear, count(distinct record_id) as rows_with_part
    from staging.name
    join linkage.part using (record_id)
    where id_valid
    group by all
),

filler as (
    select id_key
    from (select id_key, count(*) as rows from staging.name where id_valid group by id_key) as numbered
    join shared_number using (id_key)
    group by id_key, rows
    having rows > 3 and max(rows_with_part) < 0.6 * rows
),

name_parts as (
    select
        record_id,
        list({'position': position, 'part': part, 'role': role, 'married': married} order by position) as names
    from linkage.part
    group by record_id
),

told as (
    select
        record.record_id,
        source_id,
        coalesce(names, []) as names,
        case
            when list_has_any(removed, ['HIJO', 'H', 'JR']) then 'son'
            when list_has_any(removed, ['PADRE', 'SENIOR', 'P']) then 'father'
        end as generation,
        if(filler.id_key is null, name.id_key, null) as id_key,
        id_valid and filler.id_key is null as id_valid,
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
    left join name_parts using (record_id)
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
