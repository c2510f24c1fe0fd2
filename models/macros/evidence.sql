-- An interval of days as text: one day, or both ends; null where nothing is known.
create or replace macro days_said(day_from, day_to) as
    case
        when day_from = day_to then day_from::varchar
        when day_from is not null or day_to is not null then coalesce(day_from::varchar, '…') || '/' || coalesce(day_to::varchar, '…')
    end;

-- What the two rows of a pair say: once where they say the same or only one says something.
create or replace macro both_said(said_left, said_right) as
    if(said_left <> said_right, said_left || ' / ' || said_right, coalesce(said_left, said_right));

-- A sign with its weight, as Spanish writes numbers; null where it weighs nothing.
create or replace macro weight_said_es(sign, bits) as
    if(abs(bits) >= 0.05, sign || ' ' || replace(format('{:+.1f}', bits), '.', ','), null);

-- A sign with its weight; null where it weighs nothing.
create or replace macro weight_said_en(sign, bits) as
    if(abs(bits) >= 0.05, sign || ' ' || format('{:+.1f}', bits), null);
