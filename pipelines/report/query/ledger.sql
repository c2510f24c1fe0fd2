-- Every row that stands on a side of a comparison, as published, in the order of its list.
select record_id, source_id, locator, row_id, full_name, given_names, surnames, national_id, occurred_from, occurred_to, facility,
    state, note, url
from marts.appearance
where record_id in (select record_id from marts.discrepancy)
order by source_id, list_order, record_id
