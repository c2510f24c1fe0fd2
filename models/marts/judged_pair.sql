-- Every judgement that was ever kept.
select *
from linkage.judgement
