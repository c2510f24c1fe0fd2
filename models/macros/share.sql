-- How often other rows of a list hold a value that `rows` of its `stated` rows hold: its own row left out,
-- leaned on the usual share as though fifty more rows had been seen.
create or replace macro share_of_others(rows, stated, usual) as
    (greatest(rows - 1, 0) + 50 * usual) / (greatest(stated - 1, 0) + 50);

-- How often a part of a name occurs: in the two lists of a pair, the pair's own rows left out, and in the dictionary,
-- which counts as two thousand rows.
create or replace macro part_share(left_rows, right_rows, left_list, right_list, known_share) as
    (greatest(left_rows - 1, 0) + greatest(right_rows - 1, 0) + 2000 * known_share)
    / (greatest(left_list - 1, 0) + greatest(right_list - 1, 0) + 2000);
