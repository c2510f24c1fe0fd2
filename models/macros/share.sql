-- How often other rows of a list hold a value that `rows` of its `stated` rows hold: its own row left out,
-- leaned on the usual share as though fifty more rows had been seen.
create or replace macro share_of_others(rows, stated, usual) as
    (greatest(rows - 1, 0) + 50 * usual) / (greatest(stated - 1, 0) + 50);

-- How rare a part of a name is, in bits: by the other rows of its list and by the dictionary, which counts as two
-- thousand rows.
create or replace macro rarity(rows, list_rows, known_share) as
    -log2((greatest(rows - 1, 0) + 2000 * known_share) / (greatest(list_rows - 1, 0) + 2000));

-- How many parts of one kind two names hold alike, and how rare these are together; `left_over` are the places of the
-- parts that only one holds. Initials count with given names.
create or replace macro equal_places(roles, left_over, is_family) as
    list_filter(
        range(1, len(roles) + 1),
        lambda place: (roles[place] = 'family') = is_family and not list_contains(left_over, place));

-- Whether two values agree; null where one is not said.
create or replace macro agreement(mine, other) as
    case when mine = other then 'equal' when mine <> other then 'different' end;

-- Of some places in a name, those of one role.
create or replace macro places_of(roles, places, role) as list_filter(places, lambda place: roles[place] = role);

-- How rare the parts at some places are together.
create or replace macro rarity_at(rarities, places) as
    coalesce(list_sum(list_transform(places, lambda place: rarities[place])), 0);

-- How many digits two numbers, masked or not, both show at least.
create or replace macro shown_digits(one, other) as
    least(length(regexp_replace(one, '[^0-9]', '', 'g')), length(regexp_replace(other, '[^0-9]', '', 'g')));
