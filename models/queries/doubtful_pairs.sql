-- es: ¿Qué pares dudosos cambiarían más los puentes, según se decidan?
-- en: Which doubtful pairs would change the bridges most, as they are judged?
-- columns: consequence, probability, left_name, left_source, left_from, right_name, right_source, right_from, evidence, evidence_en,
--   left_record_id, right_record_id
select
    consequence,
    round(probability, 3) as probability,
    coalesce(one.full_name, nullif(concat_ws(' ', one.given_names, one.surnames), '')) as left_name,
    one.source_id as left_source,
    one.occurred_from as left_from,
    coalesce(other.full_name, nullif(concat_ws(' ', other.given_names, other.surnames), '')) as right_name,
    other.source_id as right_source,
    other.occurred_from as right_from,
    evidence,
    evidence_en,
    left_record_id,
    right_record_id
from marts.link
join marts.appearance as one on one.record_id = left_record_id
join marts.appearance as other on other.record_id = right_record_id
where decision = 'review'
order by consequence desc nulls last, abs(link.probability - 0.5), left_record_id, right_record_id
