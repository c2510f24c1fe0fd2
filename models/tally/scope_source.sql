-- Whatever comes from the independence group of a source that itemises a claim serves its scope: registers show who
-- was held, and re-arrests count wherever they stand.
with

evidence as (
    select distinct
        scope.scope_id,
        source.independence_group
    from tally.scope as scope
    join raw.source as source on list_contains(scope.evidence, source.source_id)
)

select
    evidence.scope_id,
    source.source_id,
    source.source_kind as source_role
from evidence
join raw.source as source using (independence_group)
where source.source_kind <> 'claims'
