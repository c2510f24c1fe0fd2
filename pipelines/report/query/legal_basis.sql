-- On which legal basis people left.
select legal_basis, count(*) as releases
from departure
group by legal_basis
order by releases desc, legal_basis
