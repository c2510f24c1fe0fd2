-- Every reading of every figure with the names behind it, as stated first.
select
    claim_id,
    reading,
    organisation,
    side,
    claimed_by,
    said_on,
    as_of,
    value,
    qualifier,
    unit,
    stock_or_flow,
    basis,
    window_start,
    window_end,
    window_text,
    excludes,
    evidence,
    derived_from,
    names_published,
    source_url,
    notes,
    itemised,
    evidenced_low,
    evidenced_high,
    unexplained_low,
    unexplained_high
from marts.claim
left join marts.claim_evidence using (claim_id, reading)
order by as_of, claim_id, reading <> 'stated', reading
