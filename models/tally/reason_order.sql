-- The case may name a part of the order: those come first, the rest follow in default order.
with

ordered as (
    select list_concat(
        precedence,
        list_filter(default_precedence(), lambda reason: not list_contains(precedence, reason))
    ) as reasons
    from raw.case
)

select
    unnest(reasons) as reason,
    generate_subscripts(reasons, 1) as rank
from ordered
