-- Pairs of rows that nobody knows to be one person, or that somebody judged, those that would change most first.
select
    link.*,
    one.full_name as left_name,
    other.full_name as right_name,
    one.source_id as left_source,
    other.source_id as right_source,
    one.locator as left_locator,
    other.locator as right_locator,
    one.occurred_from as left_from,
    other.occurred_from as right_from
from marts.link as link
left join marts.appearance as one on one.record_id = link.left_record_id
left join marts.appearance as other on other.record_id = link.right_record_id
where link.decision = 'review' or link.decided_by = 'judgement'
order by link.decision <> 'review', link.consequence desc nulls last, link.left_record_id, link.right_record_id
