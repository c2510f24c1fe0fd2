-- Every judgement that the publication knows: whom its two rows name today, how they were found, and what it changed in
-- the lines of the bridges between figures as stated.
with

named as (
    select record_id, coalesce(full_name, concat_ws(' ', given_names, surnames)) as name
    from marts.appearance
),

moved as (
    select
        position,
        comparison_id,
        string_agg(format('{} ({}) {:+d} → {:+d}', reason, side, amount_without, amount), ', ' order by effect_no) as lines
    from marts.judgement
    where reason is not null
    group by position, comparison_id
),

changed as (
    select position, string_agg(comparison_id || ': ' || lines, '; ' order by comparison_id) as changed
    from moved
    group by position
)

select
    pair.position,
    pair.left_judged_id,
    pair.right_judged_id,
    one.name as left_name,
    other.name as right_name,
    standing.label_es || ' · ' || standing.label_en as standing,
    one_found.label_es || ' · ' || one_found.label_en as left_found_by,
    other_found.label_es || ' · ' || other_found.label_en as right_found_by,
    if(pair.standing = 'holds', coalesce(changed.changed, 'nada · nothing'), null) as changed
from marts.judged_pair as pair
left join named as one on one.record_id = pair.left_record_id
left join named as other on other.record_id = pair.right_record_id
left join meta.label as standing on standing.scheme = 'standing' and standing.code = pair.standing
left join meta.label as one_found on one_found.scheme = 'found_by' and one_found.code = pair.left_found_by
left join meta.label as other_found on other_found.scheme = 'found_by' and other_found.code = pair.right_found_by
left join changed on changed.position = pair.position
