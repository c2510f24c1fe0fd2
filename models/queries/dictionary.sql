-- es: ¿Qué significa cada tabla y cada columna?
-- en: What does each table and column mean?
-- columns: table_name, column_name, data_type, meaning_es, meaning_en
-- A table itself has no column name; what the codes of a column mean stands in meta.label.
with

described as (
    select schema_name || '.' || table_name as table_name, 0 as column_no, null as column_name, null as data_type, comment
    from duckdb_tables()
    where schema_name in ('marts', 'meta') and database_name = current_database()
    union all
    select schema_name || '.' || table_name, column_index, column_name, data_type, comment
    from duckdb_columns()
    where schema_name in ('marts', 'meta') and database_name = current_database()
)

select
    table_name,
    column_name,
    data_type,
    split_part(comment, ' · ', 1) as meaning_es,
    split_part(comment, ' · ', 2) as meaning_en
from described
order by table_name, column_no
