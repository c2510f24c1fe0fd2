-- Each draw of each bridge, with what its lines are off the figure that it leads to.
select sum(draw.amount)::bigint - any_value(claim.value) as off_figure
from marts.draw as draw
join raw.comparison as comparison using (comparison_id)
join staging.claim as claim on claim.claim_id = comparison.to_claim_id and claim.reading = draw.to_reading
group by draw.comparison_id, draw.from_reading, draw.to_reading, draw.draw
