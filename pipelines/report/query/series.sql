-- Every cumulative figure beside the one before it of the same organisation.
select *
from marts.claim_series
order by as_of, claim_id
