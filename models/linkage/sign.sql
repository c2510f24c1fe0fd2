-- What two rows say beside the parts of the name that answer to each other: the parts that do not, numbers, dates, places.
-- What one row does not say is no sign. Days of release are compared between release lists, or for one kind of event.
with

agreed as (
    select
        left_record_id,
        right_record_id,
        list(left_position) as left_positions,
        list(right_position) as right_positions,
        bool_or(feature = 'family') and not bool_or(first_surnames) as crossed
    from linkage.resemblance
    group by all
),

faced as (
    select
        left_record_id,
        right_record_id,
        mine,
        other,
        coalesce(crossed, false) as crossed,
        list_filter(mine.names, lambda name: not list_contains(coalesce(left_positions, []), name.position)) as left_over,
        list_filter(other.names, lambda name: not list_contains(coalesce(right_positions, []), name.position)) as right_over,
        mine.dates_release and other.dates_release or mine.event = other.event as same_event
    from linkage.candidate
    join linkage.trait as mine on mine.record_id = left_record_id
    join linkage.trait as other on other.record_id = right_record_id
    left join agreed using (left_record_id, right_record_id)
),

named as (
    select
        *,
        list_filter(left_over, lambda name: name.role = 'given') as left_given,
        list_filter(right_over, lambda name: name.role = 'given') as right_given,
        list_filter(left_over, lambda name: name.role = 'family') as left_family,
        list_filter(right_over, lambda name: name.role = 'family') as right_family,
        list_filter(left_over, lambda name: name.role = 'initial') as left_initial,
        list_filter(right_over, lambda name: name.role = 'initial') as right_initial
    from faced
),

opposed as (
    select
        *,
        least(len(left_given), len(right_given)) as given_against,
        least(len(left_family), len(right_family)) as family_against,
        least(
            len(left_given) + len(left_family), len(right_given) + len(right_family)) as either_against,
        len(left_given) + len(left_family) + len(right_given) + len(right_family) as unanswered
    from named
),

told as (
    select
        left_record_id,
        right_record_id,
        unnest(list_filter([
            {
                'feature': 'given', 'level': 'against', 'times': given_against, 'share': null,
                'said': parts_said(left_given) || '/' || parts_said(right_given)
            },
            {
                'feature': 'family',
                'level': if(len(list_filter(left_family || right_family, lambda name: name.married)) > 0, 'married', 'against'),
                'times': family_against, 'share': null,
                'said': parts_said(left_family) || '/' || parts_said(right_family)
            },
            {
                'feature': 'family', 'level': 'crossed', 'times': crossed::bigint, 'share': null, 'said': null
            },
            {
                'feature': 'name', 'level': 'left_out_twice',
                'times': either_against - given_against - family_against, 'share': null,
                'said': parts_said(left_given || left_family) || '/' || parts_said(right_given || right_family)
            },
            {
                'feature': 'name', 'level': 'left_out', 'times': unanswered - 2 * either_against, 'share': null,
                'said': parts_said(left_given || left_family || right_given || right_family)
            },
            {
                'feature': 'name', 'level': 'initial_against',
                'times': least(len(left_initial), len(right_given || right_family || right_initial))
                    + least(len(right_initial), len(left_given || left_family)),
                'share': null, 'said': parts_said(left_initial || right_initial)
            },
            {
                'feature': 'generation',
                'level': case
                    when mine.generation <> other.generation then 'against'
                    when (mine.generation is null) <> (other.generation is null) then 'one_says'
                end,
                'times': 1, 'share': null, 'said': null
            },
            {
                'feature': 'id',
                'level': id_level(mine.id_key, mine.id_valid, other.id_key, other.id_valid),
                'times': 1,
                'share': pow(10.0, -least(
                    length(regexp_replace(mine.id_key, '[^0-9]', '', 'g')),
                    length(regexp_replace(other.id_key, '[^0-9]', '', 'g')))),
                'said': mine.id_key || '/' || other.id_key
            },
            {
                'feature': 'released',
                'level': if(
                    same_event,
                    day_level(mine.occurred_from, mine.occurred_to, other.occurred_from, other.occurred_to, 14),
                    null),
                'times': 1, 'share': (mine.occurred_share + other.occurred_share) / 2,
                'said': mine.occurred_from::varchar || '/' || other.occurred_from::varchar
            },
            {
                'feature': 'detained',
                'level': day_level(mine.detained_from, mine.detained_to, other.detained_from, other.detained_to, 3),
                'times': 1, 'share': (mine.detained_share + other.detained_share) / 2,
                'said': mine.detained_from::varchar || '/' || other.detained_from::varchar
            },
            {
                'feature': 'born',
                'level': birth_level(mine.birth_from, mine.birth_to, other.birth_from, other.birth_to),
                'times': 1, 'share': null,
                'said': year(mine.birth_to)::varchar || '/' || year(other.birth_to)::varchar
            },
            {
                'feature': 'facility',
                'level': case when mine.facility = other.facility then 'equal' when mine.facility <> other.facility then 'different' end,
                'times': 1, 'share': (mine.facility_share + other.facility_share) / 2, 'said': mine.facility || '/' || other.facility
            },
            {
                'feature': 'state',
                'level': case when mine.state = other.state then 'equal' when mine.state <> other.state then 'different' end,
                'times': 1, 'share': (mine.state_share + other.state_share) / 2, 'said': mine.state || '/' || other.state
            },
            {
                'feature': 'sex',
                'level': case when mine.sex = other.sex then 'equal' when mine.sex <> other.sex then 'different' end,
                'times': 1, 'share': null, 'said': mine.sex || '/' || other.sex
            }
        ], lambda sign: sign.level is not null and sign.times > 0), recursive := true)
    from opposed
)

select * from told
