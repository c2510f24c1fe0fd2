-- Every row of every side with what was published of it, in the order of its list.
select
    discrepancy.comparison_id,
    discrepancy.side,
    discrepancy.record_id,
    appearance.source_id,
    appearance.document_sha256,
    appearance.locator,
    appearance.row_id,
    appearance.full_name,
    appearance.national_id,
    appearance.event,
    appearance.occurred_from,
    appearance.occurred_to,
    appearance.date_basis,
    appearance.detained_from,
    appearance.detained_to,
    appearance.published_on,
    discrepancy.release_id,
    discrepancy.person_id,
    discrepancy.counted,
    discrepancy.in_both,
    discrepancy.primary_reason,
    label.label_es,
    label.label_en,
    discrepancy.all_reasons,
    discrepancy.probability,
    discrepancy.explanation_es,
    discrepancy.explanation_en
from marts.discrepancy
left join marts.comparison using (comparison_id)
left join marts.appearance using (record_id)
left join meta.label
    on label.scheme = 'reason' and label.code = discrepancy.primary_reason
order by
    comparison.position,
    discrepancy.comparison_id,
    discrepancy.side,
    appearance.source_id,
    appearance.list_order,
    discrepancy.record_id
