-- Every pair of rows that was scored, linked or not, with the weight of each feature, in bits; and of each doubtful one, by how much the lines of the bridges
-- would differ if somebody judged it the same instead of different.
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
)

select
    left_record_id,
    right_record_id,
    pair.probability,
    pair.decision,
    pair.decided_by,
    array_to_string(list_transform(list_filter([
        {'feature': 'prior', 'bits': prior_bits},
        {'feature': 'name', 'bits': name_bits},
        {'feature': 'generation', 'bits': generation_bits},
        {'feature': 'id', 'bits': id_bits},
        {'feature': 'released', 'bits': released_bits},
        {'feature': 'detained', 'bits': detained_bits},
        {'feature': 'born', 'bits': born_bits},
        {'feature': 'number', 'bits': number_bits},
        {'feature': 'facility', 'bits': facility_bits},
        {'feature': 'state', 'bits': state_bits},
        {'feature': 'sex', 'bits': sex_bits},
        {'feature': 'alike', 'bits': alike_bits},
        {'feature': 'rivals', 'bits': rivals_bits}
    ], lambda weight: weight.bits <> 0), lambda weight: weight.feature || format(' {:+.1f}', weight.bits)), '; ') as evidence,
    pair.rule_probability,
    if(decision = 'review', coalesce(consequence.consequence, 0), null) as consequence
from linkage.pair as pair
left join consequence using (left_record_id, right_record_id)
