-- The codes as analysts look them up.
select * from raw.label
