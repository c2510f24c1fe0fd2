-- Each cumulative figure beside the last one before it on the same basis; the first of a basis beside the last of the other.
-- What the hours of one day were, nobody knows: of figures of one day the lesser is taken as the earlier, gross before net.
with

label as (
    select
        map_from_entries(list((scheme || '/' || code, label_es))) as es,
        map_from_entries(list((scheme || '/' || code, label_en))) as en
    from raw.label
),

-- A part of a figure for the same period counts only some of its people, and what is computed was not published.
figure as (
    select * replace (list_sort(excludes) as excludes)
    from staging.claim
    where reading = 'stated'
        and stock_or_flow = 'flow'
        and value is not null
        and coalesce(window_end = as_of, true)
        and breakdown_of is null
        and derived_from is null
),

followed as (
    select
        claim_id,
        coalesce(
            lag(claim_id) over (partition by scope, basis order by by_time),
            lag(claim_id) over (partition by scope order by by_time)
        ) as previous_claim_id
    from (
        select
            claim_id,
            basis,
            (organisation, side, unit, window_start, excludes, population) as scope,
            (as_of, said_on, basis <> 'gross', value, claim_id) as by_time
        from figure
    )
),

judged as (
    select
        followed.claim_id,
        previous_claim_id,
        later,
        earlier,
        case
            when later.basis <> earlier.basis then 'basis_change'
            when 'about' in (later.qualifier, earlier.qualifier) then 'cannot_tell'
            when later.value_high < earlier.value_low then 'fall'
            when later.value_low > earlier.value_high then 'rise'
            when later.value_low = earlier.value_high and later.value_high = earlier.value_low then 'same'
            else 'cannot_tell'
        end as verdict
    from followed
    join figure as later on later.claim_id = followed.claim_id
    join figure as earlier on earlier.claim_id = followed.previous_claim_id
)

select
    judged.claim_id,
    previous_claim_id,
    later.organisation as organisation,
    later.unit as unit,
    later.window_start as window_start,
    later.excludes as excludes,
    later.population as population,
    later.basis as basis,
    later.as_of as as_of,
    later.value as value,
    later.qualifier as qualifier,
    earlier.value as previous_value,
    later.value - earlier.value as difference,
    date_diff('day', earlier.as_of, later.as_of) as days_apart,
    verdict,
    figure_es(earlier, label.es) || ' → ' || figure_es(later, label.es) || ': '
        || coalesce(label.es['series_verdict/' || verdict], verdict) as verdict_es,
    figure_en(earlier, label.en) || ' → ' || figure_en(later, label.en) || ': '
        || coalesce(label.en['series_verdict/' || verdict], verdict) as verdict_en
from judged
cross join label
