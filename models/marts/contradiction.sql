-- What the lists tell of one person that cannot all be true, in words; no figure is made of it. Days that may agree are
-- no contradiction.
with

moved as (
    select status.*, appearance.release_id, coalesce(appearance.measure, []) as measure, appearance.list_order
    from marts.status as status
    join marts.appearance as appearance using (record_id)
    where status.field = 'occurred_on' and status.told_until is null and status.status is not null
),

rows_of_release as (
    select person_id, release_id, list(record_id order by source_id, list_order) as record_ids
    from marts.appearance
    where release_id is not null
    group by all
),

out as (
    select
        release.person_id,
        release.release_id,
        release.occurred_from,
        release.occurred_to,
        bool_or(moved.status = 'released') as is_free
    from marts.release as release
    join moved using (release_id)
    where moved.status in ('released', 'house_arrest')
    group by all
),

dates_apart as (
    select release.person_id, 'release_dates' as kind, rows.record_ids, release.occurred_from as first_on, release.occurred_to as then_on
    from marts.release as release
    join rows_of_release as rows using (release_id)
    where list_contains(release.flags, 'date_conflict')
),

twice as (
    select
        later.person_id,
        'released_twice' as kind,
        list_concat(earlier_rows.record_ids, later_rows.record_ids) as record_ids,
        earlier.occurred_to as first_on,
        later.occurred_from as then_on
    from out as later
    join out as earlier
        on earlier.person_id = later.person_id and earlier.occurred_to < later.occurred_from and earlier.is_free
    join rows_of_release as earlier_rows on earlier_rows.release_id = earlier.release_id
    join rows_of_release as later_rows on later_rows.release_id = later.release_id
    where not exists (
        select 1
        from marts.status as held
        where held.person_id = later.person_id
            and held.status = 'in_custody'
            and held.told_until is null
            and coalesce(held.occurred_from <= later.occurred_to, true)
            and coalesce(held.occurred_to >= earlier.occurred_from, true)
    )
    qualify row_number() over (
        partition by later.release_id order by earlier.occurred_to desc, earlier.occurred_from desc, earlier.release_id) = 1
),

after_death as (
    select
        later.person_id,
        'after_death' as kind,
        [death.record_id, later.record_id] as record_ids,
        death.occurred_to as first_on,
        later.occurred_from as then_on
    from moved as later
    join moved as death
        on death.person_id = later.person_id and death.status = 'dead' and death.occurred_to < later.occurred_from
    where later.event in ('release', 'house_arrest', 'rearrest')
    qualify row_number() over (partition by later.record_id order by death.occurred_to, death.record_id) = 1
),

never_released as (
    select
        rearrest.person_id,
        'rearrest_without_release' as kind,
        [rearrest.record_id] as record_ids,
        rearrest.occurred_from as first_on,
        rearrest.occurred_to as then_on
    from moved as rearrest
    where rearrest.event = 'rearrest'
        and not exists (
            select 1
            from moved as earlier
            where earlier.person_id = rearrest.person_id
                and earlier.status in ('released', 'house_arrest')
                and coalesce(earlier.occurred_from <= rearrest.occurred_to, true)
        )
),

home_and_free as (
    select
        home.person_id,
        'home_and_free' as kind,
        list_sort(list_distinct([home.record_id, free.record_id])) as record_ids,
        home.occurred_from as first_on,
        home.occurred_to as then_on
    from moved as home
    join moved as free
        on free.release_id = home.release_id
        and (free.record_id = home.record_id
            or free.occurred_from = home.occurred_from and free.occurred_to = home.occurred_to
                and home.occurred_from = home.occurred_to)
    where home.status = 'house_arrest'
        and list_contains(free.measure, 'full_freedom')
    qualify row_number() over (partition by home.release_id order by home.record_id, free.record_id) = 1
),

found as (
    from dates_apart
    union all from twice
    union all from after_death
    union all from never_released
    union all from home_and_free
),

word as (
    select map_from_entries(list((code, label_es))) as es, map_from_entries(list((code, label_en))) as en
    from raw.label
    where scheme = 'contradiction'
)

select
    found.person_id,
    found.kind,
    found.record_ids[-1] as record_id,
    found.record_ids,
    as_sentence(concat_ws(': ', coalesce(word.es[kind], kind), nullif(concat_ws(
        if(kind = 'release_dates', ' – ', ', '),
        strftime(first_on, '%d/%m/%Y'), if(then_on = first_on, null, strftime(then_on, '%d/%m/%Y'))), ''))) as explanation_es,
    as_sentence(concat_ws(': ', coalesce(word.en[kind], kind), nullif(concat_ws(
        if(kind = 'release_dates', ' – ', ', '),
        strftime(first_on, '%Y-%m-%d'), if(then_on = first_on, null, strftime(then_on, '%Y-%m-%d'))), ''))) as explanation_en
from found
cross join word
