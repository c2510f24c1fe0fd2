-- The stated readings, row by row, with the reasons in words.
with

label as (
    select map_from_entries(list((code, label_es))) as es, map_from_entries(list((code, label_en))) as en
    from raw.label
    where scheme = 'reason'
),

-- In how many draws of the linkage a row is in both, or not, for another reason than published.
otherwise as (
    select comparison_id, side, record_id, sum(len(draws)) as draws
    from (
        select distinct alternative_id, comparison_id, side, record_id
        from tally.alternative
        where is_other and from_reading = 'stated' and to_reading = 'stated'
    )
    join linkage.alternative using (alternative_id)
    group by all
)

select
    judged.comparison_id,
    judged.record_id,
    judged.side,
    judged.release_id,
    judged.person_id,
    judged.counted,
    judged.in_both,
    judged.primary_reason,
    judged.all_reasons,
    (len(draw_numbers()) - coalesce(otherwise.draws, 0)) / len(draw_numbers()) as probability,
    case
        when judged.in_both then 'La cuentan ambos lados.'
        else if(judged.counted, 'El otro lado no la cuenta: ', 'Su propio lado no la cuenta: ')
            || array_to_string(
                list_transform(judged.all_reasons, lambda reason: coalesce(label.es[reason], reason)), '; ')
            || '.'
            || coalesce(
                ' El otro lado lista a esta persona con otra fecha: ' || strftime(judged.other_from, '%d/%m/%Y') || '.', '')
    end as explanation_es,
    case
        when judged.in_both then 'Both sides count it.'
        else if(judged.counted, 'The other side does not count it: ', 'Its own side does not count it: ')
            || array_to_string(
                list_transform(judged.all_reasons, lambda reason: coalesce(label.en[reason], reason)), '; ')
            || '.'
            || coalesce(
                ' The other side lists this person at another date: ' || strftime(judged.other_from, '%Y-%m-%d') || '.', '')
    end as explanation_en
from tally.judged as judged
cross join label
left join otherwise using (comparison_id, side, record_id)
where judged.from_reading = 'stated' and judged.to_reading = 'stated'
