-- The common scope, counted over all release lists, and of what it counts: who is verified, what the others are under, who
-- is back in custody. The bounds hold the certain and the possible dates in 95 % of the draws of who is who (the order
-- statistics themselves), and always the published ones. Null where no list has been read.
with

drawn as (
    select alternative_id, unnest(draws) as draw
    from linkage.alternative
),

moved as (
    select definition, draw, sum(certain)::bigint as certain, sum(possible)::bigint as possible
    from tally.common_alternative
    join drawn using (alternative_id)
    group by definition, draw
),

published as (
    select definition, count(*) filter (is_certain) as certain, count(*) as possible
    from tally.common_unit
    group by definition
),

scope as (
    select *, list_contains(excludes, 'HOUSE_ARREST') as shuts_out_home
    from tally.scope
    where scope_id = 'common_scope'
),

-- A measure has a line where somebody counted is under it.
definition as (
    select unnest([
        'common_scope', 'common_scope_in_independent_sources', 'verified', 'full_freedom', 'full_freedom_disputed',
        'none_stated', 'back_in_custody', 'net_of_rearrest'
    ]) as definition
    union
    select 'house_arrest' from scope where not shuts_out_home
    union
    select definition from published
    union
    select definition from moved
),

counted as (
    select
        definition,
        coalesce(any_value(published.certain), 0) as certain,
        coalesce(any_value(published.possible), 0) as possible,
        list_sort(list(coalesce(published.certain, 0) + coalesce(moved.certain, 0))) as certain_drawn,
        list_sort(list(coalesce(published.possible, 0) + coalesce(moved.possible, 0))) as possible_drawn
    from definition
    cross join (select unnest(draw_numbers()) as draw)
    left join published using (definition)
    left join moved using (definition, draw)
    group by definition
),

bounded as (
    select
        definition,
        certain,
        least(certain_drawn[ceil(0.025 * len(certain_drawn))::bigint], certain) as low,
        greatest(possible_drawn[ceil(0.975 * len(possible_drawn))::bigint], possible) as high
    from counted
),

has_rows as (
    select count(*) > 0 as has_rows from staging.record where source_kind = 'release_list'
)

select
    definition,
    if(scope.unit = 'person', 'person', 'release') as unit,
    if(has_rows.has_rows, certain, null) as count,
    if(has_rows.has_rows, low, null) as low,
    if(has_rows.has_rows, high, null) as high,
    scope.as_of
from bounded
cross join has_rows
cross join scope
