"""What a row said before it was published again, so that what was known on a day can be told.

Every version but the present one is read by the queries of the staging layer as they are, in a
warehouse in memory in which each version is a row of its own: no rule is written twice.
"""

from typing import TYPE_CHECKING, Any

import duckdb

from models.contract import tables

if TYPE_CHECKING:
    import pyarrow as pa

# A row can have several versions only where its source has several files.
SEVERAL = """
select 1 from raw.document join raw.source using (source_id)
where source_kind <> 'claims'
group by source_id having count(*) > 1
limit 1
"""
STAGED = ("staging.version", "staging.value", "staging.day", "staging.record")
# Made here, each version a row of its own.
MADE = ("raw.source", "raw.row", *STAGED)
# A version holds until the row is published again; of an edition, until the next one, whatever it holds.
APART = """
create table before.raw.source as
select * replace ('batches' as files_are) from raw.source;

create table before.staging.named as
with

files as (
    select
        source_id,
        sha256 as document_sha256,
        published_on,
        files_are = 'editions' as is_edition,
        row_number() over (partition by source_id order by published_on nulls last, path) as file_order,
        lead(coalesce(published_on, 'infinity'::date)) over (
            partition by source_id order by published_on nulls last, path) as next_file_on
    from raw.document
    join raw.source using (source_id)
    where source_kind <> 'claims'
    qualify count(*) over (partition by source_id) > 1
),

versions as (
    select
        row.source_id,
        row.document_sha256,
        row.row_no,
        files.published_on,
        record_id_of(row.source_id, row.row_key, row.occurrence) as record_id,
        record_id_of(row.source_id, row.row_key || '/' || row.document_sha256, row.occurrence) as version_id,
        if(is_edition, next_file_on, lead(coalesce(files.published_on, 'infinity'::date)) over version) as told_until,
        row_number() over version as version_no
    from raw.row as row
    join files using (source_id, document_sha256)
    window version as (partition by record_id order by file_order)
)

select versions.*
from versions
join staging.version as present using (record_id)
where versions.document_sha256 <> present.document_sha256;

create table before.raw.row as
select row.* replace (row.row_key || '/' || row.document_sha256 as row_key)
from raw.row as row
semi join before.staging.named as named using (source_id, document_sha256, row_no);
"""
EARLIER = """
select
    named.record_id,
    named.version_no,
    record.source_id,
    record.source_kind,
    named.published_on,
    named.told_until,
    record.event,
    record.occurred_from,
    record.occurred_to,
    record.detained_from,
    record.detained_to,
    record.measure
from before.staging.record as record
join before.staging.named as named on named.version_id = record.record_id
"""


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table | list[dict[str, Any]]":
    """Read every version of a row but the present one."""
    if not connection.execute(SEVERAL).fetchall():
        return []
    home = connection.execute("select current_database()").fetchall()[0][0]
    connection.execute("attach ':memory:' as before")
    try:
        connection.execute("create schema before.raw; create schema before.staging")
        for name in {need for each in STAGED for need in tables()[each].needs}.difference(MADE):
            connection.execute(f"create table before.{name} as from {name}")
        connection.execute(APART)
        if not connection.execute("select 1 from before.raw.row limit 1").fetchall():
            return []
        connection.execute(f"""set search_path = 'before.main,"{home}".main'""")
        for name in STAGED:
            connection.execute(f"create table {name} as\n{tables()[name].sql}")
        connection.execute(f'use "{home}"')
        return connection.sql(EARLIER).to_arrow_table()
    finally:
        connection.execute(f'use "{home}"; detach before')
