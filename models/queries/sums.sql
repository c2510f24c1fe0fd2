-- es: ¿Qué cifras no son la suma de sus partes?
-- en: Which figures are not the sum of their parts?
-- columns: claim_id, organisation, as_of, value, qualifier, addends, sum, difference, difference_low, difference_high, how_es, how_en,
--   sum_claim_id
-- The difference is what no part itemises. An empty bound is open; a figure said to be "about" may still be the sum.
select
    claim_id,
    organisation,
    as_of,
    claim_sum.value,
    claim_sum.qualifier,
    addends,
    sum,
    difference,
    difference_low,
    difference_high,
    label_es as how_es,
    label_en as how_en,
    sum_claim_id
from marts.claim_sum as claim_sum
join marts.claim as claim using (claim_id)
left join meta.label on scheme = 'sum_how' and code = how
where claim.reading = 'stated' and difference <> 0
order by abs(difference) desc, as_of, claim_id, sum_claim_id
