-- What was withdrawn for safety.
select source_id, withdrawn_on, withdrawal_reason, records
from meta.withdrawal
order by withdrawn_on, source_id, withdrawal_reason
