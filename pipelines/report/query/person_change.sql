-- How many persons of the last publication were merged, split or renamed.
select kind, count(distinct old_person_id) as persons
from marts.person_change
group by kind
order by kind
