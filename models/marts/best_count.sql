-- The common scope, counted over all release lists, and of what it counts: who is verified, what the others are under, who
-- is back in custody. The bounds hold the certain and the possible dates in 95 % of the draws of who is who (the order
-- statistics themselves), and always the published ones.
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

-- Without a list, without a word on verification, without one on re-arrests, nothing is counted as none.
stated as (
    select
        bool_or(record.source_kind = 'release_list') as has_rows,
        bool_or(record.verification is not null) filter (record.source_kind = 'release_list') as has_verification,
        bool_or(record.event = 'rearrest') as has_rearrest
    from staging.record as record
    join tally.scope_source as served using (source_id)
    where served.scope_id = 'common_scope_net'
),

answered as (
    select
        bounded.*,
        coalesce(stated.has_rows and case
            when definition = 'verified' then stated.has_verification
            when definition in ('back_in_custody', 'net_of_rearrest') then stated.has_rearrest
            else true
        end, false) as is_answered
    from bounded
    cross join stated
)

select
    definition,
    if(scope.unit = 'person', 'person', 'release') as unit,
    if(is_answered, certain, null) as count,
    if(is_answered, low, null) as low,
    if(is_answered, high, null) as high,
    scope.as_of
from answered
cross join scope
