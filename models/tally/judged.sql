-- Why a counted row of one side is not a unit of the other, by sections 3 to 5 of the rules: units are matched by
-- person where either side counts persons, else by release; where both count rows, row by row.
with

mine as (
    select
        counted.*,
        pair.unit,
        pair.other_unit,
        pair.scope_id,
        pair.other_scope_id,
        pair.pool_id,
        pair.other_pool_id,
        pair.joint_pool_id,
        if(counted.side = 'from', 'to', 'from') as other_side
    from tally.counted as counted
    join tally.pair as pair using (comparison_id, from_reading, to_reading, side)
),

unit as (
    select
        *,
        row_number() over (
            partition by comparison_id, from_reading, to_reading, side, release_id order by row_order
        ) as place_in_release
    from mine
    where counted
),

-- What the other side counts of the same release and of the same person.
other_release as (
    select comparison_id, from_reading, to_reading, side, release_id, count(*) as counted_rows
    from unit
    group by all
),

other_person as (
    select distinct comparison_id, from_reading, to_reading, side, person_id
    from unit
),

-- The reasons of a release for the other scope: by the other side's own lists where they name it, else by this side's.
release_reason as (
    select distinct
        unit.comparison_id,
        unit.from_reading,
        unit.to_reading,
        unit.side,
        fact.release_id,
        fact.person_id,
        fact.occurred_from,
        fact.occurred_to,
        fact.row_order as release_order,
        fact.codes as fact_codes,
        theirs.release_id is not null as named_there,
        coalesce(theirs.codes, ours.codes) as codes,
        coalesce(theirs.window_state, ours.window_state) as window_state
    from (select distinct comparison_id, from_reading, to_reading, side, pool_id, other_scope_id, other_pool_id,
        joint_pool_id from mine) as unit
    join tally.fact as fact on fact.pool_id = unit.pool_id
    join tally.verdict as ours
        on ours.scope_id = unit.other_scope_id
        and ours.joint_pool_id = unit.joint_pool_id
        and ours.pool_id = unit.pool_id
        and ours.release_id = fact.release_id
    left join tally.verdict as theirs
        on theirs.scope_id = unit.other_scope_id
        and theirs.joint_pool_id = unit.joint_pool_id
        and theirs.pool_id = unit.other_pool_id
        and theirs.release_id = fact.release_id
),

elsewhere as (
    select
        unit.comparison_id,
        unit.from_reading,
        unit.to_reading,
        unit.side,
        fact.person_id,
        arg_min(fact.occurred_from, fact.row_order) as other_from,
        arg_min(fact.occurred_to, fact.row_order) as other_to
    from (select distinct comparison_id, from_reading, to_reading, side, other_pool_id from mine) as unit
    join tally.fact as fact on fact.pool_id = unit.other_pool_id
    group by all
),

registered as (
    select distinct
        unit.comparison_id,
        unit.from_reading,
        unit.to_reading,
        unit.side,
        person.person_id
    from (select distinct comparison_id, from_reading, to_reading, side, other_scope_id from mine) as unit
    join tally.scope_source as served
        on served.scope_id = unit.other_scope_id and served.source_role = 'register'
    join staging.record as record using (source_id)
    join linkage.person as person using (record_id)
),

-- A release that the other scope shuts out by no code still lacks evidence on the other side, for one reason.
reasoned as (
    select
        release_reason.*,
        elsewhere.other_from,
        elsewhere.other_to,
        if(len(release_reason.codes) > 0 or release_reason.named_there, release_reason.codes, [case
            when elsewhere.person_id is not null then 'NOT_ON_LIST'
            when list_contains(release_reason.fact_codes, 'UNIDENTIFIABLE') then 'UNIDENTIFIABLE'
            when release_reason.window_state = 'maybe' then 'UNDETERMINED'
            when registered.person_id is not null then 'UNVERIFIED'
            else 'NOT_ON_LIST'
        end]) as reasons
    from release_reason
    left join elsewhere using (comparison_id, from_reading, to_reading, side, person_id)
    left join registered using (comparison_id, from_reading, to_reading, side, person_id)
),

-- The release of a person for which the others are further ones: among those this side counts, the one that the
-- other counts, else the earliest that the other admits, else the earliest.
first_release as (
    select
        unit.comparison_id,
        unit.from_reading,
        unit.to_reading,
        unit.side,
        unit.person_id,
        arg_min(unit.release_id, (
            other_release.release_id is null,
            len(reasoned.codes) > 0,
            coalesce(reasoned.occurred_from, '-infinity'::date),
            coalesce(reasoned.occurred_to, 'infinity'::date),
            reasoned.release_order
        )) as release_id
    from unit
    join reasoned using (comparison_id, from_reading, to_reading, side, release_id)
    left join other_release
        on other_release.comparison_id = unit.comparison_id
        and other_release.from_reading = unit.from_reading
        and other_release.to_reading = unit.to_reading
        and other_release.side = unit.other_side
        and other_release.release_id = unit.release_id
    group by all
),

-- Where this side counts persons, the reasons are those of the earliest release it admits that the other admits too.
spoken_for as (
    select
        mine.comparison_id,
        mine.from_reading,
        mine.to_reading,
        mine.side,
        mine.person_id,
        arg_min(mine.release_id, (
            coalesce(reasoned.occurred_from, '-infinity'::date),
            coalesce(reasoned.occurred_to, 'infinity'::date),
            reasoned.release_order
        )) as release_id
    from mine
    join reasoned using (comparison_id, from_reading, to_reading, side, release_id)
    where mine.unit = 'person' and mine.admitted and len(reasoned.codes) = 0
    group by all
),

placed as (
    select
        mine.*,
        unit.place_in_release,
        other_release.counted_rows as other_rows,
        other_person.person_id is not null as person_in_both,
        first_release.release_id = mine.release_id as is_first_release,
        coalesce(spoken.reasons, own.reasons) as reasons,
        coalesce(spoken.codes, own.codes) as scope_codes,
        own.other_from,
        own.other_to,
        own.named_there
    from mine
    left join unit
        using (comparison_id, from_reading, to_reading, side, record_id)
    left join other_release
        on other_release.comparison_id = mine.comparison_id
        and other_release.from_reading = mine.from_reading
        and other_release.to_reading = mine.to_reading
        and other_release.side = mine.other_side
        and other_release.release_id = mine.release_id
    left join other_person
        on other_person.comparison_id = mine.comparison_id
        and other_person.from_reading = mine.from_reading
        and other_person.to_reading = mine.to_reading
        and other_person.side = mine.other_side
        and other_person.person_id = mine.person_id
    left join first_release
        on first_release.comparison_id = mine.comparison_id
        and first_release.from_reading = mine.from_reading
        and first_release.to_reading = mine.to_reading
        and first_release.side = mine.side
        and first_release.person_id = mine.person_id
    left join spoken_for
        on spoken_for.comparison_id = mine.comparison_id
        and spoken_for.from_reading = mine.from_reading
        and spoken_for.to_reading = mine.to_reading
        and spoken_for.side = mine.side
        and spoken_for.person_id = mine.person_id
    left join reasoned as own
        on own.comparison_id = mine.comparison_id
        and own.from_reading = mine.from_reading
        and own.to_reading = mine.to_reading
        and own.side = mine.side
        and own.release_id = mine.release_id
    left join reasoned as spoken
        on spoken.comparison_id = mine.comparison_id
        and spoken.from_reading = mine.from_reading
        and spoken.to_reading = mine.to_reading
        and spoken.side = mine.side
        and spoken.release_id = spoken_for.release_id
),

matched as (
    select
        *,
        counted and coalesce(case
            when 'person' in (unit, other_unit) then person_in_both and is_first_release and place_in_release = 1
            when 'release' in (unit, other_unit) then other_rows > 0 and place_in_release = 1
            else place_in_release <= other_rows
        end, false) as in_both,
        case
            when 'person' in (unit, other_unit) then person_in_both and is_first_release
            else coalesce(other_rows > 0, false)
        end as release_in_both
    from placed
),

explained as (
    select
        *,
        case
            when in_both then []
            when not counted then codes
            else list_concat(
                if(
                    place_in_release > 1
                        and (other_unit in ('release', 'person') or release_in_both),
                    ['DUPLICATE'], []),
                if(other_unit = 'person' and not is_first_release, ['REPEAT'], []),
                case
                    when release_in_both then []
                    when person_in_both and other_unit = 'person' then scope_codes
                    else reasons
                end
            )
        end as unordered_reasons
    from matched
),

ordered as (
    select
        *,
        coalesce((
            select list(reason_order.reason order by reason_order.rank)
            from tally.reason_order as reason_order
            where list_contains(explained.unordered_reasons, reason_order.reason)
        ), []) as all_reasons
    from explained
)

select
    comparison_id,
    from_reading,
    to_reading,
    side,
    record_id,
    release_id,
    person_id,
    occurred_from,
    occurred_to,
    counted,
    in_both,
    if(in_both, 'IN_BOTH', all_reasons[1]) as primary_reason,
    all_reasons,
    if(named_there, null, other_from) as other_from,
    if(named_there, null, other_to) as other_to
from ordered
