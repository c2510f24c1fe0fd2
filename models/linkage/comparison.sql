-- How far two rows agree, feature by feature. What one row does not say is no sign: its level is null. Parts that both names
-- hold count by number and rarity; parts that only one holds, or that differ, by number. Days of release are compared
-- between release lists, or for one kind of event.
with

resembling as (
    select
        left_no,
        right_no,
        list(left_token) as left_found,
        list(right_token) as right_found,
        list(xor(left_token, right_token)) as found,
        bool_or(feature = 'family') as family_found
    from linkage.resemblance
    group by left_no, right_no
),

faced as (
    select
        candidate.*,
        mine.tokens as left_tokens,
        other.tokens as right_tokens,
        mine.family_tokens as left_family_tokens,
        other.family_tokens as right_family_tokens,
        mine.initial_tokens as left_initial_tokens,
        other.initial_tokens as right_initial_tokens,
        mine.rarities as left_rarities,
        other.rarities as right_rarities,
        mine.married_tokens || other.married_tokens as married_tokens,
        mine.rarity + other.rarity as both_rarity,
        mine.family_rarity + other.family_rarity as both_family_rarity,
        without(left_over, left_found) as left_open,
        without(right_over, right_found) as right_open,
        without(left_family_over, left_found) as left_family,
        without(right_family_over, right_found) as right_family,
        coalesce(family_found, false) as family_found,
        coalesce(found, []) as found,
        coalesce(mine.id_key = other.id_key, false) as one_number,
        case
            when mine.generation <> other.generation then 'against'
            when (mine.generation is null) <> (other.generation is null) then 'one_says'
        end as generation,
        id_level(mine.id_key, mine.id_valid, other.id_key, other.id_valid) as id,
        if(contains(mine.id_key, '*') or contains(other.id_key, '*'), shown_digits(mine.id_key, other.id_key), 0) * 3.32 as id_rarity,
        if(
            mine.dates_release and other.dates_release or mine.event = other.event,
            day_level(mine.occurred_from, mine.occurred_to, other.occurred_from, other.occurred_to, 14),
            null) as released,
        -log2((mine.occurred_share + other.occurred_share) / 2) as released_rarity,
        day_level(mine.detained_from, mine.detained_to, other.detained_from, other.detained_to, 3) as detained,
        -log2((mine.detained_share + other.detained_share) / 2) as detained_rarity,
        birth_level(mine.birth_from, mine.birth_to, other.birth_from, other.birth_to) as born,
        case
            when mine.id_valid and other.id_valid then null
            else coalesce(
                number_level(mine.number_year, other.birth_from, other.birth_to),
                number_level(other.number_year, mine.birth_from, mine.birth_to))
        end as number,
        agreement(mine.facility, other.facility) as facility,
        -log2((mine.facility_share + other.facility_share) / 2) as facility_rarity,
        agreement(mine.state, other.state) as state,
        -log2((mine.state_share + other.state_share) / 2) as state_rarity,
        agreement(mine.sex, other.sex) as sex
    from linkage.candidate as candidate
    join linkage.trait as mine on mine.row_no = left_no
    join linkage.trait as other on other.row_no = right_no
    left join resembling using (left_no, right_no)
    -- Names that differ in both halves are not two ways to write one name: only a number speaks for them, or a person.
    where not given_over or not family_over or resembling.left_no is not null
        or mine.id_key = other.id_key or judgement is not null
),

divided as (
    select
        *,
        len(list_intersect(left_open, left_initial_tokens)) as left_initials,
        len(list_intersect(right_open, right_initial_tokens)) as right_initials,
        len(left_open) - len(left_family) - left_initials as left_given,
        len(right_open) - len(right_family) - right_initials as right_given,
        len(left_family_tokens) - len(left_family_over) as left_family_equal,
        len(right_family_tokens) - len(right_family_over) as right_family_equal,
        rarity_of(left_tokens, left_rarities, left_over) + rarity_of(right_tokens, right_rarities, right_over) as over_rarity,
        rarity_of(left_tokens, left_rarities, left_family_over)
            + rarity_of(right_tokens, right_rarities, right_family_over) as over_family_rarity
    from faced
),

opposed as (
    select
        *,
        least(left_given, right_given) as given_against,
        least(len(left_family), len(right_family)) as family_against,
        least(left_given + len(left_family), right_given + len(right_family)) as either_against
    from divided
),

named as (
    select
        left_no,
        right_no,
        judgement,
        (len(left_tokens) - len(left_over) - left_family_equal
            + len(right_tokens) - len(right_over) - right_family_equal) / 2 as given_equal,
        (both_rarity - both_family_rarity - over_rarity + over_family_rarity) / 2 as given_rarity,
        (left_family_equal + right_family_equal) / 2 as family_equal,
        (both_family_rarity - over_family_rarity) / 2 as family_rarity,
        given_against,
        family_against,
        len(married_tokens) > 0 and list_has_any(left_family || right_family, married_tokens) as married,
        either_against - given_against - family_against as left_out_twice,
        left_given + len(left_family) + right_given + len(right_family) - 2 * either_against as left_out,
        (family_found or left_family_equal > 0)
            and left_family_tokens[1] <> right_family_tokens[1]
            and not list_contains(found, xor(left_family_tokens[1], right_family_tokens[1])) as crossed,
        least(left_initials, right_given + len(right_family) + right_initials)
            + least(right_initials, left_given + len(left_family)) as initial_against,
        one_number,
        generation,
        id,
        id_rarity,
        released,
        released_rarity,
        detained,
        detained_rarity,
        born,
        number,
        facility,
        facility_rarity,
        state,
        state_rarity,
        sex
    from opposed
)

select * exclude (one_number)
from named
where given_against = 0 or family_against = 0 or one_number or judgement is not null
