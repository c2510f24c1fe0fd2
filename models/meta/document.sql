-- Lists alone: the file of claims is told by the manifest of the run.
select document.* exclude (first_seen_at)
from raw.document as document
join raw.source as source using (source_id)
where source.source_kind <> 'claims'
