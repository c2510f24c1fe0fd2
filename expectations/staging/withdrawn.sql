-- One row for each withdrawal. With a cut-off its file may not have been published yet.
select
    position not in (select position from staging.withdrawn)
    and not exists (select 1 from raw.vintage) as finds_no_row
from raw.withdrawal
