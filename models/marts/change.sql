-- Units of this publication and the last, claim by claim. The rows of a claim's lists, grouped as it counts (by person, by
-- release, row by row) then and now, make a graph; what is connected in it is looked at together. Where both count something
-- there, only the numbers differ: more now is a split, fewer a merger, and a unit that another row stands for is the same.
-- Where only one counts, the unit came or went; or was reclassified, if rows of it stand in both. Directions add up.
-- The cause is sought in this order: a row withdrawn for safety, a judgement that parted or joined, another thing said by the
-- source, another method where nothing new concerns the persons, rows grouped otherwise, other facts.
with recursive

-- Sources that published something since.
active as (
    select source_id
    from raw.document
    where not list_contains((select coalesce(any_value(documents), []) from raw.previous_run), source_id || ' ' || sha256)
),

uncounted as (
    select claim_id from raw.previous_unit anti join marts.counted_unit using (claim_id, unit_id)
    union all
    select claim_id from marts.counted_unit anti join raw.previous_unit using (claim_id, unit_id)
),

-- A claim that the last publication did not count has not changed: it is counted for the first time. Nor has one of which
-- the same rows count.
claim as (
    select
        before.claim_id,
        before.unit as old_unit,
        before.evidence as old_evidence,
        now.unit as new_unit,
        now.evidence as new_evidence,
        before.scope_text is distinct from scope_told(now) as scope_changed
    from (select distinct claim_id, unit, evidence, scope_text from raw.previous_unit) as before
    left join marts.claim as now on now.claim_id = before.claim_id and now.reading = 'stated'
    where before.claim_id in (from uncounted)
),

-- What a row withdrawn for safety is called from now on: by its place among the withdrawals.
withdrawn as (
    select record_id, source_id || ':withdrawn-' || row_number() over (order by position, record_id) as tombstone_id
    from (select record_id, source_id, min(position) as position from staging.withdrawn group by record_id, source_id)
),

-- A row that a source published otherwise is the same entry: same name and number, in turn; else the only one with that
-- number, or with that name where one has no number.
gone as (
    select
        record_id,
        source_id,
        folded(full_name) as name,
        id_key_of(national_id) as number,
        row_number() over (partition by source_id, folded(full_name), id_key_of(national_id) order by list_order, record_id) as turn
    from raw.previous_record
    anti join marts.appearance using (record_id)
    anti join withdrawn using (record_id)
),

come as (
    select
        record_id,
        source_id,
        folded(coalesce(full_name, concat_ws(' ', given_names, surnames))) as name,
        id_key_of(national_id) as number,
        row_number() over (
            partition by source_id, folded(coalesce(full_name, concat_ws(' ', given_names, surnames))), id_key_of(national_id)
            order by list_order, record_id) as turn
    from marts.appearance
    anti join raw.previous_record using (record_id)
),

same as (
    select gone.record_id as old_id, come.record_id as new_id
    from gone
    join come using (source_id, name, turn)
    where gone.number is not distinct from come.number
),

corrected as (
    select * from same

    union all

    select gone.record_id, come.record_id
    from (from gone where record_id not in (select old_id from same)) as gone
    join (from come where record_id not in (select new_id from same)) as come
        on come.source_id = gone.source_id
        and (come.number = gone.number or come.name = gone.name and (come.number is null or gone.number is null))
    qualify count(*) over (partition by gone.record_id) = 1 and count(*) over (partition by come.record_id) = 1
),

-- Each row of both publications, if anything changed; `entry_id` is what it was called then.
old_row as (
    select record_id as entry_id, * from raw.previous_record where exists (from claim)
),

new_row as (
    select
        coalesce(corrected.old_id, record_id) as entry_id,
        appearance.*
    from marts.appearance as appearance
    left join corrected on corrected.new_id = record_id
    where exists (from claim)
),

-- The graph: every row of a claim's lists that tells of a release, in its group of then and of now.
node as (
    select
        claim_id,
        false as is_new,
        case old_unit when 'person' then person_id when 'release' then release_id else record_id end as group_id,
        entry_id,
        record_id
    from claim
    join old_row on list_contains(old_evidence, source_id) and release_id is not null

    union all

    select
        claim_id,
        true,
        case new_unit when 'person' then person_id when 'release' then release_id else record_id end,
        entry_id,
        record_id
    from claim
    join new_row on list_contains(new_evidence, source_id) and release_id is not null
),

unit as (
    select unit.claim_id, unit.is_new, unit.unit_id, coalesce(node.group_id, unit.unit_id) as group_id,
        coalesce(node.entry_id, unit.unit_id) as entry_id
    from (
        select claim_id, false as is_new, unit_id from raw.previous_unit semi join claim using (claim_id)
        union all
        select claim_id, true, unit_id from marts.counted_unit semi join claim using (claim_id)
    ) as unit
    left join node
        on node.claim_id = unit.claim_id and node.is_new = unit.is_new and node.record_id = unit.unit_id
),

-- Materialized, for a plan that repeats it takes longer to make than to run.
differing as materialized (
    select *
    from unit
    where exists (select 1 from raw.previous_run)
    qualify count(*) over (partition by claim_id, entry_id) = 1
),

-- Every entry that is connected with a differing unit.
reached as (
    select claim_id, is_new, unit_id, entry_id from differing

    union

    select reached.claim_id, reached.is_new, reached.unit_id, further.entry_id
    from reached
    join node as mine on mine.claim_id = reached.claim_id and mine.entry_id = reached.entry_id
    join node as further
        on further.claim_id = mine.claim_id and further.is_new = mine.is_new and further.group_id = mine.group_id
),

component as (
    select claim_id, is_new, unit_id, min(entry_id) as component_id
    from reached
    group by claim_id, is_new, unit_id
),

-- How many units each publication counts in it.
weighed as (
    select
        component.claim_id,
        component.is_new,
        component.unit_id,
        count(distinct unit.unit_id) filter (not unit.is_new) as old_units,
        count(distinct unit.unit_id) filter (unit.is_new) as new_units
    from component
    join reached using (claim_id, is_new, unit_id)
    join unit on unit.claim_id = reached.claim_id and unit.entry_id = reached.entry_id
    group by component.claim_id, component.is_new, component.unit_id
),

placed as (
    select
        differing.*,
        component_id,
        old_units,
        new_units,
        row_number() over (
            partition by claim_id, component_id, is_new order by differing.entry_id desc) as place,
        case
            when is_new then exists (
                select 1 from node join raw.previous_record as record on record.record_id = node.entry_id
                where node.claim_id = differing.claim_id and node.is_new and node.group_id = differing.group_id)
            else exists (
                select 1 from node join new_row on new_row.entry_id = node.entry_id
                where node.claim_id = differing.claim_id and not node.is_new and node.group_id = differing.group_id)
        end as stands_in_both
    from differing
    join component using (claim_id, is_new, unit_id)
    join weighed using (claim_id, is_new, unit_id)
),

line as (
    select
        *,
        case
            when least(old_units, new_units) > 0 then if(is_new, 'split', 'merged')
            when stands_in_both then 'reclassified'
            else if(is_new, 'added', 'withdrawn')
        end as kind
    from placed
    where least(old_units, new_units) = 0 or place <= if(is_new, new_units - old_units, old_units - new_units)
),

-- What concerns a line: the entries connected with it, and all rows of the persons who hold them, then and now.
connected as (
    select line.claim_id, line.is_new, line.unit_id, reached.entry_id
    from line
    join reached using (claim_id, is_new, unit_id)
),

concerned as (
    select claim_id, is_new, unit_id, entry_id from connected

    union

    select claim_id, is_new, unit_id, other.entry_id
    from connected
    join old_row as mine using (entry_id)
    join old_row as other on other.person_id = mine.person_id

    union

    select claim_id, is_new, unit_id, other.entry_id
    from connected
    join new_row as mine using (entry_id)
    join new_row as other on other.person_id = mine.person_id
),

seen as (
    select
        concerned.*,
        connected.entry_id is not null as is_own,
        before.record_id as old_id,
        now.record_id as new_id,
        before.person_id as old_person,
        now.person_id as new_person,
        withdrawn.record_id is not null and before.record_id is not null as is_withdrawn,
        before.record_id is null as is_fresh,
        -- The source published something since, and does not say there what it said.
        before.source_id in (from active) and (
            now.record_id is null
            or now.document_sha256 <> before.document_sha256 and facts_sha256_of(now) <> before.facts_sha256
        ) as is_corrected
    from concerned
    left join connected using (claim_id, is_new, unit_id, entry_id)
    left join old_row as before using (entry_id)
    left join new_row as now using (entry_id)
    left join withdrawn on withdrawn.record_id = before.record_id
),

judged as (
    select unnest(judged_pairs) as pair from raw.previous_run
    union all
    select concat_ws(' ', least(left_record_id, right_record_id), greatest(left_record_id, right_record_id), judgement)
    from marts.judged_pair
    where standing = 'holds'
),

-- Rows of which a judgement came, went or was changed.
judged_row as (
    select distinct unnest(string_split(pair, ' ')[:2]) as record_id
    from (select pair from judged group by pair having count(*) = 1)
),

found as (
    select
        claim_id,
        is_new,
        unit_id,
        bool_or(is_withdrawn) as is_withdrawn,
        bool_or(is_withdrawn and is_own) as is_withdrawn_itself,
        bool_or(is_corrected and is_own) as is_corrected,
        bool_or(is_fresh or is_corrected and not is_own) as is_fresh,
        count(distinct (old_person, new_person)) filter (old_person is not null and new_person is not null)
            > least(
                count(distinct old_person) filter (new_person is not null),
                count(distinct new_person) filter (old_person is not null)) as is_regrouped,
        bool_or(judged_row.record_id is not null) as is_judged,
        list(distinct coalesce(new_id, old_id) order by coalesce(new_id, old_id))
            filter (is_own and not is_withdrawn) as record_ids
    from seen
    left join judged_row on judged_row.record_id in (old_id, new_id)
    group by claim_id, is_new, unit_id
)

select
    line.claim_id,
    coalesce(withdrawn.tombstone_id, line.unit_id) as unit_id,
    line.kind,
    if(line.is_new, 1, -1) as direction,
    case
        when line.kind = 'added' then case
            when not list_contains(run.source_ids, now.source_id) then 'new_source'
            when list_contains(run.documents, now.source_id || ' ' || now.document_sha256) then 'change_of_method'
            when now.occurred_to <= run.known_until then 'late_report'
            else 'new_report'
        end
        when line.kind = 'withdrawn' then case
            when found.is_withdrawn_itself then 'withdrawal_for_safety'
            when found.is_corrected then 'correction_by_source'
            else 'change_of_method'
        end
        when found.is_withdrawn then 'withdrawal_for_safety'
        when found.is_regrouped and found.is_judged then 'judgement'
        when found.is_corrected then 'correction_by_source'
        when (run.method_changed or claim.scope_changed) and not found.is_fresh then 'change_of_method'
        when found.is_regrouped then 're_match'
        else 're_classification'
    end as cause,
    coalesce(found.record_ids, []) as record_ids
from line
join claim using (claim_id)
join found using (claim_id, is_new, unit_id)
cross join raw.previous_run as run
left join new_row as now on line.is_new and now.record_id = line.unit_id
left join withdrawn on withdrawn.record_id = line.unit_id
