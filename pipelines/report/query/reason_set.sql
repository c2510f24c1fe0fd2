-- Which reasons stand together on the same units, between the figures as stated.
select side, all_reasons, units
from marts.reason_set
where comparison_id = $comparison_id and from_reading = 'stated' and to_reading = 'stated' and degree > 0
order by side, units desc, degree, all_reasons
