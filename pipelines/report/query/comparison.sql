-- Every comparison, in the order of the case.
select comparison_id, comparison_es, comparison_en, bridged_by, days_apart, from_claim_id, to_claim_id
from marts.comparison
order by position, comparison_id
