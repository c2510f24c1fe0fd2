-- Every file that was read.
select source_id, path, published_on, rows, rejected, bytes, sha256, url
from meta.document
order by source_id, published_on, path
