-- Every row of a release list that is a release, in every pool that holds its list; first published comes first.
with

pools as (
    select pool_id from tally.scope
    union
    select rest_pool_id from tally.scope
    union
    select joint_pool_id from tally.pair
    union
    select coalesce(string_agg(source_id, '|' order by source_id), '') from raw.source where source_kind = 'release_list'
)

select
    pools.pool_id,
    record.record_id,
    release.release_id,
    person.person_id,
    row_number() over (
        partition by pools.pool_id
        order by record.published_on nulls last, record.source_id, record.list_order
    ) as row_order
from pools
join staging.record as record on list_contains(string_split(pools.pool_id, '|'), record.source_id)
join linkage.release as release using (record_id)
join linkage.person as person using (record_id)
