-- What each code means.
select scheme, code, label_es, label_en
from meta.label
order by scheme, code
