"""Alternatives: the other ways to group rows into persons, and what each would follow from.

In each of many draws every pair in doubt is one person with its probability, apart from every
other pair, and rows are then joined as in the publication: the surest first, refusing what
contradicts. What somebody judged the same or different never varies. Rows that pairs connect are
drawn together, a neighbourhood; what is drawn in one changes no row of another. A judgement that
were not there, and a doubtful pair that were judged, lead to alternatives in the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from models.linkage import person, release

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Pairs drawn at once; it bounds the memory.
BATCH = 8192

# Every pair that may come out otherwise, and every link. The seed of a pair depends on its rows alone.
PAIRS = """
select
    left_record_id,
    right_record_id,
    probability,
    decision = 'link' as linked,
    judged_as is null and (
        probability between 1e-4 and 1 - 1e-4 or (probability > 0.5) <> (decision = 'link')) as varies,
    decision = 'review' as is_doubtful,
    judged_as,
    rule_probability,
    rule_decision = 'link' as linked_by_rule,
    coalesce(mine.id_valid and other.id_valid and id_is_slip(mine.id_key, other.id_key), false) as is_slip,
    position,
    md5_number_lower(left_record_id || ' ' || right_record_id) as seed
from (
    select *, if(decided_by = 'judgement' and decision <> 'review', decision, null) as judged_as
    from linkage.pair
) as pair
left join linkage.trait as mine on mine.record_id = left_record_id
left join linkage.trait as other on other.record_id = right_record_id
left join (
    select
        least(left_record_id, right_record_id) as left_record_id,
        greatest(left_record_id, right_record_id) as right_record_id,
        position
    from linkage.judgement
    where standing = 'holds'
) as judgement using (left_record_id, right_record_id)
where decision in ('link', 'review') or decided_by = 'judgement' or probability > 1e-4
order by left_record_id, right_record_id
"""
PUBLISHED = "select person_id, record_id from asked join linkage.person as person using (record_id)"

Grouping = frozenset[frozenset[str]]


class Pair(NamedTuple):
    """Two rows that may be one person; `judgement` is the place of the last judgement of them."""

    left: str
    right: str
    probability: float
    linked: bool
    varies: bool
    is_doubtful: bool
    judged_as: str | None
    rule_probability: float | None
    linked_by_rule: bool | None
    is_slip: bool
    judgement: int | None

    @property
    def rows(self) -> frozenset[str]:
        """The two rows."""
        return frozenset((self.left, self.right))

    def link(self, *, judged: bool = False) -> person.Link:
        """The pair as a link, of a rule or of a judgement."""
        return person.Link(self.left, self.right, self.probability, judged, self.is_slip)

    def link_by_rule(self) -> person.Link:
        """The pair as the link that it would be had nobody judged it."""
        sureness = self.probability if self.rule_probability is None else self.rule_probability
        return person.Link(self.left, self.right, sureness, judged=False, is_slip=self.is_slip)


@dataclass
class Supposed:
    """What would have to hold for a grouping: in which draws it does, and what else leads to it."""

    draws: list[int] = field(default_factory=list)
    without_judgements: list[int] = field(default_factory=list)
    if_same: list[Pair] = field(default_factory=list)
    if_different: list[Pair] = field(default_factory=list)


@dataclass
class Neighbourhood:
    """Rows that pairs connect; `flips` are the pairs, by draw, that come out otherwise than published."""

    pairs: dict[int, Pair] = field(default_factory=dict)
    flips: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def records(self) -> set[str]:
        """Its rows."""
        return {record for pair in self.pairs.values() for record in (pair.left, pair.right)}


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table | list[dict[str, Any]]":
    """Find every grouping, beside the published one, of each neighbourhood that has any."""
    import pyarrow as pa  # noqa: PLC0415  it takes a fifth of a second

    found = neighbourhoods(connection)
    if not found:
        return []
    asked = [record for each in found for record in each.records]
    connection.register("asked", pa.table({"record_id": pa.array(asked, pa.string())}))
    facts = person.said(connection)
    rows, rearrests = release.said(connection)
    gap = release.gap_of(connection)
    persons = defaultdict(set)
    home = {}
    for person_id, record_id in connection.execute(PUBLISHED).fetchall():
        persons[person_id].add(record_id)
        home[record_id] = person_id
    connection.unregister("asked")
    made = []
    for each in found:
        published = frozenset(frozenset(persons[home[record]]) for record in each.records)
        alternatives = suppositions(each, facts)
        alternatives.pop(_joined(published), None)
        for number, (grouping, supposed) in enumerate(alternatives.items(), 1):
            regrouped = _regrouped(grouping, published)
            releases = dict(
                named
                for records in regrouped
                for named in release.releases(records, rows, gap, rearrests)
            )
            made.append(
                {
                    "neighbourhood_id": min(each.records),
                    "alternative": number,
                    "draws": supposed.draws,
                    "without_judgements": supposed.without_judgements,
                    "if_same": [_ends(pair) for pair in supposed.if_same],
                    "if_different": [_ends(pair) for pair in supposed.if_different],
                    "members": [
                        {
                            "record_id": record,
                            "person_no": person_no,
                            "release_id": releases.get(record),
                        }
                        for person_no, records in enumerate(regrouped, 1)
                        for record in records
                    ],
                }
            )
    return _table(made)


def neighbourhoods(connection: duckdb.DuckDBPyConnection) -> list[Neighbourhood]:
    """Rows that pairs connect, as far as something could group them otherwise.

    Pairs that no draw makes one person connect nothing.
    """
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    told = connection.sql(PAIRS).to_arrow_table()
    draws = connection.execute("select len(draw_numbers())").fetchall()[0][0]
    if not told.num_rows:
        return []
    columns = told["left_record_id"].chunks + told["right_record_id"].chunks
    ends = pa.chunked_array(columns).combine_chunks().dictionary_encode()
    one, other = np.split(ends.indices.to_numpy(), 2)
    linked, varies, doubtful = (
        told[name].to_numpy() for name in ("linked", "varies", "is_doubtful")
    )
    judged = told["position"].is_valid().to_numpy()
    flips = [
        flip
        for flip in drawn(told["seed"].to_numpy(), told["probability"].to_numpy(), linked, draws)
        if varies[flip[0]]
    ]
    moved = doubtful | judged
    moved[[pair for pair, _ in flips]] = True
    connecting = linked | moved
    group = person.components(one[connecting], other[connecting])
    live = np.unique(group[one[moved]])
    kept = np.flatnonzero(connecting)
    kept = kept[np.isin(group[one[kept]], live)]
    found: dict[int, Neighbourhood] = defaultdict(Neighbourhood)
    taken = told.drop_columns(["seed"]).take(pa.array(kept))
    for place, values in zip(kept.tolist(), _rows(taken), strict=True):
        found[int(group[one[place]])].pairs[place] = Pair(*values)
    for place, draw in flips:
        found[int(group[one[place]])].flips[draw].append(place)
    return sorted(found.values(), key=lambda each: min(each.records))


def drawn(
    seeds: "np.ndarray", probabilities: "np.ndarray", linked: "np.ndarray", draws: int
) -> Iterator[tuple[int, int]]:
    """The pair and the draw (from 1) wherever a draw differs from `linked`.

    What is drawn of a pair depends on its seed alone. Method: SplitMix64, Steele, Lea and
    Flood 2014, its first `draws` numbers from each seed.
    """
    import numpy as np  # noqa: PLC0415

    steps = np.arange(1, draws + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for start in range(0, len(seeds), BATCH):
        batch = slice(start, start + BATCH)
        mixed = seeds[batch, None] + steps
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
        same = (mixed >> np.uint64(11)) * 2.0**-53 < probabilities[batch, None]
        pair, draw = np.nonzero(same != linked[batch, None])
        yield from zip((pair + start).tolist(), (draw + 1).tolist(), strict=True)


def suppositions(
    neighbourhood: Neighbourhood, facts: dict[str, person.Row]
) -> dict[Grouping, Supposed]:
    """Each grouping that a draw, a judgement left out, or a doubtful pair judged leads to."""
    pairs = neighbourhood.pairs
    links = {
        place: pair.link(judged=pair.judged_as == "link")
        for place, pair in pairs.items()
        if pair.linked
    }
    apart = {pair.rows for pair in pairs.values() if pair.judged_as == "apart"}
    found: dict[Grouping, Supposed] = defaultdict(Supposed)

    def lead(links: Iterable[person.Link], apart: set[frozenset[str]]) -> Supposed:
        joined = person.clusters(facts, links, apart)
        return found[_joined(frozenset(cluster.records) for cluster in joined)]

    outcomes = defaultdict(list)
    for draw, flipped in neighbourhood.flips.items():
        outcomes[tuple(flipped)].append(draw)
    for turned, draws in sorted(outcomes.items(), key=lambda outcome: outcome[1]):
        kept = {place: link for place, link in links.items() if place not in turned}
        added = {place: pairs[place].link() for place in turned if place not in links}
        lead((kept | added).values(), apart).draws += draws
    for place, pair in pairs.items():
        others = [link for each, link in links.items() if each != place]
        if pair.judgement is not None:
            by_rule = [pair.link_by_rule()] if pair.linked_by_rule else []
            lead(others + by_rule, apart - {pair.rows}).without_judgements.append(pair.judgement)
        if pair.is_doubtful:
            lead([*others, pair.link(judged=True)], apart).if_same.append(pair)
            lead(others, apart | {pair.rows}).if_different.append(pair)
    return found


def _joined(groups: Iterable[frozenset[str]]) -> Grouping:
    """A grouping is told by its groups of more than one row."""
    return frozenset(group for group in groups if len(group) > 1)


def _regrouped(grouping: Grouping, published: Grouping) -> list[list[str]]:
    """The persons that a grouping makes of the rows which it groups otherwise than published."""
    groups = grouping - published
    moved = {record for group in (published - grouping) for record in group if len(group) > 1}
    alone = moved.union(*groups) - set().union(*groups)
    return sorted([*(sorted(group) for group in groups), *([record] for record in alone)])


def _ends(pair: Pair) -> dict[str, str]:
    return {"left_record_id": pair.left, "right_record_id": pair.right}


def _rows(table: "pa.Table") -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _table(rows: list[dict[str, Any]]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    text, number = pa.string(), pa.int64()
    ends = pa.list_(pa.struct({"left_record_id": text, "right_record_id": text}))
    member = pa.struct({"record_id": text, "person_no": number, "release_id": text})
    schema = {
        "neighbourhood_id": text,
        "alternative": number,
        "draws": pa.list_(number),
        "without_judgements": pa.list_(number),
        "if_same": ends,
        "if_different": ends,
        "members": pa.list_(member),
    }
    return pa.Table.from_pylist(rows, schema=pa.schema(schema))
