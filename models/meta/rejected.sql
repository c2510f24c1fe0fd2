-- Everything that was refused, in any stage. With a cut-off nothing of files of claims: they grow, and a line that cannot be
-- read does not say when it was added.
select rejected.*
from staging.rejected as rejected
left join raw.source as source using (source_id)
where not exists (select 1 from raw.vintage) or source.source_kind is distinct from 'claims'
