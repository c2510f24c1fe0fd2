-- How often other rows of a list hold a value that `rows` of its `stated` rows hold: its own row left out,
-- leaned on the usual share as though fifty more rows had been seen.
create or replace macro share_of_others(rows, stated, usual) as
    (greatest(rows - 1, 0) + 50 * usual) / (greatest(stated - 1, 0) + 50);

-- How rare a part of a name is, in bits: by the other rows of its list and by the dictionary, which counts as two
-- thousand rows.
create or replace macro rarity(rows, list_rows, known_share) as
    -log2((greatest(rows - 1, 0) + 2000 * known_share) / (greatest(list_rows - 1, 0) + 2000));

-- Whether two values agree; null where one is not said.
create or replace macro agreement(mine, other) as
    case when mine = other then 'equal' when mine <> other then 'different' end;

-- A list without what is found; all of it where nothing is.
create or replace macro without(listed, found) as
    if(found is null or len(listed) = 0, listed, list_filter(listed, lambda token: not list_contains(found, token)));

-- How rare some of the parts of a name are together.
create or replace macro rarity_of(tokens, rarities, chosen) as
    if(len(chosen) = 0, 0, list_sum(list_transform(chosen, lambda token: rarities[list_position(tokens, token)])));

-- How many digits two numbers, masked or not, both show at least.
create or replace macro shown_digits(one, other) as
    least(length(regexp_replace(one, '[^0-9]', '', 'g')), length(regexp_replace(other, '[^0-9]', '', 'g')));
