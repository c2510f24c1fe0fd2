select
    coalesce(occurred_from > occurred_to, false) or coalesce(detained_from > detained_to, false)
        or coalesce(birth_from > birth_to, false) as runs_backwards,
    row_id is not null and row_number() over (partition by source_id, row_id order by list_order) > 1
        as row_id_repeated,
    list_has_any(flags, ['unknown_facility', 'unknown_state']) as place_unknown,
    list_has_any(flags, ['date_after_publication', 'date_before_1999']) as date_odd
from staging.record
