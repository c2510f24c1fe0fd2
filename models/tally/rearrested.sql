-- A net count takes off, for each re-arrest on its own status lists up to the cut-off, the latest release that begins
-- on or before that day, on either side's lists; of a person then in custody an undated release too. Of two that begin
-- on one day it is not the death, and never the order of rows that decides.
with

scopes as (
    select scope_id, joint_pool_id from tally.pair
    union
    select other_scope_id, joint_pool_id from tally.pair
    union
    select
        scope_id,
        (select coalesce(string_agg(source_id, '|' order by source_id), '')
            from raw.source where source_kind = 'release_list') as joint_pool_id
    from tally.scope
),

rearrest as (
    select
        scopes.scope_id,
        scopes.joint_pool_id,
        scope.as_of,
        person.person_id,
        record.occurred_to as rearrested_on
    from scopes
    join tally.scope as scope using (scope_id)
    join tally.scope_source as served using (scope_id)
    join staging.record as record using (source_id)
    join linkage.person as person using (record_id)
    where scope.basis = 'net_of_rearrest'
        and record.event = 'rearrest'
        and record.occurred_to <= scope.as_of
),

before as (
    select
        rearrest.scope_id,
        rearrest.joint_pool_id,
        rearrest.person_id,
        rearrest.rearrested_on,
        arg_max(fact.release_id, (
            coalesce(fact.occurred_from, '-infinity'::date),
            not list_contains(fact.codes, 'DEATH'),
            coalesce(fact.occurred_to, 'infinity'::date),
            fact.release_id
        )) as release_id
    from rearrest
    join tally.fact as fact
        on fact.pool_id = rearrest.joint_pool_id
        and fact.person_id = rearrest.person_id
        and fact.dated
        and coalesce(fact.occurred_from, '-infinity'::date) <= rearrest.rearrested_on
    group by all
),

in_custody as (
    select
        scope_id,
        joint_pool_id,
        as_of,
        person_id,
        max(rearrested_on) as rearrested_on
    from rearrest
    group by all
)

select scope_id, joint_pool_id, release_id
from before

union

select
    in_custody.scope_id,
    in_custody.joint_pool_id,
    fact.release_id
from in_custody
join tally.fact as fact
    on fact.pool_id = in_custody.joint_pool_id
    and fact.person_id = in_custody.person_id
    and not fact.dated
where not exists (
    select 1
    from tally.fact as later
    where later.pool_id = in_custody.joint_pool_id
        and later.person_id = in_custody.person_id
        and later.dated
        and later.occurred_from > in_custody.rearrested_on
        and later.occurred_from <= in_custody.as_of
)
