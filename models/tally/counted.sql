-- The units of a side's own count: every admitted row, the first row of every admitted release,
-- or the first row of the person's earliest admitted release.
with

rows as (
    select
        pair.comparison_id,
        pair.from_reading,
        pair.to_reading,
        pair.side,
        pair.unit,
        pool.record_id,
        pool.release_id,
        pool.person_id,
        pool.row_order,
        fact.occurred_from,
        fact.occurred_to,
        fact.row_order as release_order,
        len(verdict.codes) = 0 as admitted,
        verdict.codes
    from tally.pair as pair
    join tally.pool_row as pool using (pool_id)
    join tally.fact as fact using (pool_id, release_id)
    join tally.verdict as verdict
        on verdict.scope_id = pair.scope_id
        and verdict.joint_pool_id = pair.joint_pool_id
        and verdict.pool_id = pair.pool_id
        and verdict.release_id = pool.release_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by comparison_id, from_reading, to_reading, side, release_id
            order by row_order
        ) as place_in_release,
        dense_rank() over (
            partition by comparison_id, from_reading, to_reading, side, person_id
            order by not admitted, occurred_from nulls first, occurred_to nulls last, release_order
        ) as place_of_release
    from rows
)

select
    comparison_id,
    from_reading,
    to_reading,
    side,
    record_id,
    release_id,
    person_id,
    row_order,
    occurred_from,
    occurred_to,
    admitted,
    admitted and case unit
        when 'release' then place_in_release = 1
        when 'person' then place_in_release = 1 and place_of_release = 1
        else true
    end as counted,
    list_concat(
        codes,
        if(admitted and unit in ('release', 'person') and place_in_release > 1, ['DUPLICATE'], []),
        if(admitted and unit = 'person' and place_of_release > 1, ['REPEAT'], [])
    ) as codes
from ranked
