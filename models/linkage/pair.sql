-- For each candidate, three accounts compete: one person, two relatives, two strangers. Each feature in which the two rows
-- agree or differ weighs so many bits for one person, and so many for relatives, against strangers (linkage.weight), rare
-- values more; the prior follows from the sizes of the two lists. A straight line through the odds, fitted on other invented
-- lists, makes the probability one that can be counted on.
-- Rows that contradict one another in a number, a given name or a generation, and rows that share no more of a name than
-- one person in thirty-two of their lists bears, are never linked by rule, unless they share a number: they are for people
-- to judge.
-- What a person has judged outranks all this: the last judgement of the pair holds.
-- Method: Fellegi and Sunter 1969, with weights by value after Winkler 1989 and a third class for relatives.
with

-- Exact numbers, so that sums do not hang on the order in which threads add.
resembling as (
    select
        left_no,
        right_no,
        sum(rarity) as rarity,
        sum((bits + per_rarity * rarity)::decimal(18, 9))::double as bits,
        sum((relative_bits + relative_per_rarity * rarity)::decimal(18, 9))::double as relative_bits
    from linkage.resemblance
    join linkage.weight using (feature, level)
    group by left_no, right_no
),

-- The weights of what is counted in a name, in one row.
counts as (
    select
        any_value(weight) filter (feature = 'given' and level = 'equal') as given_equal,
        any_value(weight) filter (feature = 'family' and level = 'equal') as family_equal,
        any_value(weight) filter (feature = 'given' and level = 'against') as given_against,
        any_value(weight) filter (feature = 'family' and level = 'against') as family_against,
        any_value(weight) filter (feature = 'family' and level = 'married') as married,
        any_value(weight) filter (feature = 'family' and level = 'crossed') as crossed,
        any_value(weight) filter (feature = 'name' and level = 'left_out') as left_out,
        any_value(weight) filter (feature = 'name' and level = 'left_out_twice') as left_out_twice,
        any_value(weight) filter (feature = 'name' and level = 'initial_against') as initial_against
    from linkage.weight as weight
),

weighed as (
    select
        comparison.left_no,
        comparison.right_no,
        comparison.id,
        comparison.judgement,
        comparison.given_against > 0 as names_differ,
        names_differ
            or coalesce(comparison.id = 'different', false)
            or coalesce(comparison.born = 'generation', false)
            or coalesce(comparison.generation = 'against', false)
            or comparison.given_rarity + comparison.family_rarity + coalesce(resembling.rarity, 0) < 5 as contradicts,
        coalesce(resembling.bits, 0)
            + comparison.given_equal * counts.given_equal.bits + comparison.given_rarity * counts.given_equal.per_rarity
            + comparison.family_equal * counts.family_equal.bits + comparison.family_rarity * counts.family_equal.per_rarity
            + comparison.given_against * counts.given_against.bits
            + comparison.family_against * if(comparison.married, counts.married.bits, counts.family_against.bits)
            + if(comparison.crossed, counts.crossed.bits, 0)
            + comparison.left_out * counts.left_out.bits
            + comparison.left_out_twice * counts.left_out_twice.bits
            + comparison.initial_against * counts.initial_against.bits as name_bits,
        coalesce(resembling.relative_bits, 0)
            + comparison.given_equal * counts.given_equal.relative_bits + comparison.given_rarity * counts.given_equal.relative_per_rarity
            + comparison.family_equal * counts.family_equal.relative_bits + comparison.family_rarity * counts.family_equal.relative_per_rarity
            + comparison.given_against * counts.given_against.relative_bits
            + comparison.family_against * if(comparison.married, counts.married.relative_bits, counts.family_against.relative_bits)
            + if(comparison.crossed, counts.crossed.relative_bits, 0)
            + comparison.left_out * counts.left_out.relative_bits
            + comparison.left_out_twice * counts.left_out_twice.relative_bits
            + comparison.initial_against * counts.initial_against.relative_bits
            + coalesce(generation_weight.relative_bits, 0)
            + coalesce(id_weight.relative_bits + id_weight.relative_per_rarity * id_rarity, 0)
            + coalesce(released_weight.relative_bits + released_weight.relative_per_rarity * released_rarity, 0)
            + coalesce(detained_weight.relative_bits + detained_weight.relative_per_rarity * detained_rarity, 0)
            + coalesce(born_weight.relative_bits, 0)
            + coalesce(number_weight.relative_bits, 0)
            + coalesce(facility_weight.relative_bits + facility_weight.relative_per_rarity * facility_rarity, 0)
            + coalesce(state_weight.relative_bits + state_weight.relative_per_rarity * state_rarity, 0)
            + coalesce(sex_weight.relative_bits, 0) as relative_bits,
        coalesce(generation_weight.bits, 0) as generation_bits,
        coalesce(id_weight.bits + id_weight.per_rarity * id_rarity, 0) as id_bits,
        coalesce(released_weight.bits + released_weight.per_rarity * released_rarity, 0) as released_bits,
        coalesce(detained_weight.bits + detained_weight.per_rarity * detained_rarity, 0) as detained_bits,
        coalesce(born_weight.bits, 0) as born_bits,
        coalesce(number_weight.bits, 0) as number_bits,
        coalesce(facility_weight.bits + facility_weight.per_rarity * facility_rarity, 0) as facility_bits,
        coalesce(state_weight.bits + state_weight.per_rarity * state_rarity, 0) as state_bits,
        coalesce(sex_weight.bits, 0) as sex_bits
    from linkage.comparison as comparison
    cross join counts
    left join resembling using (left_no, right_no)
    left join linkage.weight as generation_weight
        on generation_weight.feature = 'generation' and generation_weight.level = comparison.generation
    left join linkage.weight as id_weight on id_weight.feature = 'id' and id_weight.level = comparison.id
    left join linkage.weight as released_weight on released_weight.feature = 'released' and released_weight.level = comparison.released
    left join linkage.weight as detained_weight on detained_weight.feature = 'detained' and detained_weight.level = comparison.detained
    left join linkage.weight as born_weight on born_weight.feature = 'born' and born_weight.level = comparison.born
    left join linkage.weight as number_weight on number_weight.feature = 'number' and number_weight.level = comparison.number
    left join linkage.weight as facility_weight on facility_weight.feature = 'facility' and facility_weight.level = comparison.facility
    left join linkage.weight as state_weight on state_weight.feature = 'state' and state_weight.level = comparison.state
    left join linkage.weight as sex_weight on sex_weight.feature = 'sex' and sex_weight.level = comparison.sex
),

scored as (
    select
        weighed.*,
        mine.record_id as left_record_id,
        other.record_id as right_record_id,
        prior.level as list_level,
        mine.list_no as left_list,
        other.list_no as right_list,
        prior.bits - log2(greatest(mine.list_rows, other.list_rows, 200)) as prior_bits,
        -log2(1 + pow(2, least(
            900, weighed.relative_bits + prior.relative_bits - log2(greatest(mine.list_rows, other.list_rows, 200))))
        ) as alike_bits,
        prior_bits + name_bits + generation_bits + id_bits + released_bits + detained_bits + born_bits + number_bits
            + facility_bits + state_bits + sex_bits + alike_bits as own_bits
    from weighed
    join linkage.trait as mine on mine.row_no = left_no
    join linkage.trait as other on other.row_no = right_no
    join linkage.weight as prior
        on prior.feature = 'prior' and prior.level = if(mine.source_id = other.source_id, 'same_list', 'other_list')
),

-- One row cannot be two people: where it fits two rows that do not fit each other, each takes from the other,
-- unless they share a number.
likely as (
    select left_no as row_no, right_no as other_no, right_list as other_list, own_bits from scored where own_bits > -8
    union all
    select right_no, left_no, left_list, own_bits from scored where own_bits > -8
),

-- The best that a row finds in a list.
best as (
    select row_no, other_list, max(own_bits) as best_bits from likely group by row_no, other_list
),

-- In how many pairs of any likelihood a row stands.
seen as (
    select row_no, count(*) as rows from likely group by row_no
),

rivalry as (
    select one.row_no, one.other_no, max(rival.own_bits) as best_rival
    from likely as one
    join likely as rival on rival.row_no = one.row_no and rival.other_no <> one.other_no
    left join scored
        on scored.left_no = least(one.other_no, rival.other_no)
        and scored.right_no = greatest(one.other_no, rival.other_no)
    where coalesce(scored.own_bits, -99) <= -3
    group by one.row_no, one.other_no
),

settled as (
    select
        scored.*,
        -log2(
            1
            + pow(2, least(900, coalesce(mine.best_rival, -900)))
            + pow(2, least(900, coalesce(other.best_rival, -900)))
        ) as rivals_bits,
        coalesce(my_best.best_bits > own_bits, false)::integer + coalesce(other_best.best_bits > own_bits, false)::integer
            as bettered,
        coalesce(mine.best_rival, other.best_rival) is not null as rivalled,
        list_level || case
            when id = 'equal' then '_first'
            when names_differ and bettered > 0 and list_level = 'other_list' then '_kin_further'
            when names_differ then '_kin'
            when bettered = 2 and list_level = 'other_list' then '_taken'
            when greatest(mine.best_rival, other.best_rival) > own_bits - 2 then '_disputed'
            when bettered > 0 then '_further'
            when rivalled and list_level = 'other_list' then '_rivalled'
            when mine_seen.rows + other_seen.rows = 2 and list_level = 'other_list' then '_alone'
            else '_first'
        end as standing
    from scored
    left join rivalry as mine
        on mine.row_no = left_no and mine.other_no = right_no and coalesce(id <> 'equal', true)
    left join rivalry as other
        on other.row_no = right_no and other.other_no = left_no and coalesce(id <> 'equal', true)
    left join seen as mine_seen on mine_seen.row_no = left_no
    left join seen as other_seen on other_seen.row_no = right_no
    left join best as my_best on my_best.row_no = left_no and my_best.other_list = right_list
    left join best as other_best on other_best.row_no = right_no and other_best.other_list = left_list
),

calibrated as (
    select
        settled.*,
        weight.bits + (weight.per_rarity - 1) * (own_bits + rivals_bits) as calibration_bits,
        own_bits + rivals_bits + calibration_bits as odds_bits
    from settled
    join linkage.weight as weight on weight.feature = 'calibration' and weight.level = standing
)

select
    left_record_id,
    right_record_id,
    left_no,
    right_no,
    prior_bits,
    name_bits,
    generation_bits,
    id_bits,
    released_bits,
    detained_bits,
    born_bits,
    number_bits,
    facility_bits,
    state_bits,
    sex_bits,
    alike_bits,
    rivals_bits,
    standing,
    calibration_bits,
    odds_bits,
    1 / (1 + pow(2, -greatest(-900, least(900, odds_bits)))) as rule_probability,
    case
        when id = 'equal' and odds_bits >= 0.6 then 'link'
        when odds_bits >= if(regexp_matches(standing, 'disputed|taken'), 1.5, 0.6) and not contradicts then 'link'
        when odds_bits >= -3 then 'review'
        else 'apart'
    end as rule_decision,
    case judgement when 'same' then 1.0 when 'different' then 0.0 else rule_probability end as probability,
    case judgement
        when 'same' then 'link' when 'different' then 'apart' when 'unsure' then 'review' else rule_decision
    end as decision,
    if(judgement is null, 'rule', 'judgement') as decided_by
from calibrated
