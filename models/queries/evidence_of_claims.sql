-- es: ¿Cuánto de cada cifra respaldan los nombres, y cuánto queda sin explicar?
-- en: How much of each figure do names evidence, and how much stays unexplained?
-- columns: claim_id, reading, organisation, as_of, qualifier_es, qualifier_en, value, unit_es, unit_en, itemised, evidenced_low,
--   evidenced_high, unexplained_low, unexplained_high
-- An empty high bound of a figure that says "more than" is open. Figures without any list to hold them against come last.
select
    claim_id,
    reading,
    organisation,
    as_of,
    qualified.label_es as qualifier_es,
    qualified.label_en as qualifier_en,
    value,
    counted.label_es as unit_es,
    counted.label_en as unit_en,
    itemised,
    evidenced_low,
    evidenced_high,
    unexplained_low,
    unexplained_high
from marts.claim_evidence
join marts.claim using (claim_id, reading)
left join meta.label as qualified on qualified.scheme = 'qualifier' and qualified.code = qualifier
left join meta.label as counted on counted.scheme = 'unit' and counted.code = unit
order by evidenced_high is null, as_of desc, claim_id, reading = 'stated' desc, reading
