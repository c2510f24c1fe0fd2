-- Every row of every side with what was published of it, what only one side counts first, in the order of its list.
select
    discrepancy.comparison_id,
    discrepancy.side,
    coalesce(appearance.full_name, nullif(concat_ws(' ', appearance.given_names, appearance.surnames), '')) as full_name,
    appearance.national_id,
    appearance.source_id,
    appearance.locator,
    appearance.row_id,
    appearance.occurred_from,
    appearance.occurred_to,
    appearance.facility,
    appearance.state,
    discrepancy.counted,
    discrepancy.in_both,
    discrepancy.primary_reason,
    discrepancy.all_reasons,
    discrepancy.probability,
    discrepancy.explanation_es,
    discrepancy.explanation_en,
    appearance.note,
    appearance.url,
    discrepancy.record_id,
    discrepancy.release_id,
    discrepancy.person_id
from marts.discrepancy as discrepancy
left join marts.comparison as comparison using (comparison_id)
left join marts.appearance as appearance using (record_id)
order by
    comparison.position,
    discrepancy.comparison_id,
    discrepancy.side,
    discrepancy.in_both,
    appearance.source_id,
    appearance.list_order,
    discrepancy.record_id
