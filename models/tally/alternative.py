"""What another grouping of rows would move: the tally again, over those rows alone.

The rows of every alternative are copied under identifiers of their own into a warehouse in memory,
and the queries of the tally run there as they are: no rule is written twice. They can stand side by
side because nothing in the tally looks from one person to another; the order of rows is that of their
lists.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb

from models.contract import tables

if TYPE_CHECKING:
    import pyarrow as pa

# What does not depend on who is who.
AS_IT_IS = (
    "raw.case",
    "raw.source",
    "tally.pair",
    "tally.scope",
    "tally.scope_source",
    "tally.reason_order",
)
COPIES = """
create table otherwise.linkage.copy as
select
    alternative_id,
    record_id,
    release_id,
    record_id || '/' || place as copy_id,
    person_no || '/' || place as person_id,
    release_id || '/' || place as copied_release_id
from (
    select
        alternative_id,
        unnest(members, recursive := true),
        dense_rank() over (order by alternative_id) as place
    from linkage.alternative
);

create table otherwise.staging.record as
select record.* replace (copy_id as record_id)
from staging.record as record
join otherwise.linkage.copy using (record_id);

create table otherwise.staging.name as
select name.* replace (copy_id as record_id)
from staging.name as name
join otherwise.linkage.copy using (record_id);

create table otherwise.linkage.person as
select copy_id as record_id, person_id from otherwise.linkage.copy;

create table otherwise.linkage.release as
select copy_id as record_id, copied_release_id as release_id
from otherwise.linkage.copy
where copied_release_id is not null;
"""
# A row leaves the line in which it is published and enters another; names that a side gains or loses
# move what it has without names.
MOVED = """
with

moved as (
    select
        copy.alternative_id,
        comparison_id,
        from_reading,
        to_reading,
        side,
        copy.record_id,
        if(side = 'from', -1, 1) as sign,
        now.counted as was_counted,
        now.in_both as was_in_both,
        now.primary_reason as was_reason,
        judged.counted,
        judged.in_both,
        judged.primary_reason,
        (judged.in_both, judged.primary_reason) is distinct from (now.in_both, now.primary_reason) as is_other
    from otherwise.tally.judged as judged
    join otherwise.linkage.copy as copy on copy.copy_id = judged.record_id
    join tally.judged as now using (comparison_id, from_reading, to_reading, side)
    where now.record_id = copy.record_id
        and (is_other or judged.counted <> now.counted)
)

select
    * exclude (sign, was_counted, was_in_both, was_reason, counted, in_both, primary_reason),
    unnest(list_filter([
        {'reason': was_reason, 'amount': if(was_counted and not was_in_both, -sign, 0), 'is_told': true},
        {'reason': primary_reason, 'amount': if(counted and not in_both, sign, 0), 'is_told': is_other},
        {
            'reason': 'UNITEMISED',
            'amount': sign * (was_counted::bigint - counted::bigint),
            'is_told': was_counted <> counted
        }
    ], lambda line: line.is_told), recursive := true)
from moved
"""


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table | list[dict[str, Any]]":
    """Hold each alternative against the published tally; what is the same in both is left out."""
    if not connection.execute("select 1 from linkage.alternative limit 1").fetchall():
        return []
    with otherwise(connection, "tally.judged"):
        return connection.sql(MOVED).to_arrow_table()


@contextmanager
def otherwise(
    connection: duckdb.DuckDBPyConnection, name: str, instead: Mapping[str, str] | None = None
) -> Iterator[None]:
    """While it lasts, a database `otherwise` holds a table of the tally, of the rows of the alternatives alone.

    `instead` gives the rows of tables that are not to be taken over whole.
    """
    home = connection.execute("select current_database()").fetchall()[0][0]
    connection.execute("attach ':memory:' as otherwise")
    try:
        for layer in ("raw", "staging", "linkage", "tally"):
            connection.execute(f"create schema otherwise.{layer}")
        for each in AS_IT_IS:
            rows = (instead or {}).get(each, f"from {each}")
            connection.execute(f"create table otherwise.{each} as {rows}")
        connection.execute(COPIES)
        connection.execute(f"""set search_path = 'otherwise.main,"{home}".main'""")
        for each in _recounted(name):
            connection.execute(f"create table {each} as\n{tables()[each].sql}")
        connection.execute(f'use "{home}"')
        yield
    finally:
        connection.execute(f'use "{home}"; detach otherwise')


def _recounted(name: str) -> Iterator[str]:
    """The tables of the tally that a table is made of anew, in order, and it itself."""
    made_of = {name}
    for each in reversed(tables()):
        if each in made_of and each not in AS_IT_IS:
            made_of.update(need for need in tables()[each].needs if need.startswith("tally."))
    return (each for each in tables() if each in made_of - set(AS_IT_IS))
