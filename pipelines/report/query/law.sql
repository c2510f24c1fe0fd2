-- How many releases the law reaches, does not, or may, and why.
select reached, because, count(*) as releases
from marts.amnesty
where reached is not null
group by reached, because
order by reached desc, releases desc, because
