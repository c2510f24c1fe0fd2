-- Figures of different organisations for one definition, the largest difference first.
select *
from marts.claim_pair
order by abs(difference) desc nulls last, left_claim_id, right_claim_id
