-- es: ¿Qué motivos llevan juntas las filas que cuenta un solo lado?
-- en: Which reasons do the rows that one side alone counts carry together?
-- columns: comparison_id, side, reasons_es, reasons_en, degree, units
with

labelled as (
    select map_from_entries(list((code, label_es))) as es, map_from_entries(list((code, label_en))) as en
    from meta.label
    where scheme = 'reason'
)

select
    comparison_id,
    side,
    array_to_string(list_transform(all_reasons, lambda code: coalesce(es[code], code)), ' + ') as reasons_es,
    array_to_string(list_transform(all_reasons, lambda code: coalesce(en[code], code)), ' + ') as reasons_en,
    degree,
    units
from marts.reason_set
join marts.comparison using (comparison_id)
cross join labelled
where from_reading = 'stated' and to_reading = 'stated' and degree > 0
order by position, comparison_id, side, units desc, reasons_es
