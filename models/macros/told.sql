-- The name of a row as its words, folded, in the order in which they were published.
create or replace macro name_told(row) as
    nullif(array_to_string(regexp_extract_all(
        folded_name(coalesce(row.full_name, concat_ws(' ', row.given_names, row.surnames))), '[\p{L}\p{M}\p{N}]+'), ' '), '');

-- What a row says beside its name and number, as `field=hash`, in order: enough to see what has changed, and no more.
-- Only what a row states itself: the end of an interval and an undated row's date follow from the file's publication.
create or replace macro facts_told(row) as
    list_sort(list_transform(
        list_filter([
            ('nickname', row.nickname), ('sex', row.sex), ('age', row.age::varchar), ('birth', row.birth_from::varchar),
            ('is_minor', row.is_minor), ('nationality', nullif(array_to_string(row.nationality, '|'), '')),
            ('category', row.category), ('detained', row.detained_from::varchar), ('event', row.event),
            ('occurred', if(row.date_basis = 'stated', row.occurred_from::varchar, null)), ('facility', folded(row.facility)),
            ('state', folded(row.state)), ('measure', nullif(array_to_string(row.measure, '|'), '')),
            ('legal_basis', row.legal_basis), ('offence', folded(row.offence)), ('political', row.political),
            ('verification', row.verification), ('accompanies', folded(row.accompanies)), ('note', folded(row.note)),
            ('url', row.url)
        ], lambda fact: fact[2] is not null),
        lambda fact: fact[1] || '=' || left(sha256(fact[1] || fact[2]), 8)));

-- All that a row says but the publisher's own number of it, which may change with every edition.
create or replace macro content_told(name, number, facts) as
    left(sha256(concat_ws('/', coalesce(name, ''), coalesce(number, ''), array_to_string(facts, ' '))), 12);

-- The words that two names share.
create or replace macro words_shared(one, other) as
    len(list_intersect(string_split(one, ' '), string_split(other, ' ')));

-- Letters to change, add, drop or swap between two names, in whatever order their words stand.
create or replace macro name_edits(one, other) as
    least(
        damerau_levenshtein(one, other),
        damerau_levenshtein(
            array_to_string(list_sort(string_split(one, ' ')), ' '), array_to_string(list_sort(string_split(other, ' ')), ' ')));

-- How one name may be the other corrected: by a slip of a letter or two, or by one word more or less; null where it is not.
create or replace macro name_correction(one, other) as
    case
        when name_edits(one, other) <= least(2, length(one) // 6) then 'slip'
        when words_shared(one, other) > 1
            and words_shared(one, other) * 2 + 1 >= len(string_split(one || ' ' || other, ' ')) then 'word'
    end;

-- Whether two rows of one list could be taken for each other once one is corrected: wider than `name_correction`.
create or replace macro name_is_alike(one, other) as
    words_shared(one, other) >= greatest(2, least(len(string_split(one, ' ')), len(string_split(other, ' '))) - 1)
    or (abs(length(one) - length(other)) <= 4 and jaro_winkler_similarity(one, other) > 0.7 and name_edits(one, other) <= 4);

-- Hash of all that a published row says as the tally reads it, but its number and place.
create or replace macro facts_sha256_of(row) as
    sha256(to_json([
        row.full_name, row.given_names, row.surnames, row.nickname, row.national_id, row.sex, row.age::varchar,
        row.birth_from::varchar, row.birth_to::varchar, row.is_minor, row.nationality::varchar, row.category,
        row.detained_from::varchar, row.detained_to::varchar, row.event, row.occurred_from::varchar, row.occurred_to::varchar,
        row.date_basis, row.facility, row.state, row.measure::varchar, row.legal_basis, row.offence,
        row.offence_excluded::varchar, row.political, row.verification, row.accompanies
    ])::varchar);

-- What a claim counts, in one text: two claims that count alike have the same.
create or replace macro scope_told(claim) as
    to_json([
        claim.unit, claim.basis, claim.as_of::varchar, claim.window_start::varchar, claim.window_end::varchar,
        list_sort(claim.excludes)::varchar, list_sort(claim.evidence)::varchar
    ])::varchar;
