-- Parts left over are paired off whatever their order: each with the part that it resembles most, where that is mutual.
-- Initials take what words leave over.
with

facing as (
    select left_no, right_no, unnest(left_over) as left_position, right_over
    from linkage.candidate
    where len(right_over) > 0
),

alike_parts as (
    select
        left_no,
        right_no,
        left_position,
        right_position,
        if('given' in (mine.roles[left_position], other.roles[right_position]), 'given', 'family') as feature,
        level,
        case
            when level = 'initial' then 3.3
            -- However rare two words are, a slip between them weighs no more than a part that one person in 250 bears.
            else least(
                mine.ear_rarities[left_position],
                other.ear_rarities[right_position],
                if(level = 'slip', 8, 99))
        end as rarity,
        mine.roles[left_position] = other.roles[right_position] as same_role
    from facing
    cross join unnest(right_over) as right_positions (right_position)
    join linkage.trait as mine on mine.row_no = left_no
    join linkage.trait as other on other.row_no = right_no
    join linkage.alike as alike
        on alike.part = mine.parts[left_position] and alike.other_part = other.parts[right_position]
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
