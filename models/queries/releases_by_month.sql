-- es: ¿Cuántas excarcelaciones hubo por mes, estado y medida, según todas las listas?
-- en: How many releases were there by month, state and measure, by all lists?
-- columns: month, state, measure_es, measure_en, releases, verified, in_independent_sources
-- Each release stands in one line, so that lines add up; without a month are those of which no list says in which they fell.
with

labelled as (
    select map_from_entries(list((code, label_es))) as es, map_from_entries(list((code, label_en))) as en
    from meta.label
    where scheme = 'measure'
),

departure as (
    select
        if(date_trunc('month', occurred_from) = date_trunc('month', occurred_to), strftime(occurred_from, '%Y-%m'), null) as month,
        state,
        if(len(measure) = 0, ['none_stated'], list_sort(measure)) as measures,
        evidence_class,
        independent_sources
    from marts.release
    where not list_has_any(flags, ['TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED', 'DEPENDENT'])
)

select
    month,
    state,
    array_to_string(list_transform(measures, lambda code: coalesce(es[code], code)), ' + ') as measure_es,
    array_to_string(list_transform(measures, lambda code: coalesce(en[code], code)), ' + ') as measure_en,
    count(*) as releases,
    count(*) filter (evidence_class = 'verified') as verified,
    count(*) filter (independent_sources > 1) as in_independent_sources
from departure
cross join labelled
group by month, state, measure_es, measure_en
order by month nulls last, releases desc, state, measure_es
