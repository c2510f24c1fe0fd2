"""Persons: rows joined pair by pair, the surest first, refusing what would contradict.

Joining every linked pair would let one weak row bridge two people; so a join is refused
where it would put into one person two different valid numbers (unless one slip apart and
linked), two births more than two years apart or two entries of one register that no link
joins themselves, or two rows that somebody judged different; or where the scored pairs
between the two persons, on the average, speak against it. What stays together in spite
of a contradiction, by judgement or on the evidence of the two rows, is told as a conflict.
Method: agglomerative clustering by the mean of the pairs (Sokal and Michener 1958), in
log odds, with forbidden joins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

import duckdb

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

BIRTH_TOLERANCE = timedelta(days=731)
# The mean log odds, in bits, that the pairs between two persons need; no pair counts for more than the most.
SUPPORT, MOST_SUPPORT = 0.6, 12.0

# The rows that links name, numbered from 0.
MEMBERS = """
create or replace temp table member as
select record_id, row_number() over () - 1 as node, null::bigint as group_id, null::varchar as conflict
from (
    select left_record_id as record_id from linkage.pair where decision = 'link'
    union
    select right_record_id from linkage.pair where decision = 'link'
)
"""
EDGES = """
select mine.node as one, other.node as other
from linkage.pair
join member as mine on mine.record_id = left_record_id
join member as other on other.record_id = right_record_id
where decision = 'link'
"""
# The groups in which some two rows may contradict each other.
DOUBTFUL = """
create or replace temp table doubtful as
select group_id
from member
join linkage.trait as trait using (record_id)
join staging.record as record using (record_id)
group by group_id
having count(distinct id_key) filter (id_valid) > 1
    or max(trait.birth_from) - min(trait.birth_to) > 731
    or count(*) filter (source_kind = 'register') > count(distinct record.source_id) filter (source_kind = 'register')
union
-- Rows of three or more of which not every two are linked
select group_id
from (select group_id, count(*) as rows from member group by group_id having rows > 2)
left join (
    select group_id, count(*) as pairs
    from linkage.pair
    join member on member.record_id = left_record_id
    where decision = 'link'
    group by group_id
) using (group_id)
where pairs < rows * (rows - 1) // 2
union
select mine.group_id
from linkage.pair
join member as mine on mine.record_id = left_record_id
join member as other on other.record_id = right_record_id and other.group_id = mine.group_id
where decided_by = 'judgement' and decision = 'apart'
"""
LINKS = """
select
    left_record_id,
    right_record_id,
    probability,
    decided_by = 'judgement',
    coalesce(mine.id_valid and other.id_valid and id_is_slip(mine.id_key, other.id_key), false)
from linkage.pair
join member on member.record_id = left_record_id
join doubtful using (group_id)
join linkage.trait as mine on mine.record_id = left_record_id
join linkage.trait as other on other.record_id = right_record_id
where decision = 'link'
"""
APART = """
select left_record_id, right_record_id
from linkage.pair
where decided_by = 'judgement' and decision = 'apart'
"""
ASKED = """
create or replace temp table asked as
select record_id
from member
join doubtful using (group_id)
"""
SURENESS = """
select left_record_id, right_record_id, abs(odds_bits)
from linkage.pair
semi join asked as mine on mine.record_id = left_record_id
semi join asked as other on other.record_id = right_record_id
where odds_bits <> 0
"""
ROWS = """
select
    record_id,
    if(id_valid, id_key, null),
    if(trait.birth_to is null, null, trait.birth_from),
    if(trait.birth_from is null, null, trait.birth_to),
    if(source_kind = 'register', record.source_id, null)
from asked
join staging.record as record using (record_id)
left join linkage.trait as trait using (record_id)
"""
# Each row with its person, named after the row of theirs that was seen first.
PERSONS = """
with

placed as (
    select
        record_id,
        group_id,
        conflict,
        first_value(record_id) over (
            partition by group_id order by first_seen_at, first_published_on nulls last, record_id
        ) as first_record_id
    from member
    join staging.record as record using (record_id)
),

sureness as (
    select record_id, max(probability) as link_probability
    from (
        select unnest([left_record_id, right_record_id]) as record_id, probability
        from linkage.pair
        join member as mine on mine.record_id = left_record_id
        join member as other on other.record_id = right_record_id and other.group_id = mine.group_id
        where decision = 'link'
    )
    group by record_id
)

select
    record.record_id,
    person_id_of(coalesce(first_record_id, record.record_id)) as person_id,
    link_probability,
    conflict
from staging.record as record
left join placed using (record_id)
left join sureness using (record_id)
"""


class Row(NamedTuple):
    """What one row says that could contradict another: a valid number, a birth, a register."""

    number: str | None
    born_from: date | None
    born_to: date | None
    register: str | None


class Link(NamedTuple):
    """Two rows to be joined; `is_slip` where their valid numbers are one slip apart."""

    left: str
    right: str
    probability: float
    judged: bool
    is_slip: bool


@dataclass
class Cluster:
    """Rows taken for one person so far, and what they say that could contradict others.

    `births` are the first and last day of birth by row, `entries` their rows by register,
    `judged` those of them that somebody judged different from some row.
    """

    records: list[str]
    numbers: set[str] = field(default_factory=set)
    births: dict[str, tuple[date, date]] = field(default_factory=dict)
    entries: dict[str, set[str]] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)


class Ground(NamedTuple):
    """What lets two contradicting rows be one person after all, and what never does.

    `slips` are pairs of numbers one slip apart in rows that are linked, `linked` the pairs of
    rows that are linked themselves, `apart` those judged different; `sureness` are the bits by
    which each scored pair speaks for or against, `unsaid` the pairs that say nothing.
    """

    slips: set[frozenset[str | None]]
    linked: set[frozenset[str]]
    apart: set[frozenset[str]]
    sureness: Mapping[str, Mapping[str, float]]
    unsaid: frozenset[frozenset[str]]

    def supports(self, some: list[str], others: list[str]) -> bool:
        """Whether the scored pairs between some rows and others speak for one person, on average."""
        few, many = sorted((some, others), key=len)
        there = set(many)
        spoken = [
            min(max(bits, SUPPORT), MOST_SUPPORT)
            * (1 if frozenset((row, other)) in self.linked else -1)
            for row in few
            for other, bits in self.sureness.get(row, {}).items()
            if other in there and frozenset((row, other)) not in self.unsaid
        ]
        return not spoken or fsum(spoken) >= SUPPORT * len(spoken)


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table":
    """Give every row of `staging.record` its person.

    Rows that no link names, and groups in which nothing can contradict, are named in SQL.
    """
    import pyarrow as pa  # noqa: PLC0415  it takes a fifth of a second

    connection.execute(MEMBERS)
    edges = connection.sql(EDGES).to_arrow_table()
    nodes = connection.execute("select count(*) from member").fetchall()[0][0]
    group = components(edges["one"].to_numpy(), edges["other"].to_numpy(), nodes)
    connection.register("grouped", pa.table({"node": range(len(group)), "group_id": group}))
    connection.execute(
        "update member set group_id = grouped.group_id from grouped where grouped.node = member.node"
    )
    connection.execute(DOUBTFUL)
    connection.execute(ASKED)
    rows = said(connection)
    links = [Link(*told) for told in connection.execute(LINKS).fetchall()]
    apart = {frozenset(pair) for pair in connection.execute(APART).fetchall()}
    parted = [
        (record, -place, "; ".join(sorted(cluster.conflicts)) or None)
        for place, cluster in enumerate(clusters(rows, links, apart, sureness(connection)), 1)
        for record in cluster.records
    ]
    names, places, conflicts = zip(*parted, strict=True) if parted else ((), (), ())
    columns = {
        "record_id": pa.array(names, pa.string()),
        "group_id": pa.array(places, pa.int64()),
        "conflict": pa.array(conflicts, pa.string()),
    }
    connection.register("parted", pa.table(columns))
    connection.execute(
        "update member set group_id = parted.group_id, conflict = parted.conflict"
        " from parted where parted.record_id = member.record_id"
    )
    made = connection.sql(PERSONS).to_arrow_table()
    connection.unregister("grouped")
    connection.unregister("parted")
    connection.execute("drop table member; drop table doubtful; drop table asked")
    return made


def said(connection: duckdb.DuckDBPyConnection) -> dict[str, Row]:
    """What the rows named in the table `asked` say that could contradict one another."""
    return {record: Row(*told) for record, *told in connection.execute(ROWS).fetchall()}


def sureness(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float]]:
    """By row, the other rows with which it was scored, all named in `asked`, and the bits of each pair."""
    found: dict[str, dict[str, float]] = {}
    for left, right, bits in connection.execute(SURENESS).fetchall():
        found.setdefault(left, {})[right] = bits
        found.setdefault(right, {})[left] = bits
    return found


def components(one: "np.ndarray", other: "np.ndarray", nodes: int) -> "np.ndarray":
    """The group of each node, named by its least node, where edges join `one` to `other`.

    Nodes are numbered from 0. Method: hooking and pointer jumping,
    Shiloach and Vishkin 1982.
    """
    import numpy as np  # noqa: PLC0415

    group = np.arange(nodes)
    while True:
        mine, yours = group[one], group[other]
        apart = mine != yours
        if not apart.any():
            return group
        np.minimum.at(group, np.maximum(mine, yours)[apart], np.minimum(mine, yours)[apart])
        while (group != (root := group[group])).any():
            group = root


def clusters(
    rows: Mapping[str, Row],
    links: Iterable[Link],
    apart: set[frozenset[str]],
    sureness: Mapping[str, Mapping[str, float]],
    unsaid: Iterable[frozenset[str]] = (),
) -> list[Cluster]:
    """Join rows by links, those of judgements first and then the surest; refuse contradictions.

    `rows` must hold every row that a link names; `apart` are the pairs judged different;
    `sureness` says how surely each scored pair is what it is, linked or not, in bits, but for
    the pairs `unsaid`.
    Rows of no link are left out.
    """
    ordered = sorted(
        links, key=lambda link: (not link.judged, -link.probability, link.left, link.right)
    )
    ground = Ground(
        {
            frozenset((rows[link.left].number, rows[link.right].number))
            for link in ordered
            if link.is_slip
        },
        {frozenset((link.left, link.right)) for link in ordered},
        apart,
        sureness,
        frozenset(unsaid),
    )
    held = {
        record: _alone(record, rows[record])
        for link in ordered
        for record in (link.left, link.right)
    }
    for record in set().union(*apart).intersection(held):
        held[record].judged.add(record)
    for link in ordered:
        one, other = held[link.left], held[link.right]
        if one is not other and _may_join(one, other, ground, link):
            small, large = sorted((one, other), key=lambda cluster: len(cluster.records))
            _merge(small, large)
            held.update(dict.fromkeys(small.records, large))
    return list({id(cluster): cluster for cluster in held.values()}.values())


def _alone(record: str, row: Row) -> Cluster:
    return Cluster(
        [record],
        {row.number} if row.number else set(),
        {record: (row.born_from, row.born_to)} if row.born_from and row.born_to else {},
        {row.register: {record}} if row.register else {},
    )


def _may_join(one: Cluster, other: Cluster, ground: Ground, link: Link) -> bool:
    """Whether two persons may be one; what contradicts, and what is let pass, is noted on both."""
    slipped = {pair for pair in _pairs(one.numbers, other.numbers) if len(pair) > 1}
    entries = {
        pair
        for register in one.entries.keys() & other.entries
        for pair in _pairs(one.entries[register], other.entries[register])
    }
    born_apart = {
        frozenset((row, mate))
        for row, birth in one.births.items()
        for mate, its in other.births.items()
        if max(birth[0], its[0]) - min(birth[1], its[1]) > BIRTH_TOLERANCE
    }
    contradictions = []
    if not ground.slips.issuperset(slipped):
        contradictions.append("different identity numbers")
    if not ground.linked.issuperset(born_apart):
        contradictions.append("births too far apart")
    if not ground.linked.issuperset(entries):
        contradictions.append("entries of one register")
    if not ground.apart.isdisjoint(_pairs(one.judged, other.judged)):
        contradictions.append("judged different")
    if not link.judged and not ground.supports(one.records, other.records):
        contradictions.append("other rows speak against it")
    if contradictions and (not link.judged or "judged different" in contradictions):
        told = {f"not joined: {', '.join(contradictions)}"}
    else:
        told = {f"joined by judgement: {each}" for each in contradictions}
        if slipped and "different identity numbers" not in contradictions:
            told.add("identity numbers one slip apart")
        if entries and "entries of one register" not in contradictions:
            told.add("entries of one register joined by a link of their own")
        if born_apart and "births too far apart" not in contradictions:
            told.add("births too far apart")
    one.conflicts |= told
    other.conflicts |= told
    return not any(each.startswith("not joined") for each in told)


def _pairs(some: set[str], others: set[str]) -> list[frozenset[str]]:
    return [frozenset((one, other)) for one in some for other in others]


def _merge(small: Cluster, large: Cluster) -> None:
    large.records += small.records
    large.numbers |= small.numbers
    large.births |= small.births
    for register, entries in small.entries.items():
        large.entries.setdefault(register, set()).update(entries)
    large.judged |= small.judged
    large.conflicts |= small.conflicts
