-- es: ¿Qué recuentos acumulados bajaron o cambiaron de base?
-- en: Which running counts fell or changed their basis?
-- columns: organisation, as_of, previous_value, value, difference, verdict, verdict_es, verdict_en, previous_claim_id, claim_id
select organisation, as_of, previous_value, value, difference, verdict, verdict_es, verdict_en, previous_claim_id, claim_id
from marts.claim_series
where verdict in ('fall', 'basis_change')
order by as_of, claim_id
