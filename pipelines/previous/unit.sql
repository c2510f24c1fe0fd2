-- What the last publication counted, and what each claim counted by then.
select
    unit.claim_id,
    unit.unit_id,
    claim.unit,
    claim.evidence,
    scope_told(claim) as scope_text
from last.marts.counted_unit as unit
join last.marts.claim as claim on claim.claim_id = unit.claim_id and claim.reading = 'stated'
