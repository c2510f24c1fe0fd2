select appearance.record_id is not null as appears
from staging.record as record
left join marts.appearance as appearance using (record_id)
