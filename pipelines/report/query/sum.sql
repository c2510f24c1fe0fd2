-- Every figure beside a sum of parts, those of another organisation last.
select *
from marts.claim_sum
order by how, sum_claim_id, claim_id
