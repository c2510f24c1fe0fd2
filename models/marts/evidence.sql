-- Each pair that is linked, doubtful or judged, or not all but impossible, step by step: what each row says, and how many
-- bits that adds. The steps are those of linkage.pair, what it makes of the names told part by part.
with

shown as (
    select pair.*, comparison.* exclude (left_no, right_no)
    from linkage.pair as pair
    join linkage.comparison as comparison using (left_no, right_no)
    where pair.decision <> 'apart' or pair.decided_by = 'judgement' or pair.rule_probability > 0.00001
),

mine as (
    select shown.left_no, shown.right_no, crossed, part.*, if(role = 'family', 'family', 'given') as feature
    from shown
    join linkage.part as part on part.row_no = shown.left_no
),

other as (
    select shown.left_no, shown.right_no, crossed, part.*, if(role = 'family', 'family', 'given') as feature
    from shown
    join linkage.part as part on part.row_no = shown.right_no
),

-- A part that both names hold counts half as what it is in the one, half as what it is in the other.
answering as (
    select
        mine.left_no,
        mine.right_no,
        mine.position as left_position,
        other.position as right_position,
        if(mine.feature = other.feature, mine.feature, 'name') as feature,
        'equal' as level,
        mine.part as said_left,
        other.part as said_right,
        (my_weight.bits + my_weight.per_rarity * mine.rarity + other_weight.bits + other_weight.per_rarity * other.rarity) / 2 as bits
    from mine
    join other using (left_no, right_no, token)
    join linkage.weight as my_weight on my_weight.feature = mine.feature and my_weight.level = 'equal'
    join linkage.weight as other_weight on other_weight.feature = other.feature and other_weight.level = 'equal'

    union all

    select
        resemblance.left_no,
        resemblance.right_no,
        left_position,
        right_position,
        resemblance.feature,
        resemblance.level,
        mine.part,
        other.part,
        weight.bits + weight.per_rarity * resemblance.rarity
    from linkage.resemblance as resemblance
    join linkage.weight as weight on weight.feature = resemblance.feature and weight.level = resemblance.level
    join mine on mine.left_no = resemblance.left_no and mine.right_no = resemblance.right_no and mine.position = left_position
    join other on other.left_no = resemblance.left_no and other.right_no = resemblance.right_no and other.position = right_position
),

unanswered as (
    select left_no, right_no, true as is_left, position, part, role
    from (select *, position as left_position from mine)
    anti join answering using (left_no, right_no, left_position)

    union all

    select left_no, right_no, false, position, part, role
    from (select *, position as right_position from other)
    anti join answering using (left_no, right_no, right_position)
),

-- Parts that answer to none are set against those of their kind as far as there are any, then against any others.
opposed as (
    select
        unanswered.*,
        left_out_twice,
        row_number() over (partition by left_no, right_no, is_left, role order by position)
            <= case role when 'given' then given_against when 'family' then family_against else 0 end as is_against
    from unanswered
    join shown using (left_no, right_no)
),

placed as (
    select
        *,
        row_number() over (partition by left_no, right_no, is_left, is_against, role = 'initial' order by position) as turn
    from opposed
),

concerned as (
    select
        left_no,
        right_no,
        is_left,
        position,
        part,
        case
            when role = 'initial' then 'initial_against'
            when is_against then role
            when turn <= left_out_twice then 'left_out_twice'
            else 'left_out'
        end as concern
    from placed

    union all

    select left_no, right_no, true, min(position), arg_min(part, position), 'crossed'
    from mine
    where crossed and role = 'family'
    group by left_no, right_no

    union all

    select left_no, right_no, false, min(position), arg_min(part, position), 'crossed'
    from other
    where crossed and role = 'family'
    group by left_no, right_no
),

said as (
    select
        left_no,
        right_no,
        concern,
        string_agg(part, ' ' order by position) filter (is_left) as said_left,
        string_agg(part, ' ' order by position) filter (not is_left) as said_right
    from concerned
    group by all
),

counted as (
    select
        left_no,
        right_no,
        unnest([
            {'place': 3, 'feature': 'given', 'level': 'against', 'concern': 'given', 'times': given_against},
            {
                'place': 4, 'feature': 'family', 'level': if(married, 'married', 'against'), 'concern': 'family',
                'times': family_against
            },
            {'place': 6, 'feature': 'family', 'level': 'crossed', 'concern': 'crossed', 'times': crossed::double},
            {'place': 7, 'feature': 'name', 'level': 'left_out', 'concern': 'left_out', 'times': left_out},
            {'place': 8, 'feature': 'name', 'level': 'left_out_twice', 'concern': 'left_out_twice', 'times': left_out_twice},
            {'place': 9, 'feature': 'name', 'level': 'initial_against', 'concern': 'initial_against', 'times': initial_against}
        ], recursive := true)
    from shown
),

row_said as (
    select
        row_no,
        trait.source_id,
        case generation when 'father' then 'PADRE' when 'son' then 'HIJO' end as generation,
        id_key,
        number_year,
        days_said(trait.occurred_from, trait.occurred_to) as released,
        days_said(trait.detained_from, trait.detained_to) as detained,
        days_said(trait.birth_from, trait.birth_to) as born,
        record.facility,
        record.state,
        trait.sex
    from linkage.trait as trait
    join staging.record as record using (record_id)
),

fact as (
    select
        left_no,
        right_no,
        unnest([
            {'place': 1, 'feature': 'prior', 'level': if(mine.source_id = other.source_id, 'same_list', 'other_list'),
                'said_left': null, 'said_right': null, 'bits': prior_bits},
            {'place': 10, 'feature': 'generation', 'level': shown.generation,
                'said_left': mine.generation, 'said_right': other.generation, 'bits': generation_bits},
            {'place': 11, 'feature': 'id', 'level': shown.id,
                'said_left': mine.id_key, 'said_right': other.id_key, 'bits': id_bits},
            {'place': 12, 'feature': 'released', 'level': shown.released,
                'said_left': mine.released, 'said_right': other.released, 'bits': released_bits},
            {'place': 13, 'feature': 'detained', 'level': shown.detained,
                'said_left': mine.detained, 'said_right': other.detained, 'bits': detained_bits},
            {'place': 14, 'feature': 'born', 'level': shown.born,
                'said_left': mine.born, 'said_right': other.born, 'bits': born_bits},
            {'place': 15, 'feature': 'number', 'level': shown.number,
                'said_left': if(mine.number_year is null, mine.born, mine.id_key),
                'said_right': if(mine.number_year is null, other.id_key, other.born),
                'bits': number_bits},
            {'place': 16, 'feature': 'facility', 'level': shown.facility,
                'said_left': mine.facility, 'said_right': other.facility, 'bits': facility_bits},
            {'place': 17, 'feature': 'state', 'level': shown.state,
                'said_left': mine.state, 'said_right': other.state, 'bits': state_bits},
            {'place': 18, 'feature': 'sex', 'level': shown.sex,
                'said_left': mine.sex, 'said_right': other.sex, 'bits': sex_bits},
            {'place': 19, 'feature': 'alike', 'level': 'account', 'said_left': null, 'said_right': null, 'bits': alike_bits},
            {'place': 20, 'feature': 'rivals', 'level': if(rivals_bits <> 0, 'account', null),
                'said_left': null, 'said_right': null, 'bits': rivals_bits},
            {'place': 21, 'feature': 'calibration', 'level': standing,
                'said_left': null, 'said_right': null, 'bits': calibration_bits}
        ], recursive := true)
    from shown
    join row_said as mine on mine.row_no = left_no
    join row_said as other on other.row_no = right_no
),

step as (
    select left_no, right_no, 2 as place, left_position, right_position, feature, level, said_left, said_right, bits
    from answering

    union all

    select left_no, right_no, place, 0, 0, feature, level, said_left, said_right, times * bits
    from counted
    join linkage.weight using (feature, level)
    left join said using (left_no, right_no, concern)
    where times > 0

    union all

    select left_no, right_no, place, 0, 0, feature, level, said_left, said_right, bits
    from fact
    where level is not null
),

sign as (
    select feature, level, sign_es, sign_en from linkage.weight
    union all
    values
        ('name', 'equal', 'Parte en común, nombre de pila en una y apellido en la otra', 'Part in common, given name in one and surname in the other'),
        ('alike', 'account', 'Lo explicarían también dos parientes u homónimos', 'Two relatives or namesakes would explain it too'),
        ('rivals', 'account', 'Una de las filas cuadra también con otra, y no puede ser dos personas', 'One of the rows fits another one too, and cannot be two people')
),

numbered as (
    select
        *,
        row_number() over in_order as step_no,
        sum(bits) over in_order as running_bits
    from step
    window in_order as (partition by left_no, right_no order by place, left_position, right_position)
)

select left_record_id, right_record_id, step_no, feature, level, said_left, said_right, bits, running_bits, sign_es, sign_en
from numbered
join shown using (left_no, right_no)
left join sign using (feature, level)
