"""The tally again, over other groupings of rows alone.

The rows of every alternative are copied under identifiers of their own into a warehouse in memory,
and the queries of the tally run there as they are: no rule is written twice. They can stand side by
side because nothing in the tally looks from one person to another; the order of rows is that of their
lists.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

from models.contract import tables

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


@contextmanager
def recounted(
    connection: duckdb.DuckDBPyConnection, name: str, instead: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Make a table of the tally anew over the alternatives, as `otherwise.<its full name>`.

    `otherwise.linkage.copy` tells of which alternative, row, person and release each copy is.
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
        for each in _made_of(name):
            connection.execute(f"create table {each} as\n{tables()[each].sql}")
        connection.execute(f'use "{home}"')
        yield
    finally:
        connection.execute(f'use "{home}"; detach otherwise')


def _made_of(name: str) -> Iterator[str]:
    """The tables of the tally that a table is made of, in order, and it itself."""
    made_of = {name}
    for each in reversed(tables()):
        if each in made_of:
            made_of.update(need for need in tables()[each].needs if need.startswith("tally."))
    return (each for each in tables() if each in made_of and each not in AS_IT_IS)
