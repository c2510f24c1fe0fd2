-- Each counted unit that differs from the last publication, with the name that its rows bear today.
select
    change.claim_id,
    change.kind,
    change.cause,
    change.direction,
    change.unit_id,
    change.record_ids,
    (
        select min(appearance.full_name)
        from marts.appearance as appearance
        where list_contains(change.record_ids, appearance.record_id)
    ) as full_name
from marts.change as change
order by change.claim_id, change.kind, change.cause, change.unit_id
