-- From which wave of detentions the people were who left.
select wave_year, wave_es, wave_en, count(*) as releases
from marts.amnesty
where reached is not null
group by wave_year, wave_es, wave_en
order by wave_year nulls last, wave_es nulls last
