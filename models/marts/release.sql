-- Each release as all lists of the case tell it. Verified: a list whose verification says so; corroborated: lists of
-- two independent groups; else one source alone.
with

everything as (
    select coalesce(string_agg(source_id, '|' order by source_id), '') as pool_id
    from raw.source
    where source_kind = 'release_list'
),

told as (
    select
        release.release_id,
        list_sort(list_distinct(flatten(list(coalesce(record.measure, []))))) as measure,
        arg_min(record.legal_basis, pool.row_order) filter (record.legal_basis is not null) as legal_basis,
        arg_min(record.facility, pool.row_order) filter (record.facility is not null) as facility,
        arg_min(record.state, pool.row_order) filter (record.state is not null) as state,
        list_sort(list_distinct(flatten(list(record.flags)))) as row_flags,
        bool_or(record.verification = 'verified') as is_verified,
        count(distinct record.independence_group) as independent_sources,
        count(*) as records
    from linkage.release as release
    join staging.record as record using (record_id)
    cross join everything
    join tally.pool_row as pool on pool.pool_id = everything.pool_id and pool.record_id = release.record_id
    group by release.release_id
)

select
    told.release_id,
    fact.person_id,
    fact.occurred_from,
    fact.occurred_to,
    told.measure,
    told.legal_basis,
    told.facility,
    told.state,
    list_concat(fact.codes, if(fact.date_conflict, ['date_conflict'], []), told.row_flags) as flags,
    case
        when told.is_verified then 'verified'
        when told.independent_sources > 1 then 'corroborated'
        else 'single_source'
    end as evidence_class,
    told.independent_sources,
    told.records,
    case
        when len(verdict.codes) > 0 then null
        when verdict.window_state = 'in' then 'certain'
        when verdict.window_state = 'maybe' then 'possible'
    end as common_scope
from told
cross join everything
join tally.fact as fact on fact.pool_id = everything.pool_id and fact.release_id = told.release_id
left join tally.verdict as verdict
    on verdict.scope_id = 'common_scope'
    and verdict.joint_pool_id = everything.pool_id
    and verdict.pool_id = everything.pool_id
    and verdict.release_id = told.release_id
