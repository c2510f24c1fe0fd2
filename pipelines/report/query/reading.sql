-- What is left without names under each reading of the two figures, the widest period first.
select from_reading, to_reading, from_window_start, from_window_end, to_window_start, to_window_end, difference, explained,
    residual, residual_low, residual_high
from readings_of($comparison_id)
