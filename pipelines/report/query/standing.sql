-- Where each row stands in each comparison.
select record_id, comparison_id, side, counted, in_both, primary_reason, all_reasons, probability
from marts.discrepancy
