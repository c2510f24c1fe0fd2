-- es: ¿Cuántas excarcelaciones alcanza la ley de amnistía, y con qué fundamento dicen las listas que ocurrieron?
-- en: How many releases does the amnesty law reach, and on what legal basis do the lists say that they happened?
-- columns: reached, reached_es, reached_en, basis_told, basis_es, basis_en, releases, persons, basis_doubted
-- The day of detention stands for that of the facts, which may be older. Doubted is a basis that something speaks against.
select
    reached,
    reaches.label_es as reached_es,
    reaches.label_en as reached_en,
    basis_told,
    basis.label_es as basis_es,
    basis.label_en as basis_en,
    count(*) as releases,
    count(distinct person_id) as persons,
    count(*) filter (len(basis_against) > 0) as basis_doubted
from marts.amnesty
left join meta.label as reaches on reaches.scheme = 'reached' and reaches.code = reached
left join meta.label as basis on basis.scheme in ('legal_basis', 'basis_told') and basis.code = basis_told
where reached is not null
group by all
order by reached, releases desc, basis_told
