select coalesce(document.rows > source.max_rows, false) as above_max_rows
from raw.document as document
join raw.source as source using (source_id)
