-- How many had left by each day on which one of the numbers changes, and by the last one.
select day, low, high, known
from departure_day
qualify
    coalesce((low, high, known) <> lag((low, high, known)) over (order by day), true)
    or day = max(day) over ()
order by day
