-- es: ¿Qué comparaciones no se hicieron, y por qué?
-- en: Which comparisons were not made, and why?
-- columns: comparison_id, comparison_es, comparison_en, from_claim_id, to_claim_id, bridged_by_es, bridged_by_en, refusal_es, refusal_en
select comparison_id, comparison_es, comparison_en, from_claim_id, to_claim_id, label_es as bridged_by_es, label_en as bridged_by_en,
    refusal_es, refusal_en
from marts.comparison
left join meta.label on scheme = 'bridged_by' and code = bridged_by
where bridged_by not in ('rows', 'claims')
order by position, comparison_id
