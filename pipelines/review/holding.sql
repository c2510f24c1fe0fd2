-- How many judgements hold today, how many find no row, and how many move a bridge. One that leaves a pair in doubt
-- decides nothing, found or not.
select
    count(*) filter (standing = 'holds') as hold,
    count(*) filter (standing = 'not_found' and judgement <> 'unsure') as find_no_row,
    (select count(distinct position) from marts.judgement where reason is not null) as move_a_bridge
from marts.judged_pair
