-- Every release of the case, by all its lists, in which somebody left prison. A place or state that is not known by its
-- accepted name is not told: its text may hold anything.
select
    if(facility is null or list_contains(flags, 'unknown_facility'), 'unknown', facility) as facility,
    if(state is null or list_contains(flags, 'unknown_state'), 'unknown', state) as state,
    case
        when date_trunc('week', occurred_from) = date_trunc('week', occurred_to)
            then strftime(date_trunc('week', occurred_from), '%Y-%m-%d')
        else 'unknown'
    end as week,
    case
        when list_contains(measure, 'house_arrest') then 'house_arrest'
        when len(list_filter(measure, lambda each: each not in ('full_freedom', 'none_stated'))) > 0 then 'other_measure'
        when list_contains(measure, 'full_freedom') then 'full_freedom'
        else 'none_stated'
    end as conditions,
    case
        when list_contains(flags, 'DEPENDENT') then 'DEPENDENT'
        when list_contains(flags, 'ADOLESCENT') then 'ADOLESCENT'
        else 'everybody_else'
    end as who,
    coalesce(amnesty.reached, 'not_judged') as law,
    count(*) as people
from marts.release
left join (select release_id, reached from marts.amnesty) as amnesty using (release_id)
where not list_has_any(flags, ['TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED'])
group by all
order by all
