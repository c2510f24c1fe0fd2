-- pipelines/edition/breakdown/reason_source.sql
-- What one side of a comparison counts and the other does not, by reason, by the list that names it and by all its reasons.
select
    'reason_source/' || comparison_id || '/' || side as name,
    primary_reason as reason,
    source_id as source,
    array_to_string(all_reasons, '+') as reasons,
    count(*) as people
from marts.discrepancy
join marts.appearance using (record_id)
where counted and not in_both
group by all
order by all
