"""Persons: rows joined pair by pair, the surest first, refusing what would contradict.

Joining every linked pair would let one weak row bridge two people; so a join is refused
where it would put into one person two different valid numbers (unless one slip apart),
two births more than two years apart, or two rows that somebody judged different.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import duckdb

BIRTH_TOLERANCE = timedelta(days=731)


class Pair(NamedTuple):
    """Two rows that a rule or a judgement links."""

    left: str
    right: str
    probability: float
    judged: bool


@dataclass
class Cluster:
    """Rows taken for one person so far, and what they say that could contradict others."""

    records: list[str]
    numbers: set[str] = field(default_factory=set)
    births: list[tuple[date, date]] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)


def build(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str | float | None]]:
    """Give every row of `staging.record` its person."""
    clusters = _singles(connection)
    slips = {
        frozenset(pair)
        for pair in connection.execute(
            "select mine.id_key, other.id_key from linkage.pair"
            " join linkage.trait as mine on mine.record_id = left_record_id"
            " join linkage.trait as other on other.record_id = right_record_id"
            " where decision = 'link' and mine.id_valid and other.id_valid"
            " and id_is_slip(mine.id_key, other.id_key)"
        ).fetchall()
    }
    links = [
        Pair(*row)
        for row in connection.execute(
            "select left_record_id, right_record_id, probability, decided_by = 'judgement'"
            " from linkage.pair where decision = 'link'"
            " order by decided_by = 'judgement' desc, probability desc,"
            " left_record_id, right_record_id"
        ).fetchall()
    ]
    for link in links:
        _join(clusters, link, slips)
    sureness = _sureness(clusters, links)
    for record, cluster in sorted(clusters.items()):
        yield {
            "record_id": record,
            "person_id": _person_id(cluster),
            "link_probability": sureness.get(record),
            "conflict": "; ".join(sorted(cluster.conflicts)) or None,
        }


def _singles(connection: duckdb.DuckDBPyConnection) -> dict[str, Cluster]:
    """Every row as a person of its own, with the rows judged not to be the same person."""
    clusters = {}
    for record, number, valid, birth_from, birth_to in connection.execute(
        "select record_id, id_key, id_valid, birth_from, birth_to from linkage.trait"
    ).fetchall():
        cluster = clusters[record] = Cluster([record])
        if valid:
            cluster.numbers.add(number)
        if birth_from and birth_to:
            cluster.births.append((birth_from, birth_to))
    for left, right in connection.execute(
        "select left_record_id, right_record_id from linkage.pair"
        " where decided_by = 'judgement' and decision = 'apart'"
    ).fetchall():
        clusters[left].strangers.add(right)
        clusters[right].strangers.add(left)
    return clusters


def _join(clusters: dict[str, Cluster], link: Pair, slips: set[frozenset[str]]) -> None:
    """Join the two persons of a link in place, or note on both why they stay apart."""
    one, other = clusters[link.left], clusters[link.right]
    if one is other:
        return
    contradictions = _contradictions(one, other, slips)
    judged_apart = "judged different" in contradictions
    if judged_apart or (contradictions and not link.judged):
        for cluster in (one, other):
            cluster.conflicts.add(f"not joined: {', '.join(contradictions)}")
        return
    told = {f"joined by judgement: {said}" for said in contradictions}
    if not contradictions and one.numbers - other.numbers and other.numbers - one.numbers:
        told = {"identity numbers one slip apart"}
    small, large = sorted((one, other), key=lambda cluster: len(cluster.records))
    large.records += small.records
    large.numbers |= small.numbers
    large.births += small.births
    large.strangers |= small.strangers
    large.conflicts |= small.conflicts | told
    for record in small.records:
        clusters[record] = large


def _contradictions(one: Cluster, other: Cluster, slips: set[frozenset[str]]) -> list[str]:
    found = []
    if not one.strangers.isdisjoint(other.records):
        found.append("judged different")
    if any(
        mine != yours and frozenset((mine, yours)) not in slips
        for mine in one.numbers
        for yours in other.numbers
    ):
        found.append("different identity numbers")
    if one.births and other.births:
        latest_start = max(start for start, _ in one.births + other.births)
        earliest_end = min(end for _, end in one.births + other.births)
        if latest_start - earliest_end > BIRTH_TOLERANCE:
            found.append("births too far apart")
    return found


def _sureness(clusters: dict[str, Cluster], links: list[Pair]) -> dict[str, float]:
    """By row, the probability of the surest link that binds it to its person."""
    best: dict[str, float] = {}
    for link in links:
        if clusters[link.left] is clusters[link.right]:
            for record in (link.left, link.right):
                best[record] = max(best.get(record, 0.0), link.probability)
    return best


def _person_id(cluster: Cluster) -> str:
    """Name a person by its least row alone, so that the name outlasts runs and rows to come."""
    return "P" + hashlib.sha256(min(cluster.records).encode()).hexdigest()[:12]
