-- How many had left by each day: every day, so that a line through them rises where the numbers do.
select day, low, high, known
from departure_day
order by day
