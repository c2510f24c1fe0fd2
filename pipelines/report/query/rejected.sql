-- How much was refused of each source, and why.
select source_id, reason_text, remedy, count(*) as refused
from meta.rejected
group by source_id, reason_text, remedy
order by source_id, refused desc, reason_text
