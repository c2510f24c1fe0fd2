-- A unit is named by the row that stands for it. Claims that stand in several comparisons are taken from the first.
select
    scope.claim_id,
    counted.record_id as unit_id,
    counted.person_id,
    counted.release_id
from tally.counted as counted
join tally.pair as pair using (comparison_id, from_reading, to_reading, side)
join tally.scope as scope using (scope_id)
join raw.comparison as comparison using (comparison_id)
where counted.counted and scope.reading = 'stated' and counted.from_reading = 'stated' and counted.to_reading = 'stated'
qualify dense_rank() over (partition by scope.claim_id order by comparison.position, counted.side) = 1
