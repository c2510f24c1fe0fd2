-- es: ¿Qué cambió en cada cifra desde la última publicación, y por qué?
-- en: What changed in each figure since the last publication, and why?
-- columns: claim_id, organisation, kind, kind_es, kind_en, cause, cause_es, cause_en, units, balance
select
    claim_id,
    organisation,
    kind,
    kinds.label_es as kind_es,
    kinds.label_en as kind_en,
    cause,
    causes.label_es as cause_es,
    causes.label_en as cause_en,
    count(*) as units,
    sum(direction)::bigint as balance
from marts.change
left join marts.claim as claim using (claim_id)
left join meta.label as kinds on kinds.scheme = 'change_kind' and kinds.code = kind
left join meta.label as causes on causes.scheme = 'change_cause' and causes.code = cause
where coalesce(claim.reading = 'stated', true)
group by all
order by claim_id, kind, cause
