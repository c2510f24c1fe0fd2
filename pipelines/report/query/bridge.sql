-- The lines of a comparison between the figures as stated.
select side, reason, label_es, label_en, amount, running_total, amount_low as low, amount_high as high, total, alone, shapley,
    named, claim_ids
from bridge_of($comparison_id)
