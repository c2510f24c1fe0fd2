-- Persons of the last publication that were merged, split or renamed, with today's name.
select person_change.*, person.display_name
from marts.person_change as person_change
left join marts.person as person on person.person_id = person_change.new_person_id
order by person_change.kind, person_change.old_person_id, person_change.new_person_id
