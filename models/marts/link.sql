-- Every pair of rows that was scored, linked or not.
select *
from linkage.pair
