-- es: ¿Qué dicen las listas de una persona que no puede ser todo cierto?
-- en: What do the lists tell of a person that cannot all be true?
-- columns: kind, kind_es, kind_en, person_id, display_name, explanation_es, explanation_en, sources, record_ids
select
    kind,
    label_es as kind_es,
    label_en as kind_en,
    person_id,
    display_name,
    explanation_es,
    explanation_en,
    (
        select list_sort(list(distinct source_id))
        from marts.appearance as appearance
        where list_contains(contradiction.record_ids, appearance.record_id)
    ) as sources,
    record_ids
from marts.contradiction as contradiction
join marts.person as person using (person_id)
left join meta.label on scheme = 'contradiction' and code = kind
order by kind, person_id, record_id
