-- Parts left over on both sides of some pair, compared once however many pairs they stand in. Two names that the
-- dictionary knows both (Mario, María) are two names, not a slip, unless a final S alone is between them.
with

facing as (
    select left_no, right_no, unnest(left_over) as left_position, right_over
    from linkage.candidate
    where len(right_over) > 0
),

faced as (
    select
        mine.parts[left_position] as part,
        other.parts[right_position] as other_part,
        mine.known[left_position] as known,
        other.known[right_position] as other_known,
        mine.roles[left_position] = 'initial' or other.roles[right_position] = 'initial' as initial,
        mine.ear_tokens[left_position] = other.ear_tokens[right_position] as sounds_equal
    from facing
    cross join unnest(right_over) as right_positions (right_position)
    join linkage.trait as mine on mine.row_no = left_no
    join linkage.trait as other on other.row_no = right_no
),

-- Of two known names few can be alike: the rest is not looked at.
near as (
    select distinct faced.*
    from faced
    left join staging.nickname as nickname
        on nickname.nickname = part and nickname.given_name = other_part
    left join staging.nickname as other_nickname
        on other_nickname.nickname = other_part and other_nickname.given_name = part
    where sounds_equal
        or nickname.nickname is not null
        or other_nickname.nickname is not null
        or if(
            known and other_known,
            initial and part[1] = other_part[1]
                or rtrim(part, 'S') = rtrim(other_part, 'S')
                or right(part, 3) in ('ITO', 'ITA')
                or right(other_part, 3) in ('ITO', 'ITA'),
            part[1] = other_part[1]
                or right(part, 2) = right(other_part, 2)
                or jaro_similarity(part, other_part) > 0.6)
),

word as (
    select part, any_value(ear) as ear from linkage.part group by part
),

described as (
    select
        near.*,
        one.ear,
        other.ear as other_ear,
        length(near.part) as letters,
        length(other_part) as other_letters,
        (near.part, other_part) in (select (nickname, given_name) from staging.nickname)
            or (other_part, near.part) in (select (nickname, given_name) from staging.nickname) as is_listed_nickname
    from near
    join word as one on one.part = near.part
    join word as other on other.part = other_part
),

levelled as (
    select
        part,
        other_part,
        case
            when initial then if(part[1] = other_part[1] and letters <> other_letters, 'initial', null)
            when sounds_equal then 'ear'
            when led_by_particle(part, other_part) or led_by_particle(other_part, part) then 'particle'
            when is_listed_nickname or is_diminutive(part, other_part, other_known) or is_diminutive(other_part, part, known)
                then 'nickname'
            when (not (known and other_known) or rtrim(part, 'S') = rtrim(other_part, 'S'))
                and greatest(letters, other_letters) >= 4
                and is_slip(part, other_part, ear, other_ear) then 'slip'
            when least(letters, other_letters) >= 4
                and (starts_with(part, other_part) and not other_known or starts_with(other_part, part) and not known)
                then 'cut'
            when is_joined(part, other_part) and not known or is_joined(other_part, part) and not other_known then 'joined'
            -- DA, at the edge of a column, and DAVID
            when least(letters, other_letters) in (2, 3)
                and (starts_with(part, other_part) and not other_known or starts_with(other_part, part) and not known)
                then 'initial'
        end as level
    from described
)

select part, other_part, any_value(level) as level
from levelled
where level is not null
group by part, other_part
