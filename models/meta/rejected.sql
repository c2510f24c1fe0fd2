-- Everything that was refused, in any stage.
select * from staging.rejected
