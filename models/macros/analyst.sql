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
        if(
            bool_or(is_residual and amount_low is null), null,
            coalesce(sum(amount_low) filter (is_residual), 0))::bigint as residual_low,
        if(
            bool_or(is_residual and amount_high is null), null,
            coalesce(sum(amount_high) filter (is_residual), 0))::bigint as residual_high
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
-- whether its day had come. An order, a transfer and a measure lifted move nobody in or out.
create or replace macro status_on(on_day, known_on) as table
    with

    told as (
        select
            person_id,
            case
                when event in ('rearrest', 'detention') then 'in_custody'
                when event = 'death' then 'dead'
                when event = 'house_arrest' then 'house_arrest'
                when event = 'release' or event is null and source_kind = 'release_list'
                    then if(coalesce(list_contains(measure, 'house_arrest'), false), 'house_arrest', 'released')
            end as status,
            occurred_from as starts,
            occurred_to as ends
        from marts.appearance
        where published_on <= known_on and status is not null

        union all

        select person_id, 'in_custody', detained_from, detained_to
        from marts.appearance
        where published_on <= known_on and detained_from is not null
    ),

    begun as (
        select *, max(starts) filter (ends <= on_day) over (partition by person_id) as last_certain
        from told
        where starts <= on_day
    )

    select
        person_id,
        if(count(distinct status) = 1 and bool_or(ends <= on_day), any_value(status), 'undetermined') as status,
        list_sort(list(distinct status)) as possible
    from begun
    where last_certain is null or ends >= last_certain
    group by person_id
    order by person_id;

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
