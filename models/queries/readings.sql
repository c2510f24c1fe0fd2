-- es: ¿Cuánto queda sin nombres con cada lectura de las dos cifras?
-- en: How much is left without names under each reading of the two figures?
-- columns: comparison_id, comparison_es, comparison_en, from_reading, to_reading, from_window_start, from_window_end, to_window_start,
--   to_window_end, difference, explained, residual, residual_low, residual_high
-- The widest period comes first: never in order of how well a reading fits.
select comparison_id, comparison_es, comparison_en, from_reading, to_reading, from_window_start, from_window_end, to_window_start,
    to_window_end, difference, explained, residual, residual_low, residual_high
from marts.comparison as comparison
cross join lateral (from readings_of(comparison.comparison_id))
order by position, comparison_id, from_window_start nulls first, from_window_end desc, to_window_start nulls first,
    to_window_end desc, from_reading, to_reading
