-- DuckDB 1.5, in which many analysts' tools are, opens the publication but knows no function `if` in a macro: hence `case`.

-- The bridge of a comparison between the figures as stated, line by line.
create or replace macro bridge_of(comparison) as table
    select line_no, side, reason, label_es, label_en, amount, running_total, amount_low, amount_median, amount_high,
        total, alone, shapley, named, claim_ids
    from marts.bridge
    where comparison_id = comparison and from_reading = 'stated' and to_reading = 'stated'
    order by line_no;

-- How a comparison ends under each reading of its two claims: how much of the difference its lines account for and
-- what is left without names. The widest period comes first: never in order of how well a reading fits.
create or replace macro readings_of(comparison) as table
    select
        "from".reading as from_reading,
        "to".reading as to_reading,
        "from".window_start as from_window_start,
        coalesce("from".window_end, "from".as_of) as from_window_end,
        "to".window_start as to_window_start,
        coalesce("to".window_end, "to".as_of) as to_window_end,
        any_value("to".value) - any_value("from".value) as difference,
        coalesce(sum(amount) filter (is_residual), 0)::bigint as residual,
        difference - residual as explained,
        case
            when not bool_or(is_residual and amount_low is null) then coalesce(sum(amount_low) filter (is_residual), 0)::bigint
        end as residual_low,
        case
            when not bool_or(is_residual and amount_high is null) then coalesce(sum(amount_high) filter (is_residual), 0)::bigint
        end as residual_high
    from (select *, reason in ('UNITEMISED', 'BEYOND_CLAIM') as is_residual from marts.bridge) as bridge
    join marts.comparison as compared using (comparison_id)
    join marts.claim as "from" on "from".claim_id = from_claim_id and "from".reading = from_reading
    join marts.claim as "to" on "to".claim_id = to_claim_id and "to".reading = to_reading
    where comparison_id = comparison
    group by "from".reading, "to".reading, "from".window_start, from_window_end, "to".window_start, to_window_end
    order by
        from_window_start nulls first, from_window_end desc, to_window_start nulls first, to_window_end desc,
        from_reading, to_reading;

-- The rows that one side of a comparison counts and the other does not, with the reasons and what was published.
create or replace macro only_on(comparison, one_side) as table
    select discrepancy.primary_reason, discrepancy.all_reasons, appearance.*
    from marts.discrepancy as discrepancy
    join marts.appearance as appearance using (record_id)
    where discrepancy.comparison_id = comparison and discrepancy.side = one_side
        and discrepancy.counted and not discrepancy.in_both
    order by appearance.source_id, appearance.list_order;

-- Everything that was published of a person, in order of date.
create or replace macro rows_of(person) as table
    select *
    from marts.appearance
    where person_id = person
    order by occurred_from nulls last, source_id, list_order;

-- Why two rows are linked, doubtful or apart, step by step, in the order of a waterfall.
create or replace macro waterfall_of(one, other) as table
    select step_no, sign_es, sign_en, said_left, said_right, bits, running_bits
    from marts.evidence
    where left_record_id = least(one, other) and right_record_id = greatest(one, other)
    order by step_no;

-- Where each person was at the end of a day, by what had been published by a day. A row's interval says when it became so;
-- rows that may each be the last, and say different things, leave it undetermined, and so does a row of which nobody knows
-- whether its day had come. On one day a detention that a row dates comes before a release, a re-arrest after it, a death
-- last. Of one source the last word holds on whether somebody released is free or under measures; sources that differ
-- leave that undetermined.
create or replace macro status_on(on_day, known_on) as table
    with

    begun as (
        select
            *,
            case when field = 'detained_on' then 0 when event = 'rearrest' then 2 when event = 'death' then 3 else 1 end as turn,
            max((occurred_from, turn)) filter (occurred_from is not null and occurred_to <= on_day) over (partition by person_id)
                as last_certain
        from marts.status
        where published_on <= known_on and coalesce(told_until > known_on, true)
            and status is not null and coalesce(occurred_from <= on_day, true)
    ),

    last as (
        select
            *,
            published_on = max(published_on) filter (condition <> 'not_stated') over (partition by person_id, source_id)
                and condition <> 'not_stated' as tells_condition
        from begun
        where last_certain is null or (coalesce(occurred_to, 'infinity'::date), turn) >= last_certain
    ),

    joined as (
        select
            person_id,
            case
                when count(distinct status) = 1 and bool_or(occurred_to <= on_day) then any_value(status)
                else 'undetermined'
            end as status,
            list_sort(list(distinct status)) as possible,
            list(distinct condition) filter (tells_condition) as conditions
        from last
        group by person_id
    )

    select
        person_id,
        status,
        case
            when status <> 'released' then null
            when conditions is null then 'not_stated'
            when len(conditions) = 1 then conditions[1]
            else 'undetermined'
        end as condition,
        possible
    from joined
    order by person_id;

-- Of the persons whom a claim counts by its lists, or the common definition ('common_scope'), how many were where at the
-- end of a day, by what had been published by a day: each person stands in one line.
create or replace macro standing_on(scope, on_day, known_on) as table
    with

    counted as (
        select person_id from marts.counted_unit where claim_id = scope
        union
        select person_id from marts.release where scope = 'common_scope' and common_scope is not null
    )

    select
        coalesce(found.status, 'not_yet_told') as status,
        count(*) as persons,
        count(*) filter (found.condition = 'full_freedom') as full_freedom,
        count(*) filter (found.condition = 'conditional') as conditional
    from counted
    left join status_on(on_day, known_on) as found using (person_id)
    group by all
    order by persons desc, status;

-- Releases and the persons released, by the year of their detention and the legal basis as stated; whether the amnesty law
-- reaches them and whether full freedom alone is stated are said of the releases. Persons of several lines stand in each.
create or replace macro cohorts() as table
    select
        wave_year,
        wave_es,
        wave_en,
        basis_told,
        count(*) as releases,
        count(distinct amnesty.person_id) as persons,
        count(*) filter (reached = 'yes') as reached,
        count(*) filter (reached = 'no') as not_reached,
        count(*) filter (reached = 'undetermined') as undetermined,
        count(*) filter (list_filter(measure, lambda code: code <> 'none_stated') = ['full_freedom']) as full_freedom
    from marts.amnesty as amnesty
    join marts.release as release using (release_id)
    group by all
    order by wave_year nulls last, releases desc, basis_told;

comment on macro table bridge_of is
    'El puente de una comparación, línea por línea: from bridge_of(''headline''). · The bridge of a comparison, line by line.';

comment on macro table readings_of is
    'Cuánto queda sin nombres con cada lectura de una comparación: from readings_of(''main''). · What is left without names under each reading.';

comment on macro table only_on is
    'Las filas que cuenta un lado y el otro no: from only_on(''main'', ''to''). · The rows that one side counts and the other does not.';

comment on macro table rows_of is
    'Todo lo publicado de una persona: from rows_of(person_id). · All that was published of a person.';

comment on macro table waterfall_of is
    'Por qué dos filas se enlazan o no, paso a paso: from waterfall_of(record_id, record_id). · Why two rows are linked or not, step by step.';

comment on macro table status_on is
    'Dónde estaba cada persona un día, según lo publicado hasta otro: from status_on(''2026-02-01'', ''2026-02-09''). · Where each person was on a day, by what was published until another.';

comment on macro table standing_on is
    'Cuántas personas de un recuento estaban dónde un día, según lo publicado hasta otro: from standing_on(''common_scope'', ''2026-02-01'', ''2026-02-09''). · How many persons of a count were where on a day, by what was published until another.';

comment on macro table cohorts is
    'Excarcelaciones y personas por año de detención y fundamento legal: from cohorts(). · Releases and persons by year of detention and legal basis.';
