-- What one side of a comparison counts and the other does not, by reason and by the list that names it.
select
    'reason_source/' || comparison_id || '/' || side as name,
    primary_reason as reason,
    source_id as source,
    count(*) as people
from marts.discrepancy
join marts.appearance using (record_id)
where counted and not in_both
group by all
order by all
