-- How far two rows agree, feature by feature. What one row does not say is no sign: its level is null. Parts that both names
-- hold count by number and rarity; parts that only one holds, or that differ, by number. Days of release are compared
-- between release lists, or for one kind of event.
with

judged as (
    select distinct least(one.row_no, other.row_no) as left_no, greatest(one.row_no, other.row_no) as right_no
    from raw.judgement
    join linkage.trait as one on one.record_id = left_record_id
    join linkage.trait as other on other.record_id = right_record_id
),

resembling as (
    select
        left_no,
        right_no,
        list(left_token) as left_found,
        list(right_token) as right_found,
        list(100 * left_position + right_position) as found,
        bool_or(feature = 'family') as family_found
    from linkage.resemblance
    group by left_no, right_no
),

faced as (
    select
        candidate.left_no,
        candidate.right_no,
        mine.tokens as left_tokens,
        other.tokens as right_tokens,
        mine.roles as left_roles,
        other.roles as right_roles,
        mine.rarities as left_rarities,
        other.rarities as right_rarities,
        mine.married as left_married,
        other.married as right_married,
        mine.family_parts as left_family_parts,
        other.family_parts as right_family_parts,
        mine.rarity + other.rarity as both_rarity,
        mine.family_rarity + other.family_rarity as both_family_rarity,
        places_of(mine.tokens, left_over) as left_over,
        places_of(other.tokens, right_over) as right_over,
        places_of(mine.tokens, without(left_over, left_found)) as left_open,
        places_of(other.tokens, without(right_over, right_found)) as right_open,
        coalesce(family_found, false) as family_found,
        coalesce(found, []) as found,
        list_position(mine.roles, 'family') as left_first,
        list_position(other.roles, 'family') as right_first
    from linkage.candidate as candidate
    join linkage.trait as mine on mine.row_no = left_no
    join linkage.trait as other on other.row_no = right_no
    left join resembling using (left_no, right_no)
),

divided as (
    select
        *,
        of_role(left_roles, left_over, 'family') as left_over_family,
        of_role(right_roles, right_over, 'family') as right_over_family,
        of_role(left_roles, left_open, 'given') as left_given,
        of_role(right_roles, right_open, 'given') as right_given,
        of_role(left_roles, left_open, 'family') as left_family,
        of_role(right_roles, right_open, 'family') as right_family
    from faced
),

opposed as (
    select
        *,
        left_family_parts - len(left_over_family) as left_family_equal,
        right_family_parts - len(right_over_family) as right_family_equal,
        rarity_at(left_rarities, left_over) + rarity_at(right_rarities, right_over) as over_rarity,
        rarity_at(left_rarities, left_over_family) + rarity_at(right_rarities, right_over_family) as over_family_rarity,
        least(len(left_given), len(right_given)) as given_against,
        least(len(left_family), len(right_family)) as family_against,
        least(len(left_given) + len(left_family), len(right_given) + len(right_family)) as either_against,
        len(left_open) - len(left_given) - len(left_family) as left_initials,
        len(right_open) - len(right_given) - len(right_family) as right_initials
    from divided
),

named as (
    select
        left_no,
        right_no,
        (len(left_tokens) - len(left_over) - left_family_equal
            + len(right_tokens) - len(right_over) - right_family_equal) / 2 as given_equal,
        (both_rarity - both_family_rarity - over_rarity + over_family_rarity) / 2 as given_rarity,
        (left_family_equal + right_family_equal) / 2 as family_equal,
        (both_family_rarity - over_family_rarity) / 2 as family_rarity,
        given_against,
        family_against,
        len(list_filter(left_family, lambda place: left_married[place]))
            + len(list_filter(right_family, lambda place: right_married[place])) > 0 as married,
        given_against > 0 and family_against > 0 as both_against,
        either_against - given_against - family_against as left_out_twice,
        len(left_given) + len(left_family) + len(right_given) + len(right_family) - 2 * either_against as left_out,
        (family_found or left_family_equal > 0)
            and left_tokens[left_first] <> right_tokens[right_first]
            and not list_contains(found, 100 * left_first + right_first) as crossed,
        least(left_initials, len(right_given) + len(right_family) + right_initials)
            + least(right_initials, len(left_given) + len(left_family)) as initial_against
    from opposed
)

select
    named.*,
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
from named
join linkage.trait as mine on mine.row_no = left_no
join linkage.trait as other on other.row_no = right_no
left join judged using (left_no, right_no)
-- Names that differ in both halves are not two ways to write one name: only a number speaks for them, or a person.
where not both_against or mine.id_key = other.id_key or judged.left_no is not null
