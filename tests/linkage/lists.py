"""Invented lists of released prisoners with their truth: who is who, and who is only alike.

The lists are as spoilt as real ones (names left half, in mixed order, misspelt; numbers and dates
missing or wrong), and drawn without looking at how any matcher works.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from random import Random
from typing import Any, Literal

import pyarrow as pa

from tests.linkage.entry import STYLES, Entry, freed_before, written
from tests.linkage.people import Family, People, Person
from tests.models.linkage_lists import Row, row

SIZES = {"official": 1000, "ngo": 500}
Ids = Literal["partly", "none"]
TWICE, FREED_TWICE = 0.035, 0.006  # shares of persons in a list twice; released twice
ONE_LEFT_OUT = 0.12  # share of relatives and homonyms who are not on a list with the others

COLUMNS = [
    "record_id", "source_id", "source_kind", "independence_group", "document_sha256", "locator",
    "list_order", "published_on", "name_order", "full_name", "national_id", "sex", "age",
    "birth_from", "birth_to", "detained_from", "detained_to", "event", "occurred_from",
    "occurred_to", "date_basis", "facility", "state", "offence_excluded", "flags", "person",
]  # fmt: skip
TYPES = dict.fromkeys(
    ["published_on", "birth_from", "birth_to", "detained_from", "detained_to", "occurred_from",
     "occurred_to"],
    pa.date32(),
) | {"age": pa.int32(), "list_order": pa.int32(), "offence_excluded": pa.bool_(),
     "flags": pa.list_(pa.string())}  # fmt: skip


@dataclass(frozen=True)
class Generated:
    """Lists and their truth.

    `person` is the true person of each record. `hard` are the pairs of records of different
    persons who are alike: siblings, parent_child, twins, homonyms. `noise` tells how each record
    was spoilt.
    """

    rows: list[Row]
    person: dict[str, str]
    hard: dict[tuple[str, str], str]
    noise: dict[str, frozenset[str]]

    def true_pairs(self) -> set[tuple[str, str]]:
        """Pairs of records of one person, each pair in order."""
        records = defaultdict(list)
        for record_id, person in self.person.items():
            records[person].append(record_id)
        return {pair for group in records.values() for pair in combinations(sorted(group), 2)}


def generate(seed: int, sizes: Mapping[str, int] = SIZES, ids: Ids = "partly") -> Generated:
    """Invent lists of the given numbers of rows; the same seed gives the same lists.

    The list `official` is written as a ministry would, `press` as newspapers do, `committee` as
    relatives do, any other as NGOs do. Most people on a later list are on an earlier one too.
    """
    generated = Generated([], {}, {}, {})
    families: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for record_id, entry, person, family in _drawn(seed, sizes, ids, overlap=0.8):
        generated.rows.append(row(record_id, **entry.said))
        generated.person[record_id] = person.person
        generated.noise[record_id] = frozenset(entry.noise)
        if family.kind:
            _, records = families.setdefault(family.members[0].person, (family.kind, {}))
            records.setdefault(person.person, []).append(record_id)
    for kind, records in families.values():
        for left, right in combinations(records.values(), 2):
            for pair in product(left, right):
                generated.hard[min(pair), max(pair)] = kind
    return generated


def generate_table(seed: int, records: int) -> pa.Table:
    """Invent four lists of so many rows in all, as columns of `staging.record` and `person`.

    About half of the records have a record of the same person beside them. For measurements of
    scale: a million takes half a minute and 1.1 GB.
    """
    sizes = {"official": records // 2, "ngo": records // 4, "press": records // 10}
    sizes["committee"] = records - sum(sizes.values())
    batches: list[pa.RecordBatch] = []
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    constant = row("official:1")
    schema = pa.schema([(name, TYPES.get(name, pa.string())) for name in COLUMNS])

    def close() -> None:
        arrays = [pa.array(values) for values in columns.values()]
        batches.append(
            pa.RecordBatch.from_arrays(
                [array.cast(field.type) for array, field in zip(arrays, schema, strict=True)],
                schema=schema,
            )
        )
        for values in columns.values():
            values.clear()

    for record_id, entry, person, _ in _drawn(seed, sizes, "partly", overlap=0.48):
        source, _, locator = record_id.partition(":")
        said = constant | entry.said
        said |= {"record_id": record_id, "locator": locator, "person": person.person}
        said["source_id"] = said["independence_group"] = source
        for name, values in columns.items():
            values.append(said.get(name))
        if len(columns["person"]) == 50_000:
            close()
    if columns["person"]:
        close()
    return pa.Table.from_batches(batches, schema)


def _drawn(
    seed: int, sizes: Mapping[str, int], ids: Ids, overlap: float
) -> Iterator[tuple[str, Entry, Person, Family]]:
    """The rows list by list; `overlap` is the share of families taken from the lists before."""
    families = People(seed, sum(sizes.values())).families()
    known: list[Family] = []
    for source, size in sizes.items():
        random = Random(f"list {seed} {source}")
        style = STYLES.get(source, STYLES["ngo"])
        earlier = random.sample(known, len(known))
        rows: list[tuple[Person, Family]] = []
        while len(rows) < size:
            if earlier and random.random() < overlap:
                family = earlier.pop()
            else:
                family = next(families)
                known.append(family)
            for person in family.members:
                if family.kind and random.random() < ONE_LEFT_OUT:
                    continue
                rows.append((person, family))
                if random.random() < TWICE:
                    rows.append((person, family))
                elif random.random() < FREED_TWICE:
                    rows.append((freed_before(random, person), family))
        del rows[size:]
        random.shuffle(rows)
        for number, (person, family) in enumerate(rows, 1):
            yield (
                f"{source}:{number:07}",
                written(random, style, person, with_id=ids == "partly"),
                person,
                family,
            )
