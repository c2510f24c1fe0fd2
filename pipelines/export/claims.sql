-- Every reading of every figure with the part of it that names evidence, as stated first.
select
    claim.*,
    claim_evidence.* exclude (claim_id, reading)
from marts.claim
left join marts.claim_evidence using (claim_id, reading)
order by
    claim.as_of,
    claim.claim_id,
    claim.reading <> 'stated',
    claim.reading
