-- The reasons of a release for the other side's scope: by the other side's own lists where they name it, else every code
-- by which its scope shuts it out, judged on this side's lists; and where nothing shuts it out, what evidence it lacks.
with

told as (
    select
        pair.comparison_id,
        pair.from_reading,
        pair.to_reading,
        pair.side,
        pair.other_scope_id,
        fact.release_id,
        fact.person_id,
        fact.occurred_from,
        fact.occurred_to,
        fact.row_order,
        list_contains(fact.codes, 'UNIDENTIFIABLE') as is_unidentifiable,
        theirs.release_id is not null as named_there,
        coalesce(theirs.codes, ours.codes) as codes,
        coalesce(theirs.window_state, ours.window_state) as window_state,
        pair.other_pool_id
    from tally.pair as pair
    join tally.fact as fact using (pool_id)
    join tally.verdict as ours
        on ours.scope_id = pair.other_scope_id
        and ours.joint_pool_id = pair.joint_pool_id
        and ours.pool_id = pair.pool_id
        and ours.release_id = fact.release_id
    left join tally.verdict as theirs
        on theirs.scope_id = pair.other_scope_id
        and theirs.joint_pool_id = pair.joint_pool_id
        and theirs.pool_id = pair.other_pool_id
        and theirs.release_id = fact.release_id
),

-- The first release, if any, with which the other side's lists name the person.
elsewhere as (
    select
        pool_id,
        person_id,
        arg_min(occurred_from, row_order) as other_from,
        arg_min(occurred_to, row_order) as other_to
    from tally.fact
    group by pool_id, person_id
),

registered as (
    select distinct served.scope_id, person.person_id
    from tally.scope_source as served
    join staging.record as record using (source_id)
    join linkage.person as person using (record_id)
    where served.source_role = 'register'
)

select
    told.* exclude (other_scope_id, other_pool_id, is_unidentifiable, window_state),
    if(
        len(told.codes) > 0 or told.named_there,
        told.codes,
        [case
            when elsewhere.person_id is not null then 'NOT_ON_LIST'
            when told.is_unidentifiable then 'UNIDENTIFIABLE'
            when told.window_state = 'maybe' then 'UNDETERMINED'
            when registered.person_id is not null then 'UNVERIFIED'
            else 'NOT_ON_LIST'
        end]) as reasons,
    elsewhere.other_from,
    elsewhere.other_to
from told
left join elsewhere on elsewhere.pool_id = told.other_pool_id and elsewhere.person_id = told.person_id
left join registered on registered.scope_id = told.other_scope_id and registered.person_id = told.person_id
