-- es: ¿Qué decisión tomada a mano cambió qué línea, y en cuánto?
-- en: Which judgement made by hand changed which line, and by how much?
-- columns: position, judged_on, judged_by, judgement, judgement_es, judgement_en, left_name, right_name, judged_why, comparison_id, side,
--   reason, reason_es, reason_en, amount_without, amount, moved
-- One that moves no line of a bridge stands once, without any.
select
    position,
    judged_on,
    judged_by,
    judgement,
    judged.label_es as judgement_es,
    judged.label_en as judgement_en,
    coalesce(one.full_name, nullif(concat_ws(' ', one.given_names, one.surnames), '')) as left_name,
    coalesce(other.full_name, nullif(concat_ws(' ', other.given_names, other.surnames), '')) as right_name,
    judged_why,
    comparison_id,
    side,
    reason,
    reasons.label_es as reason_es,
    reasons.label_en as reason_en,
    amount_without,
    amount,
    amount - amount_without as moved
from marts.judgement
left join marts.appearance as one on one.record_id = left_record_id
left join marts.appearance as other on other.record_id = right_record_id
left join meta.label as judged on judged.scheme = 'judgement' and judged.code = judgement
left join meta.label as reasons on reasons.scheme = 'reason' and reasons.code = reason
order by abs(amount - amount_without) desc nulls last, position, effect_no
