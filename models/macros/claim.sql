-- The last day that a claim counts: a blank end of its window is the cut-off, and nothing after the cut-off counts.
create or replace macro counted_until(window_end, as_of) as least(coalesce(window_end, as_of), as_of);

-- A figure as a sentence names it: whose, how much, its identifier and its cut-off. `label` are labels by scheme/code.
create or replace macro figure_es(claim, label) as
    claim.organisation || ', '
        || if(claim.qualifier = 'exact', '', coalesce(label['qualifier/' || claim.qualifier], claim.qualifier) || ' ')
        || coalesce(claim.value::varchar, '?') || ' ('
        || claim.claim_id || ', ' || strftime(claim.as_of, '%d/%m/%Y') || ')';

create or replace macro figure_en(claim, label) as
    claim.organisation || ', '
        || if(claim.qualifier = 'exact', '', coalesce(label['qualifier/' || claim.qualifier], claim.qualifier) || ' ')
        || coalesce(claim.value::varchar, '?') || ' ('
        || claim.claim_id || ', ' || strftime(claim.as_of, '%Y-%m-%d') || ')';

-- The days that a claim counts, ISO, an open start as `…`.
create or replace macro period_of(claim) as
    coalesce(strftime(claim.window_start, '%Y-%m-%d'), '…') || ' – '
        || strftime(counted_until(claim.window_end, claim.as_of), '%Y-%m-%d');
