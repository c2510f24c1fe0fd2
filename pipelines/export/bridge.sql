-- Every line of every bridge under the title of its comparison, the readings as stated first.
select
    bridge.comparison_id,
    comparison.comparison_es,
    comparison.comparison_en,
    comparison.from_claim_id,
    bridge.from_reading,
    comparison.to_claim_id,
    bridge.to_reading,
    bridge.* exclude (comparison_id, from_reading, to_reading)
from marts.bridge
left join marts.comparison using (comparison_id)
order by
    comparison.position,
    bridge.comparison_id,
    bridge.from_reading <> 'stated',
    bridge.from_reading,
    bridge.to_reading <> 'stated',
    bridge.to_reading,
    bridge.line_no
