"""Alternatives: the other ways to group rows into persons, and what each would follow from.

In each of many draws every pair in doubt is one person with its probability, read again in the
light of the persons found, and rows are then joined as in the publication: the surest first,
refusing what contradicts. Of two pairs that exclude each other, because they give a row to two rows
that are not alike, at most one comes up. The odds of all pairs rise and fall together from draw to
draw: the weights behind them may be too careful, or not careful enough, for the lists at hand.
What somebody judged the same or different never varies. What nothing connects in a draw is an
alternative of its own, so that a draw is the sum of the alternatives that hold in it. A judgement
that were not there, and a doubtful pair that were judged, lead to alternatives too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from models.linkage import person, release

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# The pairs, and what the persons say of each that the pair alone cannot know: whether it is in one person, and whether
# two persons still lack each other's lists.
PLACED = """
create or replace temp view placed as
with

persons as (
    select person_id, count(*) as rows, list(distinct source_id) as lists
    from linkage.person
    join staging.record using (record_id)
    group by person_id
),

known as (
    select record_id, source_id, person_id, rows, lists
    from linkage.person
    join staging.record using (record_id)
    join persons using (person_id)
)

select
    pair.*,
    mine.person_id as left_person,
    other.person_id as right_person,
    if(mine.source_id = other.source_id, 'same_list_', 'other_list_') || case
        when left_person = right_person and mine.rows = 2 then 'joined'
        when left_person = right_person then 'joined_several'
        when mine.source_id <> other.source_id and not list_has_any(mine.lists, other.lists) then 'free'
        else 'apart'
    end as level
from linkage.pair as pair
join known as mine on mine.record_id = left_record_id
join known as other on other.record_id = right_record_id
"""
# Every pair that may come out otherwise, and every link. The seed of a pair depends on its rows alone.
PAIRS = """
with

weighed as (
    select
        placed.*,
        if(decided_by = 'judgement' and decision <> 'review', decision, null) as judged_as,
        case judged_as
            when 'link' then 900
            when 'apart' then -900
            else greatest(-900, least(900, weight.bits + weight.per_rarity * odds_bits))
        end as drawn_bits,
        1 / (1 + pow(2, -drawn_bits)) as drawn_probability
    from placed
    join linkage.weight as weight on weight.feature = 'drawn' and weight.level = placed.level
)

select
    left_record_id,
    right_record_id,
    probability,
    decision = 'link' as linked,
    judged_as is null and (
        drawn_probability between 1e-4 and 1 - 1e-4 or (drawn_probability > 0.5) <> (decision = 'link')) as varies,
    decision = 'review' as is_doubtful,
    judged_as,
    rule_probability,
    rule_decision = 'link' as linked_by_rule,
    coalesce(mine.id_valid and other.id_valid and id_is_slip(mine.id_key, other.id_key), false) as is_slip,
    position,
    left_person,
    right_person,
    drawn_bits,
    md5_number_lower(left_record_id || ' ' || right_record_id) as seed
from weighed
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
where decision in ('link', 'review') or decided_by = 'judgement' or drawn_probability > 1e-4
order by left_record_id, right_record_id
"""
SPREAD = "select bits from linkage.weight where feature = 'drawn' and level = 'spread'"
ENDS = ["left_record_id", "right_record_id"]
# What of it is needed to draw alone.
DRAWN = ["left_person", "right_person", "drawn_bits", "seed"]
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

    connection.execute(PLACED)
    told = connection.sql(PAIRS).to_arrow_table()
    connection.execute("drop view placed")
    found = Doubt()
    if not told.num_rows:
        return found
    columns = told["left_record_id"].chunks + told["right_record_id"].chunks
    ends = pa.chunked_array(columns).combine_chunks().dictionary_encode()
    one, other = np.split(ends.indices.to_numpy(), 2)
    linked = told["linked"].to_numpy()
    moved = told["is_doubtful"].to_numpy() | told["position"].is_valid().to_numpy()
    for place, draw in drawn(told, shifts(connection)):
        found.flips[draw].append(place)
        moved[place] = True
    block = person.components(one[linked], other[linked], len(ends.dictionary))
    live = np.isin(block, block[np.concatenate((one[moved], other[moved]))])
    kept = np.flatnonzero(moved | linked & live[one])
    taken = told.drop_columns(DRAWN).take(pa.array(kept))
    blocks = zip(block[one[kept]].tolist(), block[other[kept]].tolist(), strict=True)
    for place, values, its in zip(kept.tolist(), _rows(taken), blocks, strict=True):
        found.add(place, Pair(*values), its)
    return found


def shifts(connection: duckdb.DuckDBPyConnection) -> list[float]:
    """The bits by which each draw moves the odds of every pair: quantiles of a normal distribution."""
    ((spread,),) = connection.execute(SPREAD).fetchall()
    ((draws,),) = connection.execute("select len(draw_numbers())").fetchall()
    return [spread * NormalDist().inv_cdf((draw - 0.5) / draws) for draw in range(1, draws + 1)]


def drawn(pairs: "pa.Table", shifts: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The pair, by its place, and the draw (from 1) wherever a draw differs from what is linked.

    `shifts` are the bits by which each draw moves the odds of every pair. Pairs are drawn in order
    of their probability. One that is excluded by others takes its share of the draws from those in
    which none of them comes up, as far as there are enough.
    """
    import numpy as np  # noqa: PLC0415

    told = list(_rows(pairs.select([*ENDS, "linked", "varies", *DRAWN])))
    always, shift = np.ones(len(shifts), bool), np.asarray(shifts)
    alike = {tuple(pair[:2]) for pair in told if pair[6] > -900}
    persons = dict(row for pair in told for row in zip(pair[:2], pair[4:6], strict=True))
    ups: dict[str, list[tuple[str, np.ndarray]]] = defaultdict(list)
    for place in sorted(range(len(told)), key=lambda place: (-told[place][6], told[place][:2])):
        left, right, linked, varies, _, _, bits, seed = told[place]
        up = always
        if varies:
            rivals = [
                up
                for row, mate in ((left, right), (right, left))
                for rival, up in ups[row]
                if persons[rival] != persons[mate]
                and (min(rival, mate), max(rival, mate)) not in alike
            ]
            free = ~np.any(rivals, axis=0) if rivals else always
            chance = 1 / (1 + 2 ** -(bits + shift))
            up = free & (uniform(seed, len(shifts)) * free.mean() < chance)
            yield from ((place, int(draw)) for draw in np.flatnonzero(up != linked) + 1)
        elif not linked:
            continue
        ups[left].append((right, up))
        ups[right].append((left, up))


def uniform(seed: int, draws: int) -> "np.ndarray":
    """So many numbers from 0 to 1 that depend on the seed alone.

    Method: SplitMix64, Steele, Lea and Flood 2014, its first numbers from the seed.
    """
    import numpy as np  # noqa: PLC0415

    mixed = np.uint64(seed) + np.arange(1, draws + 1, dtype=np.uint64) * np.uint64(
        0x9E3779B97F4A7C15
    )
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)) * 2.0**-53


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
