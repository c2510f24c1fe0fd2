-- An exact fraction in lowest terms as text: 7/2, or 3 where it is whole.
create or replace macro fraction_text(numerator, denominator) as
    if(
        numerator % denominator = 0,
        (numerator // denominator)::varchar,
        (numerator // gcd(numerator, denominator))::varchar || '/' || (denominator // gcd(numerator, denominator))::varchar);

-- A figure with what was said about it: "más de 800".
create or replace macro said_value(label, qualifier, value) as
    if(qualifier = 'exact', '', label || ' ') || value;

-- A number of people, none where it would be negative; null where it is not known.
create or replace macro at_least_none(number) as if(number < 0, 0, number);
