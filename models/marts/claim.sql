-- The claims as analysts read them.
select * exclude (position, label_es, label_en, part_reason, breakdown_of)
from staging.claim
