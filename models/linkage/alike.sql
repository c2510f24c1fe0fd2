-- Parts left over on both sides of some pair, compared once however many pairs they stand in. Two names that the
-- dictionary knows both (Mario, María) are two names, not a slip, unless a final S alone is between them.
with

word as (
    select
        token,
        any_value(part) as part,
        any_value(ear) as ear,
        any_value(known) as known,
        length(any_value(part)) = 1 as initial,
        any_value(nickname.nickname) is not null or right(any_value(part), 3) in ('ITO', 'ITA') as may_be_nickname,
        hash(any_value(ear)) as ear_hash,
        hash(rtrim(any_value(part), 'S')) as stem_hash,
        ord(any_value(part)) as first_letter,
        hash(right(any_value(part), 2)) as end_hash
    from linkage.part
    left join (select distinct nickname from staging.nickname) as nickname on nickname.nickname = part
    group by token
),

sign as (
    select token, known, initial, may_be_nickname, ear_hash, stem_hash, first_letter, end_hash from word
),

facing as (
    select unnest(left_over) as token, right_over
    from linkage.candidate
    where len(right_over) > 0
),

faced as (
    select token, other_token
    from facing
    cross join unnest(right_over) as right_tokens (other_token)
),

-- Of two known names few can be alike: the rest is not looked at.
possible as (
    select token, other_token
    from faced
    join sign as one using (token)
    join sign as other on other.token = other_token
    where one.ear_hash = other.ear_hash
        or one.may_be_nickname
        or other.may_be_nickname
        or if(
            one.known and other.known,
            (one.initial or other.initial) and one.first_letter = other.first_letter or one.stem_hash = other.stem_hash,
            one.first_letter = other.first_letter or one.end_hash = other.end_hash)
),

near as (
    select distinct token, other_token from possible
),

described as (
    select
        near.*,
        one.part,
        other.part as other_part,
        one.ear,
        other.ear as other_ear,
        one.known,
        other.known as other_known,
        one.initial or other.initial as initial,
        length(one.part) as letters,
        length(other.part) as other_letters
    from near
    join word as one using (token)
    join word as other on other.token = other_token
),

levelled as (
    select
        token,
        other_token,
        case
            when initial then if(part[1] = other_part[1] and letters <> other_letters, 'initial', null)
            when ear = other_ear then 'ear'
            when led_by_particle(part, other_part) or led_by_particle(other_part, part) then 'particle'
            when (part, other_part) in (select (nickname, given_name) from staging.nickname)
                or (other_part, part) in (select (nickname, given_name) from staging.nickname)
                or is_diminutive(part, other_part, other_known)
                or is_diminutive(other_part, part, known) then 'nickname'
            when (not (known and other_known) or rtrim(part, 'S') = rtrim(other_part, 'S'))
                and greatest(letters, other_letters) >= 4
                and is_slip(part, other_part, ear, other_ear) then 'slip'
            when least(letters, other_letters) >= 4
                and (starts_with(part, other_part) and not other_known or starts_with(other_part, part) and not known)
                then 'cut'
            when is_joined(part, other_part) and not known or is_joined(other_part, part) and not other_known then 'joined'
            when not (known and other_known) and is_blurred(part, other_part, ear, other_ear) then 'blurred'
            -- DA, at the edge of a column, and DAVID
            when least(letters, other_letters) in (2, 3)
                and (starts_with(part, other_part) and not other_known or starts_with(other_part, part) and not known)
                then 'initial'
        end as level
    from described
)

select token, other_token, level
from levelled
where level is not null
