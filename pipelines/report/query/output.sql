-- The hash of every published table.
select table_name, rows, sha256
from meta.output
order by table_name
