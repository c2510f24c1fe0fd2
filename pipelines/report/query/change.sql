-- How many counted units of each figure differ from the last publication, by kind and cause.
select claim_id, kind, cause, count(*) as units, sum(direction)::bigint as balance
from marts.change
group by claim_id, kind, cause
order by claim_id, kind, cause
