-- Rows that the public edition may show by name: a release, on a list whose source permits names and published this one,
-- of a person of whom some row says that they are an adult and none that they are not, whom nobody accompanied or sent
-- along, who by every list left prison once and was not detained again, and of whose rows no link is in doubt.
with

person as (
    select
        person_id,
        bool_or(age >= 18 or is_minor = 'no' or birth_to + interval 18 year <= published_on) as is_adult,
        bool_or(age < 18 or is_minor = 'yes' or category = 'adolescent') as is_said_to_be_minor,
        bool_or(birth_to is not null and not coalesce(birth_to + interval 18 year <= published_on, false)) as may_be_minor,
        bool_or(accompanies is not null) as is_dependent,
        bool_or(event <> 'release' and not (event = 'detention' and source_kind = 'register')) as is_told_otherwise,
        bool_or(source_kind = 'status_list') as is_on_a_status_list,
        bool_or(list_contains(measure, 'house_arrest')) as is_at_home,
        count(distinct release_id) as releases,
        max(detained_to) as last_detained,
        max(coalesce(published_on, 'infinity'::date)) filter (source_kind = 'register') as last_registered
    from marts.appearance
    group by person_id
),

doubtful as (
    select distinct unnest([left_record_id, right_record_id]) as record_id
    from marts.link
    where decision = 'review'
),

in_doubt as (
    select person_id from marts.person where conflict is not null
    union
    select person_id from marts.appearance join doubtful using (record_id)
)

select row.* replace (coalesce(row.full_name, concat_ws(' ', row.given_names, row.surnames)) as full_name)
from marts.appearance as row
join person using (person_id)
where list_contains($sources, row.source_id)
    and row.source_kind = 'release_list'
    and row.event = 'release'
    and row.date_basis = 'stated'
    and person.is_adult
    and not coalesce(is_said_to_be_minor, false)
    and not may_be_minor
    and not is_dependent
    and not coalesce(is_told_otherwise, false)
    and not is_on_a_status_list
    and not coalesce(is_at_home, false)
    and releases = 1
    and coalesce(last_detained <= row.occurred_from, true)
    and coalesce(last_registered < row.occurred_from, true)
    and person_id not in (select person_id from in_doubt)
    -- Two words or more, of letters alone: a number or a bracket beside a name is no part of it.
    and regexp_full_match(coalesce(row.full_name, concat_ws(' ', row.given_names, row.surnames)), '[\p{L}\p{M}.,''’ -]+')
    and not regexp_matches(coalesce(row.full_name, concat_ws(' ', row.given_names, row.surnames)), '(?i)\b(?:alias|apodad[oa]|a\.?k\.?a)\b')
    and coalesce(not contains(lower(row.full_name), lower(row.nickname)), true)
