-- An identity number without label, spaces and dots: letter, digits and masked digits (*); empty for other text.
create or replace macro bare_id(published) as
    regexp_extract(
        regexp_replace(
            regexp_replace(
                regexp_replace(upper(strip_accents(published)), '\.0+$', ''),
                '^[\s.:]*(?:CEDULA(?: DE IDENTIDAD)?|C[. ]*I)?[\s.:]*(?:N[RO]*[°º.]*)?[\s.:#-]*', ''),
            '[\s.,\-_/:°º]', '', 'g'),
        '^(?:[VEP]?[0-9X*#•?]+)$');

-- An identity of any kind as folded letters and digits; null where the text has no digit (`S/N`, `no tiene`).
create or replace macro id_text(published) as
    if(
        regexp_matches(published, '[0-9]'),
        regexp_replace(upper(strip_accents(published)), '[^\p{L}\p{N}*]', '', 'g'),
        null);

-- A Venezuelan identity number in one form, V12345678, masked digits as *; anything else as `id_text`.
-- A bare number is V, or E where it is one of the numbers that only foreigners hold.
create or replace macro id_key_of(published) as
    case
        when published is null then null
        when not regexp_matches(bare_id(published), '[0-9]') then id_text(published)
        when regexp_matches(bare_id(published), '^[VEP]')
            then left(bare_id(published), 1)
                || coalesce(nullif(ltrim(translate(substr(bare_id(published), 2), 'X#•?', '****'), '0'), ''), '0')
        else if(coalesce(try_cast(ltrim(bare_id(published), '0') as bigint) between 80000000 and 89999999, false), 'E', 'V')
            || coalesce(nullif(ltrim(translate(bare_id(published), 'X#•?', '****'), '0'), ''), '0')
    end;

-- Whether a number in that form is whole, possible, and not one that people write to fill the cell:
-- one digit again and again, or a run up or down.
create or replace macro id_is_valid(id_key) as
    coalesce(
        regexp_full_match(id_key, 'V[1-9][0-9]{3,7}|E[1-9][0-9]{3,7}|P[0-9]{6,9}')
            and if(id_key[1] = 'V', try_cast(substr(id_key, 2) as bigint) <= 40000000,
                if(id_key[1] = 'E', try_cast(substr(id_key, 2) as bigint) < 90000000, true))
            and not regexp_full_match(
                id_key, '.(?:0+|1{3,}|2{3,}|3{3,}|4{3,}|5{3,}|6{3,}|7{3,}|8{3,}|9{3,}|[1-9]0{4,})')
            and not starts_with('1234567890', substr(id_key, 2))
            and not ends_with('987654321', substr(id_key, 2)),
        false);

-- Whether two whole numbers of one kind are one slip apart: one digit wrong, missing or doubled, or two neighbours swapped.
create or replace macro id_is_slip(left_key, right_key) as
    left_key <> right_key and left_key[1] = right_key[1] and damerau_levenshtein(left_key, right_key) = 1;

-- Whether a masked number may be the other: as long, and equal where both show a digit.
create or replace macro id_is_masked_match(left_key, right_key) as
    length(left_key) = length(right_key)
    and (regexp_full_match(left_key, replace(right_key, '*', '.')) or regexp_full_match(right_key, replace(left_key, '*', '.')));
