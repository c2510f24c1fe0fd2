-- Every pair of rows that was scored, linked or not.
select * exclude (rule_probability, rule_decision)
from linkage.pair
