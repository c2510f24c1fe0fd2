-- Whether the amnesty law reaches each release. The day of detention stands for the day of the facts, which no list
-- gives and which may be older. Of several rows every offence counts; their days of detention are those on which they
-- meet, or all that they cover where they do not. An offence that the reference does not know is never taken for one
-- that the law does not exclude. What the rows of the release leave unsaid, the offence or the detention, an entry of the
-- person on a register tells, where it begins before the release and no other release lies between.
with

term as (
    select * from raw.amnesty where situation = 'term'
),

situation as (
    select * from raw.amnesty where situation <> 'term'
),

-- Situations of which the days are told, one after another, as the stretches of days that they cover together.
placed as (
    select
        situation_from,
        situation_to,
        situation_from > max(situation_to) over (
            order by situation_from, situation_to rows between unbounded preceding and 1 preceding) + 1 as opens
    from situation
    where days_known <> 'acts'
),

numbered as (
    select *, count(*) filter (opens) over (order by situation_from, situation_to rows unbounded preceding) as stretch
    from placed
),

stretch as (
    select min(situation_from) as stretch_from, max(situation_to) as stretch_to
    from numbered
    group by stretch
),

wave as (
    select
        wave_year,
        string_agg(wave_es, '; ' order by situation_from) as wave_es,
        string_agg(wave_en, '; ' order by situation_from) as wave_en
    from (
        select *, unnest(range(year(situation_from), year(situation_to) + 1)) as wave_year
        from situation
        where wave_es is not null
    )
    group by wave_year
),

row_told as (
    select release_id, false as by_register, record.*
    from linkage.release
    join staging.record as record using (record_id)

    union all

    select release.release_id, true as by_register, record.*
    from marts.release as release
    join linkage.person as person using (person_id)
    join staging.record as record using (record_id)
    where record.source_kind = 'register'
        and coalesce(record.detained_from <= release.occurred_to, true)
        and not exists (
            select 1
            from marts.release as other
            where other.person_id = release.person_id
                and other.release_id <> release.release_id
                and coalesce(other.occurred_from <= release.occurred_to, true)
                and coalesce(other.occurred_to >= record.detained_from, true)
        )
),

said as (
    select
        release_id,
        by_register,
        bool_or(offence_excluded) as is_excluded,
        bool_or(list_contains(flags, 'unknown_offence')) as is_unknown,
        bool_or(offence is not null) as is_stated,
        max(detained_from) as latest_from,
        min(detained_to) as earliest_to,
        min(detained_from) as hull_from,
        max(detained_to) as hull_to,
        list_sort(list(distinct legal_basis) filter (legal_basis is not null)) as legal_bases
    from row_told
    group by release_id, by_register
),

told as (
    select
        own.release_id,
        own.legal_bases,
        not own.is_stated and coalesce(register.is_stated, false) as offence_by_register,
        own.latest_from is null and register.latest_from is not null as detention_by_register,
        if(offence_by_register, register.is_excluded, own.is_excluded) as is_excluded,
        if(offence_by_register, register.is_unknown, own.is_unknown) as is_unknown,
        own.is_stated or offence_by_register as is_stated,
        if(detention_by_register, register.latest_from, own.latest_from) as latest_from,
        if(detention_by_register, register.earliest_to, own.earliest_to) as earliest_to,
        if(detention_by_register, register.hull_from, own.hull_from) as hull_from,
        if(detention_by_register, register.hull_to, own.hull_to) as hull_to
    from (from said where not by_register) as own
    left join (from said where by_register) as register using (release_id)
),

spanned as (
    select
        *,
        if(latest_from > earliest_to, hull_from, latest_from) as detained_from,
        if(latest_from > earliest_to, hull_to, earliest_to) as detained_to
    from told
),

-- Where the interval of detention lies to the situations of the law.
near as (
    select
        spanned.*,
        exists (
            select 1
            from stretch
            where stretch.stretch_from <= spanned.detained_from and stretch.stretch_to >= spanned.detained_to
        ) as lies_within,
        exists (
            select 1
            from stretch
            where stretch.stretch_from <= spanned.detained_to and stretch.stretch_to >= spanned.detained_from
        ) as may_lie_within
    from spanned
),

-- Who lies within the days of a situation needs none that is made of acts.
lying as (
    select
        near.*,
        coalesce((
            select list(situation.situation order by situation.situation_from)
            from situation
            where situation.situation_from <= near.detained_to
                and situation.situation_to >= near.detained_from
                and not (near.lies_within and situation.days_known = 'acts')
        ), []) as situations
    from near
),

weighed as (
    select
        lying.*,
        release.person_id,
        term.situation_to as law_from,
        release.occurred_from as released_from,
        release.occurred_to as released_to,
        case
            when term.situation is null then null
            when is_excluded then 'excluded'
            when not coalesce(is_stated, false) then 'not_stated'
            when is_unknown then 'unknown'
            else 'not_excluded'
        end as offence_standing,
        case
            when term.situation is null then null
            when detained_from is null then 'not_stated'
            when detained_to < term.situation_from then 'before_term'
            when detained_from > term.situation_to then 'after_term'
            when len(situations) = 0 then 'outside'
            when lies_within then 'within'
            when may_lie_within then 'straddles'
            else 'acts'
        end as detention_standing
    from lying
    join marts.release as release using (release_id)
    left join term on true
),

decided as (
    select
        *,
        case
            when law_from is null then 'no_law'
            when offence_standing = 'excluded' then 'excluded_offence'
            when detention_standing in ('before_term', 'after_term') then 'outside_term'
            when detention_standing = 'outside' then 'outside_situations'
            when offence_standing = 'not_excluded' and detention_standing = 'within' then 'within_situation'
            when offence_standing = 'not_excluded' then 'detention_open'
            when detention_standing = 'within' then 'offence_open'
            else 'both_open'
        end as because
    from weighed
),

based as (
    select
        *,
        case because
            when 'no_law' then null
            when 'within_situation' then 'yes'
            when 'excluded_offence' then 'no'
            when 'outside_term' then 'no'
            when 'outside_situations' then 'no'
            else 'undetermined'
        end as reached,
        case because
            when 'excluded_offence' then '9'
            when 'outside_term' then '1'
            when 'outside_situations' then '8'
            when 'within_situation' then '8'
        end as article,
        case coalesce(len(legal_bases), 0)
            when 0 then 'not_stated'
            when 1 then legal_bases[1]
            else 'contradicting'
        end as basis_told,
        coalesce(list_contains(legal_bases, 'amnesty'), false) as by_amnesty,
        if(year(detained_from) = year(detained_to), year(detained_from), null) as wave_year
    from decided
),

word as (
    select map_from_entries(list((scheme || code, label_es))) as es, map_from_entries(list((scheme || code, label_en))) as en
    from raw.label
    where scheme in ('amnesty_because', 'offence_standing', 'detention_standing')
),

named as (
    select situation, situation_es, situation_en, days_known from raw.amnesty
),

worded as (
    select
        based.release_id,
        arg_max(named.days_known, list_position(['day', 'month', 'year', 'acts'], named.days_known)) as days_known,
        string_agg(
            named.situation_es || if(named.days_known = 'year', ' (solo se conoce el año)', ''), '; ' order by place) as situations_es,
        string_agg(
            named.situation_en || if(named.days_known = 'year', ' (only the year is known)', ''), '; ' order by place) as situations_en
    from (select release_id, unnest(situations) as situation, generate_subscripts(situations, 1) as place from based) as based
    join named using (situation)
    group by based.release_id
)

select
    based.release_id,
    based.person_id,
    based.detained_from,
    based.detained_to,
    present([
        if(offence_by_register, 'offence', null),
        if(detention_by_register, 'detained_on', null)
    ]) as told_by_register,
    based.offence_standing,
    based.detention_standing,
    based.situations,
    worded.days_known,
    based.reached,
    based.article,
    based.because,
    as_sentence(concat_ws(
        '; ',
        coalesce(word.es['amnesty_because' || because], because),
        if(reached = 'undetermined' and offence_standing <> 'not_excluded',
            word.es['offence_standing' || offence_standing], null),
        if(reached = 'undetermined' and detention_standing <> 'within',
            word.es['detention_standing' || detention_standing], null),
        if(because <> 'excluded_offence', worded.situations_es, null),
        if(because not in ('no_law', 'excluded_offence') and detained_from is not null,
            'el día de la detención' || if(detention_by_register, ', que da un registro,', '')
                || ' se toma por el de los hechos, que pueden ser anteriores', null)
    )) as explanation_es,
    as_sentence(concat_ws(
        '; ',
        coalesce(word.en['amnesty_because' || because], because),
        if(reached = 'undetermined' and offence_standing <> 'not_excluded',
            word.en['offence_standing' || offence_standing], null),
        if(reached = 'undetermined' and detention_standing <> 'within',
            word.en['detention_standing' || detention_standing], null),
        if(because <> 'excluded_offence', worded.situations_en, null),
        if(because not in ('no_law', 'excluded_offence') and detained_from is not null,
            'the day of detention' || if(detention_by_register, ', which a register gives,', '')
                || ' is taken for that of the facts, which may be older', null)
    )) as explanation_en,
    based.basis_told,
    present([
        if(basis_told = 'contradicting', 'bases_differ', null),
        if(by_amnesty and released_to < law_from, 'before_the_law', null),
        if(by_amnesty and reached = 'no', 'not_reached', null)
    ]) as basis_against,
    based.wave_year,
    wave.wave_es,
    wave.wave_en
from based
cross join word
left join worded using (release_id)
left join wave using (wave_year)
