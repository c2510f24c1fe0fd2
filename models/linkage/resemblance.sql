-- Parts are paired off whatever their order: each with the part that it resembles most, where that is mutual.
-- Initials take what words leave over.
with

alike_parts as (
    select
        left_record_id,
        right_record_id,
        mine.position as left_position,
        other.position as right_position,
        mine.part as left_part,
        other.part as right_part,
        if('given' in (mine.role, other.role), 'given', 'family') as feature,
        alike.level,
        case
            when alike.level = 'initial' or mine.role = 'initial' then 0.1
            when alike.level = 'equal' then part_share(
                mine.part_records, other.part_records, mine.list_rows, other.list_rows, mine.known_share)
            -- However rare two words are, a slip between them weighs no more than a part that one person in 250 bears.
            else greatest(if(alike.level = 'slip', 0.004, 0), part_share(
                mine.ear_records, other.ear_records, mine.list_rows, other.list_rows,
                greatest(mine.known_share, other.known_share)))
        end as share,
        mine.role = other.role as same_role
    from linkage.candidate
    join linkage.part as mine on mine.record_id = left_record_id
    join linkage.alike using (part)
    join linkage.part as other on other.record_id = right_record_id and other.part = alike.other_part
),

weighed as (
    select alike_parts.*, weight.same / share as strength
    from alike_parts
    join linkage.weight using (feature, level)
),

word as (
    select *
    from weighed
    where level <> 'initial'
    qualify
        row_number() over (
            partition by left_record_id, right_record_id, left_position
            order by strength desc, same_role desc, abs(left_position - right_position), right_position
        ) = 1
        and row_number() over (
            partition by left_record_id, right_record_id, right_position
            order by strength desc, same_role desc, abs(left_position - right_position), left_position
        ) = 1
),

letter as (
    select *
    from weighed
    anti join word using (left_record_id, right_record_id, left_position)
    anti join word using (left_record_id, right_record_id, right_position)
    where level = 'initial'
    qualify
        row_number() over (
            partition by left_record_id, right_record_id, left_position order by right_position
        ) = 1
        and row_number() over (
            partition by left_record_id, right_record_id, right_position order by left_position
        ) = 1
),

mutual as (
    from word
    union all
    from letter
),

first_surname as (
    select record_id, min(position) as position
    from linkage.part
    where role = 'family'
    group by record_id
)

select
    mutual.* exclude (strength, same_role),
    coalesce(mine.position = left_position and other.position = right_position, false) as first_surnames
from mutual
left join first_surname as mine on mine.record_id = left_record_id
left join first_surname as other on other.record_id = right_record_id
