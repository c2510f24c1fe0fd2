-- Sets that exclude one another: they add up to what the side counts. The empty set is what both sides count.
select
    comparison_id,
    from_reading,
    to_reading,
    side,
    all_reasons,
    len(all_reasons) as degree,
    count(*) as units
from tally.judged
where counted
group by all
