-- The pairs of rows that neither a rule nor a person has decided, and those that a rule takes for one person whom the two
-- sides list with releases at different dates. Those first whose judgement would change most in the bridges, then those of
-- which least is known. A list of two days is an interval.
with

side as (
    select comparison_id, side, record_id, person_id, release_id, counted and primary_reason = 'NOT_ON_LIST' as is_missed
    from marts.discrepancy
),

asked as (
    select *
    from marts.link
    where decision = 'review'

    union

    select link.*
    from marts.link as link
    join side as one on one.record_id = link.left_record_id
    join side as other
        on other.record_id = link.right_record_id
        and other.comparison_id = one.comparison_id
        and other.side <> one.side
        and other.person_id = one.person_id
        and other.release_id <> one.release_id
    where link.decided_by = 'rule' and (one.is_missed or other.is_missed)
),

across as (
    select
        link.left_record_id,
        link.right_record_id,
        string_agg(distinct one.comparison_id, ', ' order by one.comparison_id) as comparisons
    from asked as link
    join side as one on one.record_id = link.left_record_id
    join side as other
        on other.record_id = link.right_record_id
        and other.comparison_id = one.comparison_id
        and other.side <> one.side
    group by link.left_record_id, link.right_record_id
),

shown as (
    select
        appearance.record_id,
        appearance.person_id,
        coalesce(appearance.full_name, concat_ws(' ', appearance.given_names, appearance.surnames)) as name,
        appearance.national_id,
        [appearance.birth_from, appearance.birth_to] as born,
        [appearance.detained_from, appearance.detained_to] as detained,
        coalesce(label.label_es || ' · ' || label.label_en, appearance.event) as event,
        [appearance.occurred_from, appearance.occurred_to] as occurred,
        appearance.facility,
        appearance.state,
        appearance.source_id,
        concat_ws(', ', document.path, appearance.locator) as place
    from marts.appearance as appearance
    left join meta.document as document
        on document.source_id = appearance.source_id and document.sha256 = appearance.document_sha256
    left join meta.label as label on label.scheme = 'event' and label.code = appearance.event
)

select
    one.name,
    other.name,
    one.national_id,
    other.national_id,
    one.born,
    other.born,
    one.detained,
    other.detained,
    one.event,
    other.event,
    one.occurred,
    other.occurred,
    one.facility,
    other.facility,
    one.state,
    other.state,
    one.source_id,
    other.source_id,
    one.place,
    other.place,
    link.consequence,
    across.comparisons,
    if(one.person_id = other.person_id, 'sí · yes', 'no') as one_person_today,
    link.probability,
    link.evidence,
    link.evidence_en,
    link.left_record_id,
    link.right_record_id
from asked as link
join shown as one on one.record_id = link.left_record_id
join shown as other on other.record_id = link.right_record_id
left join across using (left_record_id, right_record_id)
order by link.consequence desc nulls last, abs(link.probability - 0.5), link.left_record_id, link.right_record_id
