-- An identity as published, in upper case, of letters, digits and marks that hide digits alone; `12345678.0`, which
-- a spreadsheet makes of a number, without its end.
create or replace macro compact_id(published) as
    regexp_replace(
        regexp_replace(upper(strip_accents(published)), '^([VE]?[\s-]?[0-9]{4,})\.0{1,2}$', '\1'),
        '[^\p{L}\p{N}*#•?]|º', '', 'g');

-- An identity number without its label (`C.I. Nº`): letter, digits and masked digits (*); empty for other text.
create or replace macro bare_id(published) as
    regexp_extract(
        regexp_replace(compact_id(published), '^(?:CEDULA(?:DEIDENTIDAD)?|CI)?(?:N[RO]*)?', ''),
        '^(?:[VEP]?[0-9X*#•?]+)$');

-- An identity of any kind as folded letters and digits; null where the text has no digit (`S/N`, `no tiene`).
create or replace macro id_text(published) as
    if(
        regexp_matches(published, '[0-9]'),
        regexp_replace(upper(strip_accents(published)), '[^\p{L}\p{N}*]', '', 'g'),
        null);

-- A Venezuelan identity number in one form, V12345678, masked digits as *; anything else as text, if it has a digit.
-- A bare number is V, or E where it is one of the numbers that only foreigners hold.
-- The commonest forms come first, being quick to tell.
create or replace macro id_key_of(published) as
    case
        when published is null then null
        when regexp_full_match(published, '[VE]-?[1-9](?:[0-9]{6,7}|[0-9]{0,2}\.[0-9]{3}\.[0-9]{3})')
            then translate(published, '-.', '')
        when regexp_full_match(published, '[1-79](?:[0-9]{6,7}|[0-9]{0,2}\.[0-9]{3}\.[0-9]{3})')
            then 'V' || translate(published, '.', '')
        when not regexp_matches(bare_id(published), '[0-9]')
            then if(regexp_matches(published, '[0-9]'), compact_id(published), null)
        when regexp_full_match(bare_id(published), '[VEP]?0*[X*#•?]+') then null
        when regexp_matches(bare_id(published), '^[VEP]')
            then left(bare_id(published), 1)
                || coalesce(nullif(ltrim(translate(substr(bare_id(published), 2), 'X#•?', '****'), '0'), ''), '0')
        else if(coalesce(try_cast(ltrim(bare_id(published), '0') as bigint) between 80000000 and 89999999, false), 'E', 'V')
            || coalesce(nullif(ltrim(translate(bare_id(published), 'X#•?', '****'), '0'), ''), '0')
    end;

-- Whether a number is one that people write to fill the cell: one digit again and again, a run up or down, round.
create or replace macro id_is_filler(id_key) as
    regexp_full_match(
        id_key, '.?(?:0+|1{3,}|2{3,}|3{3,}|4{3,}|5{3,}|6{3,}|7{3,}|8{3,}|9{3,}|[1-9]0{4,})')
    or starts_with('1234567890', substr(id_key, 2))
    or ends_with('987654321', substr(id_key, 2));

-- Whether a number in that form is whole, possible and no filler: V up to forty million, E below ninety, a passport.
create or replace macro id_is_valid(id_key) as
    coalesce(
        regexp_full_match(id_key, '[VE][1-9][0-9]{3,7}|P[0-9]{6,9}')
            and try_cast(substr(id_key, 2) as bigint)
                <= case id_key[1] when 'V' then 40000000 when 'E' then 89999999 else 999999999 end
            and not id_is_filler(id_key),
        false);

-- Whether two whole numbers of one kind are one slip apart: one digit wrong, missing or doubled, or two neighbours swapped.
create or replace macro id_is_slip(left_key, right_key) as
    levenshtein(left_key, right_key) between 1 and 2 and damerau_levenshtein(left_key, right_key) = 1;

-- Whether a masked number may be the other: as long, and equal where both show a digit.
create or replace macro id_is_masked_match(left_key, right_key) as
    length(left_key) = length(right_key)
    and (regexp_full_match(left_key, replace(right_key, '*', '.')) or regexp_full_match(right_key, replace(left_key, '*', '.')));

-- How two numbers agree; null where they say nothing of each other.
create or replace macro id_level(left_key, left_valid, right_key, right_valid) as
    case
        when left_valid and right_valid then case
            when left_key = right_key then 'equal'
            when id_is_slip(left_key, right_key) then 'slip'
            else 'different'
        end
        when contains(left_key, '*') <> contains(right_key, '*') and (left_valid or right_valid)
            then if(id_is_masked_match(left_key, right_key), 'masked', 'masked_different')
        when contains(left_key, '*') and contains(right_key, '*')
            then if(id_is_masked_match(left_key, right_key), 'masked', null)
        when left_key = right_key and length(left_key) > 6 and not id_is_filler(left_key) then 'same_text'
    end;

-- The year of birth that a Venezuelan number, in millions, suggests within some years: numbers are given out one after
-- another, to children of about ten. Read off published numbers and ages: 1.2 million in 1935, 33.5 in 2010.
create or replace macro birth_year_of_millions(number) as
    case
        when number < 3.6 then 1935 + (number - 1.2) * 15 / 2.4
        when number < 6.0 then 1950 + (number - 3.6) * 10 / 2.4
        when number < 10.2 then 1960 + (number - 6.0) * 10 / 4.2
        when number < 14.8 then 1970 + (number - 10.2) * 10 / 4.6
        when number < 20.0 then 1980 + (number - 14.8) * 10 / 5.2
        when number < 27.4 then 1990 + (number - 20.0) * 10 / 7.4
        else 2000 + (number - 27.4) * 10 / 6.1
    end;

-- The same of a valid number in its one form; null for foreigners' numbers, passports and masked ones.
create or replace macro birth_year_of(id_key) as
    if(regexp_full_match(id_key, 'V[0-9]+'), birth_year_of_millions(substr(id_key, 2)::double / 1000000), null);

-- How a year of birth that a number suggests agrees with an interval of birth.
create or replace macro number_level(suggested, birth_from, birth_to) as
    case
        when suggested is null or birth_from is null or birth_to is null then null
        when suggested between year(birth_from) - 3 and year(birth_to) + 3 then 'near'
        when suggested between year(birth_from) - 9 and year(birth_to) + 9 then 'off'
        when suggested between year(birth_from) - 15 and year(birth_to) + 15 then 'far'
        else 'generation'
    end;
