-- es: ¿Cuántos menores y cuántos acompañantes trae cada lista?
-- en: How many minors and how many dependants does each list hold?
-- columns: source_id, source_kind, persons, minors_as_stated, under_18_by_age, dependants
select
    source_id,
    source_kind,
    count(distinct person_id) as persons,
    count(distinct person_id) filter (is_minor = 'yes' or category = 'adolescent') as minors_as_stated,
    count(distinct person_id) filter (age < 18) as under_18_by_age,
    count(distinct person_id) filter (trim(accompanies) <> '') as dependants
from marts.appearance
group by source_id, source_kind
order by source_kind, source_id
