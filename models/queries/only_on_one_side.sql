-- es: ¿A quién cuenta un solo lado, y por qué no el otro?
-- en: Whom does one side alone count, and why not the other?
-- columns: comparison_id, side, organisation, primary_reason, reason_es, reason_en, full_name, person_id, occurred_from, occurred_to,
--   explanation_es, explanation_en, source_id, locator, record_id
select
    discrepancy.comparison_id,
    discrepancy.side,
    claim.organisation,
    primary_reason,
    label_es as reason_es,
    label_en as reason_en,
    coalesce(full_name, nullif(concat_ws(' ', given_names, surnames), '')) as full_name,
    discrepancy.person_id,
    occurred_from,
    occurred_to,
    explanation_es,
    explanation_en,
    source_id,
    locator,
    record_id
from marts.discrepancy as discrepancy
join marts.comparison as comparison using (comparison_id)
join marts.appearance as appearance using (record_id)
join marts.claim as claim
    on claim.reading = 'stated' and claim.claim_id = if(discrepancy.side = 'from', from_claim_id, to_claim_id)
left join meta.label on scheme = 'reason' and code = primary_reason
where counted and not in_both
order by comparison.position, comparison_id, discrepancy.side, primary_reason, source_id, list_order
