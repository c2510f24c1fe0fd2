-- Old and new units side by side. A unit that goes because its row was joined to another counted one is merged; one
-- that comes because its row was parted is split; one whose facts changed is reclassified. Directions add up.
with

units as (
    select
        coalesce(new.claim_id, old.claim_id) as claim_id,
        coalesce(new.unit_id, old.unit_id) as unit_id,
        new.unit_id is not null as is_new,
        old.unit_id is not null as was_old
    from marts.counted_unit as new
    full join raw.previous_unit as old using (claim_id, unit_id)
    where exists (select 1 from raw.previous_record)
),

-- Claims that the last publication did not count at all have not changed: they are counted for the first time.
changed as (
    select *
    from units
    where is_new <> was_old
        and claim_id in (select claim_id from raw.previous_unit)
),

placed as (
    select
        changed.*,
        now.record_id is not null as row_now,
        before.record_id is not null as row_before,
        exists (
            select 1
            from marts.counted_unit as other
            where other.claim_id = changed.claim_id
                and other.unit_id <> changed.unit_id
                and other.person_id = now.person_id
        ) as person_counted_now,
        exists (
            select 1
            from raw.previous_unit as other
            join raw.previous_record as record on record.record_id = other.unit_id
            where other.claim_id = changed.claim_id
                and other.unit_id <> changed.unit_id
                and record.person_id = before.person_id
        ) as person_counted_before
    from changed
    left join marts.appearance as now on now.record_id = changed.unit_id
    left join raw.previous_record as before on before.record_id = changed.unit_id
)

select
    claim_id,
    unit_id,
    case
        when is_new and not row_before then 'added'
        when was_old and not row_now then 'withdrawn'
        when is_new and person_counted_before and not person_counted_now then 'split'
        when was_old and person_counted_now and not person_counted_before then 'merged'
        else 'reclassified'
    end as kind,
    if(is_new, 1, -1) as direction,
    case
        when is_new and not row_before then 'new_row'
        when was_old and not row_now then 'row_gone'
        when is_new and person_counted_before and not person_counted_now then 'parted'
        when was_old and person_counted_now and not person_counted_before then 'joined'
        else 'new_facts'
    end as cause,
    [unit_id] as record_ids
from placed
