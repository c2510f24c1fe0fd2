-- Every line in every draw of the linkage: the published amount and what the draw moves: the sum of what the
-- alternatives that hold in it move. A line may stand here that no published row carries.
with

drawn as (
    select alternative_id, unnest(draws) as draw
    from linkage.alternative
),

moved as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        reason,
        draw,
        sum(amount)::bigint as moved
    from tally.alternative
    join drawn using (alternative_id)
    where reason <> 'IN_BOTH'
    group by all
),

-- The residual is one line here, whichever way it points.
published as (
    select
        comparison_id,
        from_reading,
        to_reading,
        side,
        if(reason = 'BEYOND_CLAIM', 'UNITEMISED', reason) as reason,
        amount,
        amount_low is null or amount_high is null as is_open
    from tally.row_line
),

line as (
    select comparison_id, from_reading, to_reading, side, reason from published
    union
    select comparison_id, from_reading, to_reading, side, reason from moved
),

told as (
    select
        line.*,
        draws.draw,
        coalesce(published.amount, 0) + coalesce(moved.moved, 0) as amount,
        coalesce(is_open, false) as is_open
    from line
    cross join (select unnest(draw_numbers()) as draw) as draws
    left join published using (comparison_id, from_reading, to_reading, side, reason)
    left join moved using (comparison_id, from_reading, to_reading, side, reason, draw)
)

select
    comparison_id,
    from_reading,
    to_reading,
    draw,
    side,
    if(
        reason = 'UNITEMISED' and not is_open and if(side = 'from', amount > 0, amount < 0),
        'BEYOND_CLAIM',
        reason) as reason,
    amount
from told
