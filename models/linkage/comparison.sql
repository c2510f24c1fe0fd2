-- How far two rows agree, feature by feature. What one row does not say is no sign: its level is null. Parts that both names
-- hold count by number and rarity; parts that only one holds, or that differ, by number. Days of release are compared
-- between release lists, or for one kind of event.
with

resembling as (
    select
        left_no,
        right_no,
        list(left_position) as left_found,
        list(right_position) as right_found,
        list(100 * left_position + right_position) as found,
        bool_or(feature = 'family') as family_found
    from linkage.resemblance
    group by left_no, right_no
),

faced as (
    select
        left_no,
        right_no,
        mine,
        other,
        left_over,
        right_over,
        list_filter(left_over, lambda place: not list_contains(coalesce(left_found, []), place)) as left_unanswered,
        list_filter(right_over, lambda place: not list_contains(coalesce(right_found, []), place)) as right_unanswered,
        coalesce(family_found, false) as family_found,
        coalesce(found, []) as found,
        list_position(mine.roles, 'family') as left_first,
        list_position(other.roles, 'family') as right_first
    from linkage.candidate
    join linkage.trait as mine on mine.row_no = left_no
    join linkage.trait as other on other.row_no = right_no
    left join resembling using (left_no, right_no)
),

counted as (
    select
        *,
        equal_places(mine.roles, left_over, false) as left_equal_given,
        equal_places(other.roles, right_over, false) as right_equal_given,
        equal_places(mine.roles, left_over, true) as left_equal_family,
        equal_places(other.roles, right_over, true) as right_equal_family,
        places_of(mine.roles, left_unanswered, 'given') as left_given,
        places_of(other.roles, right_unanswered, 'given') as right_given,
        places_of(mine.roles, left_unanswered, 'family') as left_family,
        places_of(other.roles, right_unanswered, 'family') as right_family
    from faced
),

opposed as (
    select
        *,
        least(len(left_given), len(right_given)) as given_against,
        least(len(left_family), len(right_family)) as family_against,
        least(len(left_given) + len(left_family), len(right_given) + len(right_family)) as either_against,
        len(left_unanswered) - len(left_given) - len(left_family) as left_initials,
        len(right_unanswered) - len(right_given) - len(right_family) as right_initials
    from counted
)

select
    left_no,
    right_no,
    (len(left_equal_given) + len(right_equal_given)) / 2 as given_equal,
    (rarity_at(mine.rarities, left_equal_given) + rarity_at(other.rarities, right_equal_given)) / 2 as given_rarity,
    (len(left_equal_family) + len(right_equal_family)) / 2 as family_equal,
    (rarity_at(mine.rarities, left_equal_family) + rarity_at(other.rarities, right_equal_family)) / 2 as family_rarity,
    given_against,
    family_against,
    len(list_filter(left_family, lambda place: mine.married[place]))
        + len(list_filter(right_family, lambda place: other.married[place])) > 0 as married,
    given_against > 0 and family_against > 0 as both_against,
    either_against - given_against - family_against as left_out_twice,
    len(left_given) + len(left_family) + len(right_given) + len(right_family) - 2 * either_against as left_out,
    (family_found or len(left_equal_family) > 0)
        and mine.part_tokens[left_first] <> other.part_tokens[right_first]
        and not list_contains(found, 100 * left_first + right_first) as crossed,
    least(left_initials, len(right_given) + len(right_family) + right_initials)
        + least(right_initials, len(left_given) + len(left_family)) as initial_against,
    case
        when mine.generation <> other.generation then 'against'
        when (mine.generation is null) <> (other.generation is null) then 'one_says'
    end as generation,
    id_level(mine.id_key, mine.id_valid, other.id_key, other.id_valid) as id,
    shown_digits(mine.id_key, other.id_key) * 3.32 as id_rarity,
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
from opposed
