-- es: ¿Qué lleva de una cifra a la otra, línea por línea, en cada comparación?
-- en: What leads from one figure to the other, line by line, in each comparison?
-- columns: comparison_id, comparison_es, comparison_en, line_no, label_es, label_en, amount, running_total, amount_low, amount_high,
--   total, alone, shapley, claim_ids
select comparison_id, comparison_es, comparison_en, line_no, label_es, label_en, amount, running_total, amount_low, amount_high,
    total, alone, shapley, claim_ids
from marts.bridge
join marts.comparison using (comparison_id)
where from_reading = 'stated' and to_reading = 'stated'
order by position, comparison_id, line_no
