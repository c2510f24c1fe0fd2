-- Every pair of rows that was scored, linked or not, with its evidence in words: step by step where marts.evidence tells
-- it, else feature by feature. Of each doubtful one, by how much the lines of the bridges would differ if somebody judged
-- it the same instead of different.
with

judged as (
    select unnest(if_same, recursive := true), alternative_id, 1 as sign from linkage.alternative
    union all
    select unnest(if_different, recursive := true), alternative_id, -1 as sign from linkage.alternative
),

differing as (
    select left_record_id, right_record_id, abs(sum(sign * amount))::bigint as differing
    from judged
    join tally.alternative using (alternative_id)
    where from_reading = 'stated' and to_reading = 'stated' and reason <> 'IN_BOTH'
    group by left_record_id, right_record_id, comparison_id, side, reason
),

consequence as (
    select left_record_id, right_record_id, sum(differing)::bigint as consequence
    from differing
    group by left_record_id, right_record_id
),

told as (
    select
        left_record_id,
        right_record_id,
        string_agg(weight_said_es(concat_ws(': ', sign_es, both_said(said_left, said_right)), bits), '; ' order by step_no) as evidence,
        string_agg(weight_said_en(concat_ws(': ', sign_en, both_said(said_left, said_right)), bits), '; ' order by step_no) as evidence_en
    from marts.evidence
    group by left_record_id, right_record_id
)

select
    left_record_id,
    right_record_id,
    probability,
    decision,
    decided_by,
    coalesce(
        told.evidence,
        concat_ws(
            '; ',
            weight_said_es('Antes de mirar', prior_bits),
            weight_said_es('Nombres', name_bits),
            weight_said_es('Padre o hijo', generation_bits),
            weight_said_es('Cédulas', id_bits),
            weight_said_es('Excarcelación', released_bits),
            weight_said_es('Detención', detained_bits),
            weight_said_es('Edades', born_bits),
            weight_said_es('Cédula y edad', number_bits),
            weight_said_es('Lugar de detención', facility_bits),
            weight_said_es('Estado', state_bits),
            weight_said_es('Sexo', sex_bits),
            weight_said_es('Lo explicarían también dos parientes u homónimos', alike_bits),
            weight_said_es('Una de las filas cuadra también con otra, y no puede ser dos personas', rivals_bits),
            weight_said_es('Ajuste según listas inventadas', calibration_bits))
    ) as evidence,
    coalesce(
        told.evidence_en,
        concat_ws(
            '; ',
            weight_said_en('Before looking', prior_bits),
            weight_said_en('Names', name_bits),
            weight_said_en('Father or son', generation_bits),
            weight_said_en('Identity numbers', id_bits),
            weight_said_en('Release', released_bits),
            weight_said_en('Detention', detained_bits),
            weight_said_en('Ages', born_bits),
            weight_said_en('Identity number and age', number_bits),
            weight_said_en('Place of detention', facility_bits),
            weight_said_en('State', state_bits),
            weight_said_en('Sex', sex_bits),
            weight_said_en('Two relatives or namesakes would explain it too', alike_bits),
            weight_said_en('One of the rows fits another one too, and cannot be two people', rivals_bits),
            weight_said_en('Adjustment by invented lists', calibration_bits))
    ) as evidence_en,
    rule_probability,
    if(decision = 'review', coalesce(consequence.consequence, 0), null) as consequence
from linkage.pair as pair
left join consequence using (left_record_id, right_record_id)
left join told using (left_record_id, right_record_id)
