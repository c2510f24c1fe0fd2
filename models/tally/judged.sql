-- Why a counted row of one side is not a unit of the other, by sections 3 to 5 of the rules: units are matched by
-- person where either side counts persons, else by release; where both count rows, row by row.
with

mine as (
    select
        counted.*,
        pair.unit,
        pair.other_unit,
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
            reasoned.row_order
        )) as release_id
    from unit
    join tally.reasoned as reasoned using (comparison_id, from_reading, to_reading, side, release_id)
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
            reasoned.row_order
        )) as release_id
    from mine
    join tally.reasoned as reasoned using (comparison_id, from_reading, to_reading, side, release_id)
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
    left join tally.reasoned as own
        on own.comparison_id = mine.comparison_id
        and own.from_reading = mine.from_reading
        and own.to_reading = mine.to_reading
        and own.side = mine.side
        and own.release_id = mine.release_id
    left join tally.reasoned as spoken
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
