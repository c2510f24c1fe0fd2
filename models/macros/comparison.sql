-- How two intervals of days agree: days are the same, near (three days), swapped (day and month), within a fortnight
-- where `far` is 14, or apart; null where a date is missing, or where vague dates overlap.
create or replace macro day_level(left_from, left_to, right_from, right_to, far) as
    case
        when left_from is null or left_to is null or right_from is null or right_to is null then null
        when left_from = left_to and right_from = right_to then case
            when left_from = right_from then 'same_day'
            when abs(left_from - right_from) <= 3 then 'near'
            when year(left_from) = year(right_from)
                and month(left_from) = day(right_from)
                and day(left_from) = month(right_from) then 'swapped'
            when abs(left_from - right_from) <= far then 'fortnight'
            else 'apart'
        end
        when left_from <= right_to and right_from <= left_to then null
        when greatest(left_from - right_to, right_from - left_to) <= 3 then 'near'
        when greatest(left_from - right_to, right_from - left_to) <= far then 'fortnight'
        else 'apart'
    end;

-- How two intervals of birth agree; null where one is missing.
create or replace macro birth_level(left_from, left_to, right_from, right_to) as
    case
        when left_from is null or left_to is null or right_from is null or right_to is null then null
        when left_from = left_to and left_from = right_from and left_from = right_to then 'same_day'
        when left_from <= right_to and right_from <= left_to then 'possible'
        when greatest(left_from - right_to, right_from - left_to) <= 731 then 'near'
        when greatest(left_from - right_to, right_from - left_to) <= 1826 then 'apart'
        when greatest(left_from - right_to, right_from - left_to) <= 5479 then 'far'
        else 'generation'
    end;
