-- Every file that was read.
select *
from meta.document
order by source_id, published_on, sha256
