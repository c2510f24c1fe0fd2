-- Parts left over are paired off whatever their order: each with the part that it resembles most, where that is mutual.
-- Initials take what words leave over.
with

facing as (
    select left_no, right_no, unnest(left_over) as left_token, right_over
    from linkage.candidate
    where len(right_over) > 0
),

met as (
    select left_no, right_no, left_token, right_token, level
    from facing
    cross join unnest(right_over) as right_tokens (right_token)
    join linkage.alike on token = left_token and other_token = right_token
),

alike_parts as (
    select
        met.*,
        mine.position as left_position,
        other.position as right_position,
        if('given' in (mine.role, other.role), 'given', 'family') as feature,
        case
            when level = 'initial' then 3.3
            -- However rare two words are, a slip between them weighs no more than a part that one person in 250 bears.
            else least(mine.ear_rarity, other.ear_rarity, if(level in ('slip', 'blurred'), 8, 99))
        end as rarity,
        mine.role = other.role as same_role
    from met
    join linkage.part as mine on mine.row_no = left_no and mine.token = left_token
    join linkage.part as other on other.row_no = right_no and other.token = right_token
),

weighed as (
    select alike_parts.*, bits + per_rarity * alike_parts.rarity as strength
    from alike_parts
    join linkage.weight using (feature, level)
),

word as (
    select *
    from weighed
    where level <> 'initial'
    qualify
        row_number() over (
            partition by left_no, right_no, left_position
            order by strength desc, same_role desc, abs(left_position - right_position), right_position
        ) = 1
        and row_number() over (
            partition by left_no, right_no, right_position
            order by strength desc, same_role desc, abs(left_position - right_position), left_position
        ) = 1
),

letter as (
    select *
    from weighed
    anti join word using (left_no, right_no, left_position)
    anti join word using (left_no, right_no, right_position)
    where level = 'initial'
    qualify
        row_number() over (partition by left_no, right_no, left_position order by right_position) = 1
        and row_number() over (partition by left_no, right_no, right_position order by left_position) = 1
)

select * exclude (strength, same_role) from word
union all
select * exclude (strength, same_role) from letter
