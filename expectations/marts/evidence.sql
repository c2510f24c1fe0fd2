-- Each pair that is told, and whether its steps and its last running sum come to its odds.
select
    abs(sum(evidence.bits) - any_value(pair.odds_bits)) < 0.001
        and abs(arg_max(evidence.running_bits, evidence.step_no) - any_value(pair.odds_bits)) < 0.001 as reaches_odds
from marts.evidence as evidence
join linkage.pair as pair using (left_record_id, right_record_id)
group by evidence.left_record_id, evidence.right_record_id
