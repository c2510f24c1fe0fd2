"""Alternatives: the other ways to group rows into persons, and what each would follow from.

In each of many draws every pair in doubt is one person with its probability, apart from every
other pair, and rows are then joined as in the publication: the surest first, refusing what
contradicts. What somebody judged the same or different never varies. What nothing connects in a
draw is an alternative of its own, so that a draw is the sum of the alternatives that hold in it.
A judgement that were not there, and a doubtful pair that were judged, lead to alternatives too.
"""

from collections import Counter, defaultdict
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
        sureness = 1.0 if judged else self.probability
        return person.Link(self.left, self.right, sureness, judged, self.is_slip)

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
class Doubt:
    """Pairs that may come out otherwise, and the blocks of rows, joined by links, that they touch.

    `block` tells of each row in which block it lies; `links` are the published links of a block,
    `apart` the pairs with a row in it that somebody judged different. `flips` are the pairs, by
    draw, that come out otherwise than published.
    """

    pairs: dict[int, Pair] = field(default_factory=dict)
    block: dict[str, int] = field(default_factory=dict)
    links: dict[int, dict[int, person.Link]] = field(default_factory=lambda: defaultdict(dict))
    apart: dict[int, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))
    flips: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: int, pair: Pair, blocks: tuple[int, int]) -> None:
        """Take in a pair whose two rows lie in these blocks."""
        self.pairs[place] = pair
        self.block |= {pair.left: blocks[0], pair.right: blocks[1]}
        if pair.linked:
            self.links[blocks[0]][place] = pair.link(judged=pair.judged_as == "link")
        if pair.judged_as == "apart":
            for each in blocks:
                self.apart[each].add(pair.rows)

    def outcomes(self) -> dict[tuple[int, ...], list[int]]:
        """Flipped pairs that must be looked at together, with the draws in which they flip so."""
        found = defaultdict(list)
        for draw, flipped in self.flips.items():
            for together in self._connected(flipped):
                found[tuple(together)].append(draw)
        return found

    def _connected(self, flipped: list[int]) -> Iterable[list[int]]:
        """Flipped pairs of a draw, apart where nothing connects their blocks."""
        above: dict[int, int] = {}

        def root(block: int) -> int:
            while block != (higher := above.setdefault(block, block)):
                block = higher
            return block

        for place in flipped:
            one, other = (root(self.block[record]) for record in self.pairs[place].rows)
            above[max(one, other)] = min(one, other)
        together = defaultdict(list)
        for place in flipped:
            together[root(self.block[self.pairs[place].left])].append(place)
        return together.values()

    def touched(self, places: Iterable[int]) -> set[int]:
        """The blocks in which rows of these pairs lie."""
        return {self.block[record] for place in places for record in self.pairs[place].rows}


@dataclass
class Regrouping:
    """Finds how rows would be grouped; `persons` are the rows of the published person of each row."""

    doubt: Doubt
    facts: dict[str, person.Row]
    sureness: dict[str, dict[str, float]]
    persons: dict[str, frozenset[str]]

    def regrouped(
        self,
        places: Iterable[int],
        *added: person.Link,
        apart: Iterable[Pair] = (),
        not_apart: Iterable[Pair] = (),
    ) -> Grouping:
        """How rows would be grouped without the links of these pairs and with those added.

        Told are the groups that are not published, and only those.
        """
        places = set(places)
        blocks = self.doubt.touched(places)
        links = [
            link
            for block in blocks
            for place, link in self.doubt.links[block].items()
            if place not in places
        ]
        judged = set().union(*(self.doubt.apart[block] for block in blocks))
        judged -= {pair.rows for pair in not_apart}
        judged |= {pair.rows for pair in apart}
        # A link that a draw takes away says nothing: it does not speak against its neighbours.
        unsaid = [
            self.doubt.pairs[place].rows for place in places if self.doubt.pairs[place].linked
        ]
        joined = person.clusters(self.facts, [*links, *added], judged, self.sureness, unsaid)
        rows = {record for link in (*links, *added) for record in (link.left, link.right)}
        rows.update(record for place in places for record in self.doubt.pairs[place].rows)
        groups = {frozenset(cluster.records) for cluster in joined}
        groups |= {frozenset((record,)) for record in rows.difference(*groups)}
        return frozenset(groups - {self.persons[record] for record in rows})


def build(connection: duckdb.DuckDBPyConnection) -> "pa.Table | list[dict[str, Any]]":
    """Find every way, beside the published one, in which rows may have to be grouped."""
    import pyarrow as pa  # noqa: PLC0415  it takes a fifth of a second

    doubt = doubts(connection)
    if not doubt.pairs:
        return []
    connection.register("asked", pa.table({"record_id": pa.array(doubt.block, pa.string())}))
    regrouping = Regrouping(
        doubt, person.said(connection), person.sureness(connection), _persons(connection)
    )
    rows, rearrests = release.said(connection)
    gap = release.gap_of(connection)
    connection.unregister("asked")
    made = []
    numbers = Counter[str]()
    found = suppositions(regrouping)
    told = sorted((sorted(sorted(group) for group in grouping), grouping) for grouping in found)
    for groups, grouping in told:
        supposed = found[grouping]
        numbers[groups[0][0]] += 1
        releases = dict(
            named for group in groups for named in release.releases(group, rows, gap, rearrests)
        )
        made.append(
            {
                "alternative_id": f"{groups[0][0]}~{numbers[groups[0][0]]}",
                "draws": sorted(supposed.draws),
                "without_judgements": supposed.without_judgements,
                "if_same": [_ends(pair) for pair in supposed.if_same],
                "if_different": [_ends(pair) for pair in supposed.if_different],
                "members": [
                    {"record_id": record, "person_no": number, "release_id": releases.get(record)}
                    for number, group in enumerate(groups, 1)
                    for record in group
                ],
            }
        )
    return _table(made)


def _persons(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """The rows of the published person of each row named in the table `asked`."""
    members = defaultdict(set)
    for person_id, record_id in connection.execute(PUBLISHED).fetchall():
        members[person_id].add(record_id)
    return {record: frozenset(group) for group in members.values() for record in group}


def doubts(connection: duckdb.DuckDBPyConnection) -> Doubt:
    """Draw every pair that varies; gather what is drawn otherwise, doubtful, or judged."""
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    told = connection.sql(PAIRS).to_arrow_table()
    found = Doubt()
    if not told.num_rows:
        return found
    draws = connection.execute("select len(draw_numbers())").fetchall()[0][0]
    columns = told["left_record_id"].chunks + told["right_record_id"].chunks
    ends = pa.chunked_array(columns).combine_chunks().dictionary_encode()
    one, other = np.split(ends.indices.to_numpy(), 2)
    linked, varies, moved = (told[name].to_numpy() for name in ("linked", "varies", "is_doubtful"))
    seeds, probabilities = told["seed"].to_numpy(), told["probability"].to_numpy()
    moved = moved | told["position"].is_valid().to_numpy()
    for place, draw in drawn(seeds, probabilities, linked, draws):
        if varies[place]:
            found.flips[draw].append(place)
            moved[place] = True
    block = person.components(one[linked], other[linked], len(ends.dictionary))
    live = np.isin(block, block[np.concatenate((one[moved], other[moved]))])
    kept = np.flatnonzero(moved | linked & live[one])
    taken = told.drop_columns(["seed"]).take(pa.array(kept))
    blocks = zip(block[one[kept]].tolist(), block[other[kept]].tolist(), strict=True)
    for place, values, its in zip(kept.tolist(), _rows(taken), blocks, strict=True):
        found.add(place, Pair(*values), its)
    return found


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


def suppositions(regrouping: Regrouping) -> dict[Grouping, Supposed]:
    """Each grouping that a draw, a judgement left out, or a doubtful pair judged leads to."""
    pairs = regrouping.doubt.pairs
    regrouped = regrouping.regrouped
    found: dict[Grouping, Supposed] = defaultdict(Supposed)
    for flipped, draws in regrouping.doubt.outcomes().items():
        added = [pairs[place].link() for place in flipped if not pairs[place].linked]
        found[regrouped(flipped, *added)].draws += draws
    for place, pair in pairs.items():
        if pair.judgement is not None:
            by_rule = [pair.link_by_rule()] if pair.linked_by_rule else []
            without = regrouped([place], *by_rule, not_apart=[pair])
            found[without].without_judgements.append(pair.judgement)
        if pair.is_doubtful:
            found[regrouped([place], pair.link(judged=True))].if_same.append(pair)
            found[regrouped([place], apart=[pair])].if_different.append(pair)
    found.pop(frozenset(), None)
    return found


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
        "alternative_id": text,
        "draws": pa.list_(number),
        "without_judgements": pa.list_(number),
        "if_same": ends,
        "if_different": ends,
        "members": pa.list_(member),
    }
    return pa.Table.from_pylist(rows, schema=pa.schema(schema))
