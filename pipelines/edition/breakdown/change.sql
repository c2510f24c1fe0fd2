-- What differs from the last publication, claim by claim. How far the count has moved in all, the figures say already.
select
    'change/' || claim_id as name,
    kind || if(direction > 0, ' +', if(direction < 0, ' -', '')) as change,
    direction,
    count(*) as people
from marts.change
group by all
order by all
