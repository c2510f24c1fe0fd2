-- es: ¿Cuál es la cifra mejor respaldada con cada definición?
-- en: Which is the best-supported number under each definition?
-- columns: definition, definition_es, definition_en, unit, count, low, high, as_of
-- Empty where no list answers. A person under several measures stands under each: lines are never added.
select
    definition,
    coalesce(named.label_es, under.label_es || ' ' || measure.label_es, definition) as definition_es,
    coalesce(named.label_en, under.label_en || ' ' || measure.label_en, definition) as definition_en,
    unit,
    count,
    low,
    high,
    as_of
from marts.best_count
left join meta.label as named on named.scheme = 'definition' and named.code = definition
left join meta.label as measure on measure.scheme = 'measure' and measure.code = definition
left join meta.label as under on under.scheme = 'definition' and under.code = 'measure'
order by definition <> 'common_scope', count desc nulls last, definition
