-- A day given as year, month and day in text; null if there is no such day.
create or replace macro day_of(year_text, month_text, day_text) as
    try_cast(concat_ws('-', nullif(year_text, ''), nullif(month_text, ''), nullif(day_text, '')) as date);

-- The number of a month by its Spanish name, as text; empty for any other word.
create or replace macro month_number(word) as
    coalesce(nullif(list_position(
        ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre',
            'noviembre', 'diciembre'],
        replace(lower(word), 'setiembre', 'septiembre')), 0)::varchar, 'none');

-- The first day that a published day or month allows: ISO always, else in the declared order,
-- or with the Spanish name of its month. Null where it is none of these, or no date at all.
create or replace macro first_day(published, date_order) as (
    case
        when regexp_full_match(published, '\d{4}-\d{1,2}-\d{1,2}([T ][0-9:.]+Z?)?')
            then day_of(
                regexp_extract(published, '^(\d+)-(\d+)-(\d+)', 1),
                regexp_extract(published, '^(\d+)-(\d+)-(\d+)', 2),
                regexp_extract(published, '^(\d+)-(\d+)-(\d+)', 3))
        when regexp_full_match(published, '\d{4}-\d{1,2}')
            then day_of(split_part(published, '-', 1), split_part(published, '-', 2), '1')
        when date_order = 'iso' then null
        when regexp_full_match(published, '\d{1,2}[/.-]\d{4}')
            then day_of(right(published, 4), regexp_extract(published, '^\d+'), '1')
        when regexp_full_match(published, '\d{1,2}[/.-]\d{1,2}[/.-]\d{4}( [0-9:]+)?')
            then if(
                date_order = 'dmy',
                day_of(
                    regexp_extract(published, '^(\d+).(\d+).(\d+)', 3),
                    regexp_extract(published, '^(\d+).(\d+).(\d+)', 2),
                    regexp_extract(published, '^(\d+).(\d+).(\d+)', 1)),
                day_of(
                    regexp_extract(published, '^(\d+).(\d+).(\d+)', 3),
                    regexp_extract(published, '^(\d+).(\d+).(\d+)', 1),
                    regexp_extract(published, '^(\d+).(\d+).(\d+)', 2)))
        when regexp_full_match(lower(published), '\d{1,2} de [a-z]+ del? \d{4}')
            then day_of(right(published, 4), month_number(split_part(published, ' ', 3)), split_part(published, ' ', 1))
        when regexp_full_match(lower(published), '[a-z]+ del? \d{4}')
            then day_of(right(published, 4), month_number(split_part(published, ' ', 1)), '1')
    end
);

-- The last day that a published day or month allows.
create or replace macro end_day(published, date_order) as
    if(
        regexp_full_match(lower(published), '\d{4}-\d{1,2}|\d{1,2}[/.-]\d{4}|[a-z]+ del? \d{4}'),
        last_day(first_day(published, date_order)),
        first_day(published, date_order));

-- The two ends of a published interval, `a/b` (ISO) or `a - b` (dmy, mdy); twice the same text for anything else.
create or replace macro interval_ends(published) as
    case
        when regexp_full_match(published, '\d{4}-[0-9-]+/\d{4}-[0-9-]+') then string_split(published, '/')
        when regexp_full_match(published, '\S.* [-–] .*\S') then regexp_split_to_array(published, ' [-–] ')
        else [published, published]
    end;
