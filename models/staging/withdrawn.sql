-- A withdrawal names a row by its identifier, or by its source and the publisher's number. It takes with it every row of that
-- source, of whatever file, that says all the same but for that number: else the next edition would publish it again.
with

withdrawal as (
    select * from raw.withdrawal
),

published as (
    select
        row.source_id,
        record_id_of(row.source_id, row.row_key, row.occurrence) as record_id,
        squeezed(row.cells[field.heading]) as row_id,
        list_sort(list_transform(
            list_filter(map_entries(row.cells), lambda cell: cell.key is distinct from field.heading),
            lambda cell: concat_ws('=', cell.key, squeezed(cell.value)))) as content
    from raw.row as row
    left join raw.source_field as field on field.source_id = row.source_id and field.field = 'row_id'
    where row.source_id in (select source_id from withdrawal)
),

named as (
    select withdrawal.*, published.content
    from withdrawal
    join published
        on published.source_id = withdrawal.source_id
        and (published.record_id = withdrawal.record_id or published.row_id = withdrawal.row_id)
)

select distinct
    named.position,
    published.record_id,
    named.source_id,
    named.withdrawn_on,
    named.withdrawal_reason
from named
join published using (source_id, content)
