-- Every reading of every figure with the names behind it, as stated first.
select *
from marts.claim
left join marts.claim_evidence using (claim_id, reading)
order by as_of, claim_id, reading <> 'stated', reading
