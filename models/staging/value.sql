-- A value that the YAML lists means its code; any other means what `*` says. A blank means the declared default.
-- A field without such a list is taken as it stands, and must then hold codes where the field has codes.
with

cells as (
    select
        version.record_id,
        version.source_id,
        field.field,
        field.bound,
        field.default_code,
        field.separator,
        squeezed(version.cells[field.heading]) as published
    from staging.version as version
    join raw.source_field as field using (source_id)
),

-- A separator at the end of a cell adds no value.
apart as (
    select
        * exclude (published, separator),
        list_filter(
            list_transform(
                if(separator is null, [published], string_split(published, separator)),
                lambda piece: squeezed(piece)),
            lambda piece: piece is not null
        ) as pieces
    from cells
),

pieces as (
    select
        * exclude (pieces),
        unnest(if(len(pieces) > 0, pieces, [null])) as published_value,
        generate_subscripts(if(len(pieces) > 0, pieces, [null]), 1) as position
    from apart
),

matched as (
    select
        pieces.*,
        named.code as named_code,
        named.source_id is not null as is_named,
        other.code as other_code,
        other.source_id is not null as is_other
    from pieces
    left join raw.value_code as named
        on named.source_id = pieces.source_id
        and named.field = pieces.field
        and squeezed(named.published_value) = pieces.published_value
    left join raw.value_code as other
        on other.source_id = pieces.source_id
        and other.field = pieces.field
        and other.published_value = '*'
),

coded as (
    select
        record_id,
        field,
        position,
        published_value,
        case
            when published_value is null then default_code
            when not bound then published_value
            when is_named then named_code
            else other_code
        end as value_code,
        published_value is null or not bound or is_named or is_other as listed
    from matched
)

select
    coded.record_id,
    coded.field,
    coded.position,
    coded.published_value,
    coded.value_code,
    coded.listed and (
        coded.value_code is null
        or scheme.scheme is null
        or coded.value_code in (select label.code from raw.label as label where label.scheme = scheme.scheme)
    ) as understood
from coded
left join (
    values ('sex', 'sex'), ('is_minor', 'yes_no'), ('category', 'category'), ('event', 'event'),
        ('measure', 'measure'), ('legal_basis', 'legal_basis'), ('political', 'political')
) as scheme (field, scheme) on scheme.field = coded.field
