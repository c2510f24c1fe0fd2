-- The draws of the linkage, by number: enough that the ends of a 95 % interval are the fifth draw from either end.
create or replace macro draw_numbers() as range(1, 201);
