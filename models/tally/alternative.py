"""What another grouping of rows would move in the bridges."""

from typing import TYPE_CHECKING, Any

import duckdb

from models.recount import recounted

if TYPE_CHECKING:
    import pyarrow as pa

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
    with recounted(connection, "tally.judged"):
        return connection.sql(MOVED).to_arrow_table()
