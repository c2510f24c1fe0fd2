"""How well lists were linked, against their truth: over all pairs, by kind of double, by noise."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import duckdb

import models
from tests.linkage.lists import Generated
from tests.models.linkage_lists import CASE

Pair = tuple[str, str]


@dataclass(frozen=True)
class Score:
    """Pairwise precision, recall and their harmonic mean, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def linked_pairs(persons: Mapping[str, str]) -> set[Pair]:
    """Pairs of records that were taken for one person, each pair in order."""
    records = defaultdict(list)
    for record_id, person in persons.items():
        records[person].append(record_id)
    return {pair for group in records.values() for pair in combinations(sorted(group), 2)}


def persons(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The person of each record by `linkage.person`."""
    found = connection.execute("select record_id, person_id from linkage.person").fetchall()
    return dict(found)


def joined(records: Iterable[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """The person of each record, where pairs are taken for one person, and pairs of pairs too."""
    leader = {record_id: record_id for record_id in records}

    def first(record_id: str) -> str:
        while leader[record_id] != record_id:
            leader[record_id] = record_id = leader[leader[record_id]]
        return record_id

    for left, right in pairs:
        leader[first(right)] = first(left)
    return {record_id: first(record_id) for record_id in leader}


def on_several_lists(persons: Mapping[str, str]) -> int:
    """How many persons are on more than one list: what a comparison of two counts rests on."""
    lists = defaultdict(set)
    for record_id, person in persons.items():
        lists[person].add(record_id.partition(":")[0])
    return sum(len(sources) > 1 for sources in lists.values())


def counted_by_draw(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """How many persons are on more than one list in each draw of the linkage."""
    tables = models.tables()
    models.fill(connection, tables["raw.case"], [CASE])
    for name in ("linkage.release", "linkage.alternative"):
        models.build(connection, tables[name])
    published = persons(connection)
    rows = defaultdict(list)
    for record_id, person in published.items():
        rows[person].append(record_id)
    draws = connection.execute("select len(draw_numbers())").fetchall()[0][0]
    counts = [on_several_lists(published)] * draws
    for drawn, members in connection.execute(
        "select draws, members from linkage.alternative where len(draws) > 0"
    ).fetchall():
        grouped = {each["record_id"]: each["person_no"] for each in members}
        touched = {published[record_id] for record_id in grouped}
        now = {record_id: person for person in touched for record_id in rows[person]}
        for draw in drawn:
            counts[draw - 1] += on_several_lists(grouped) - on_several_lists(now)
    return counts


def score(true: Collection[Pair], found: Collection[Pair]) -> Score:
    """Compare pairs found with the true ones; nothing found is precise, nothing true is complete."""
    correct = len(set(true) & set(found))
    return Score(
        precision=correct / len(found) if found else 1.0,
        recall=correct / len(true) if true else 1.0,
    )


def merged(hard: Mapping[Pair, str], found: Collection[Pair]) -> dict[str, tuple[int, int]]:
    """By kind of double: how many pairs were taken for one person, and how many there are."""
    counted = dict.fromkeys(sorted(set(hard.values())), (0, 0))
    for pair, kind in hard.items():
        wrong, total = counted[kind]
        counted[kind] = (wrong + (pair in found), total + 1)
    return counted


def recall_by_noise(generated: Generated, found: Collection[Pair]) -> dict[str, tuple[int, int]]:
    """By kind of noise in either record: true pairs found, and how many there are."""
    counted: dict[str, tuple[int, int]] = {}
    for pair in generated.true_pairs():
        for kind in sorted(generated.noise[pair[0]] | generated.noise[pair[1]]):
            right, total = counted.get(kind, (0, 0))
            counted[kind] = (right + (pair in found), total + 1)
    return dict(sorted(counted.items()))


def reliability(
    told: Collection[tuple[float, bool]],
) -> tuple[list[tuple[float, float, int]], float]:
    """By tenth of the probability: its mean, the share that is true, how many; and the expected error.

    Pairs below one in a hundred are left out: there are many, all but surely apart, and they
    would hide an error in the others.
    """
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, is_true in told:
        if probability > 0.01:
            tenths[min(9, int(10 * probability))].append((probability, is_true))
    table = [
        (sum(p for p, _ in pairs) / len(pairs), sum(t for _, t in pairs) / len(pairs), len(pairs))
        for _, pairs in sorted(tenths.items())
    ]
    counted = sum(number for *_, number in table)
    return table, sum(number * abs(mean - share) for mean, share, number in table) / counted
