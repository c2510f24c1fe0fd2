-- The lines of every balance.
select *
from marts.balance
order by position, balance_id, line_no
