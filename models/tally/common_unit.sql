-- Each unit of the common scope in every definition under which it counts: by its evidence, by what its latest admitted
-- release says of its measures, and by whether a re-arrest up to the cut-off came after that release. A unit may stand in
-- several definitions, so these are never added up.
with

everything as (
    select coalesce(string_agg(source_id, '|' order by source_id), '') as pool_id
    from raw.source
    where source_kind = 'release_list'
),

-- Re-arrests shut nothing out here yet: the definitions tell both what they leave and what they take.
admitted as (
    select
        if(scope.unit = 'person', verdict.person_id, verdict.release_id) as unit_id,
        scope.unit = 'person' as counts_persons,
        verdict.person_id,
        verdict.release_id,
        verdict.occurred_from,
        verdict.window_state = 'in' as is_certain,
        len(verdict.codes) = 0 as is_counted,
        list_contains(fact.codes, 'HOUSE_ARREST') as is_home,
        (
            coalesce(fact.occurred_from, '-infinity'::date), coalesce(fact.occurred_to, 'infinity'::date), -fact.row_order
        ) as turn
    from tally.scope as scope
    cross join everything
    join tally.verdict as verdict
        on verdict.scope_id = scope.scope_id
        and verdict.joint_pool_id = everything.pool_id
        and verdict.pool_id = everything.pool_id
        and len(list_filter(verdict.codes, lambda code: code <> 'REARRESTED')) = 0
    join tally.fact as fact on fact.pool_id = everything.pool_id and fact.release_id = verdict.release_id
    where scope.scope_id = 'common_scope'
),

told as (
    select
        pool.release_id,
        list_filter(
            list_distinct(flatten(list(coalesce(record.measure, [])))),
            lambda measure: measure not in ('none_stated', 'house_arrest')) as measures,
        list(distinct record.independence_group) as independence_groups,
        coalesce(bool_or(record.verification = 'verified'), false) as is_verified
    from everything
    join tally.pool_row as pool using (pool_id)
    join staging.record as record using (record_id)
    group by pool.release_id
),

unit as (
    select
        unit_id,
        counts_persons,
        any_value(person_id) as person_id,
        bool_or(is_certain) as is_certain,
        bool_or(is_certain) filter (is_counted) as counted_certain,
        len(list_distinct(flatten(list(independence_groups) filter (is_counted)))) > 1 as is_corroborated,
        bool_or(is_verified) filter (is_counted) as is_verified,
        arg_max(if(is_home, list_append(measures, 'house_arrest'), measures), turn) filter (is_counted) as measures,
        arg_max(release_id, turn) as latest_release,
        max(turn)[1] as latest_from,
        coalesce(max(turn) filter (is_certain)[1], '-infinity'::date) as latest_certain_from
    from admitted
    join told using (release_id)
    group by unit_id, counts_persons
),

taken_back as (
    select
        fact.person_id,
        list(fact.release_id) as release_ids,
        max(coalesce(fact.occurred_from, '-infinity'::date)) as last_from
    from tally.rearrested as rearrested
    join everything on rearrested.joint_pool_id = everything.pool_id
    join tally.fact as fact on fact.pool_id = everything.pool_id and fact.release_id = rearrested.release_id
    where rearrested.scope_id = 'common_scope_net'
    group by fact.person_id
),

-- Where a release that may lie outside the period is the latest, its person may be back or not.
returned as (
    select
        unit.*,
        coalesce(if(counts_persons, last_from >= latest_from, list_contains(release_ids, latest_release)), false) as is_back,
        coalesce(
            if(counts_persons, last_from >= latest_certain_from, list_contains(release_ids, latest_release)), false) as may_be_back
    from unit
    left join taken_back using (person_id)
),

defined as (
    select
        unit_id,
        person_id,
        unnest([
            {'definition': 'common_scope', 'is_certain': counted_certain, 'holds': true},
            {'definition': 'common_scope_in_independent_sources', 'is_certain': counted_certain, 'holds': is_corroborated},
            {'definition': 'verified', 'is_certain': counted_certain, 'holds': is_verified},
            {'definition': 'full_freedom', 'is_certain': counted_certain, 'holds': measures = ['full_freedom']},
            {
                'definition': 'full_freedom_disputed', 'is_certain': counted_certain,
                'holds': list_contains(measures, 'full_freedom') and len(measures) > 1
            },
            {'definition': 'none_stated', 'is_certain': counted_certain, 'holds': len(measures) = 0},
            {'definition': 'back_in_custody', 'is_certain': is_certain and is_back, 'holds': may_be_back},
            {'definition': 'net_of_rearrest', 'is_certain': is_certain and not may_be_back, 'holds': not is_back}
        ], recursive := true)
    from returned

    union all

    select
        unit_id,
        person_id,
        unnest(list_filter(measures, lambda measure: measure <> 'full_freedom')) as definition,
        counted_certain as is_certain,
        true as holds
    from unit
)

select unit_id, definition, person_id, is_certain
from defined
where holds and is_certain is not null
