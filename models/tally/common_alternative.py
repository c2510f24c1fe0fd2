"""What another grouping of rows would move in the figures of the common scope."""

from typing import TYPE_CHECKING, Any

import duckdb

from models.tally.alternative import otherwise

if TYPE_CHECKING:
    import pyarrow as pa

# Only the common scope is counted here.
INSTEAD = {
    "tally.pair": "from tally.pair limit 0",
    "tally.scope": "from tally.scope where claim_id is null",
    "tally.scope_source": "from tally.scope_source where scope_id like 'common_scope%'",
}
# The units of the persons whom an alternative makes, less those of the published ones in their place.
MOVED = """
with

made as (
    select alternative_id, definition, is_certain, 1 as sign
    from otherwise.tally.common_unit
    join (select distinct alternative_id, person_id from otherwise.linkage.copy) using (person_id)

    union all

    select alternative_id, definition, is_certain, -1 as sign
    from tally.common_unit
    join (
        select distinct copy.alternative_id, person.person_id
        from otherwise.linkage.copy as copy
        join linkage.person as person using (record_id)
    ) using (person_id)
)

select
    alternative_id,
    definition,
    coalesce(sum(sign) filter (is_certain), 0)::bigint as certain,
    sum(sign)::bigint as possible
from made
group by alternative_id, definition
having certain <> 0 or possible <> 0
"""


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table | list[dict[str, Any]]":
    """Hold each alternative against the published figures; what is the same in both is left out."""
    if not connection.execute(
        "select 1 from linkage.alternative, raw.common_scope limit 1"
    ).fetchall():
        return []
    with otherwise(connection, "tally.common_unit", INSTEAD):
        return connection.sql(MOVED).to_arrow_table()
