-- Every code that the exported columns may hold.
select
    scheme,
    code,
    label_es,
    label_en
from meta.label
order by scheme, code
