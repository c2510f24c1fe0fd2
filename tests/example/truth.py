"""What a perfect count of the example would find: the rules of the bridge, knowing who is who.

The rules are applied to the rows as published, by true person. They are the ones the README states:
which rows make one release, what the scope of a claim shuts out, who is in both counts, and why a
row that one side counts is no unit of the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from world import EXCLUDED, SOURCES, Row

GAP = timedelta(days=14)
PRECEDENCE = [
    "DUPLICATE", "REPEAT", "TRANSFER", "DEATH", "ORDER_PENDING", "MEASURE_LIFTED", "DEPENDENT",
    "NOT_POLITICAL", "EXCLUDED_OFFENCE", "SHORT_ARREST", "FOREIGN", "MILITARY", "ADOLESCENT",
    "OUT_OF_WINDOW", "HOUSE_ARREST", "CONDITIONAL", "REARRESTED", "UNIDENTIFIABLE",
    "UNDETERMINED", "UNVERIFIED", "NOT_ON_LIST",
]  # fmt: skip
BY_EVENT = {
    "transfer": "TRANSFER", "death": "DEATH", "order": "ORDER_PENDING",
    "measure_lifted": "MEASURE_LIFTED", "house_arrest": "HOUSE_ARREST",
}  # fmt: skip
NO_CONDITION = {"full_freedom", "none_stated", "house_arrest"}


@dataclass(frozen=True)
class Claim:
    """The scope of one figure; `unit` is row, release or person."""

    claim_id: str
    value: int
    open_above: bool
    unit: str
    net: bool
    start: date | None
    as_of: date
    excludes: frozenset[str]
    lists: tuple[str, ...]


@dataclass
class Fact:
    """What the lists of one side say of one release."""

    earliest: date
    latest: date
    codes: set[str]


@dataclass
class Verdict:
    """Why one row of one side is or is not a unit of the other."""

    row: Row
    release: str
    counted: bool
    in_both: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def primary(self) -> str:
        """The first reason, or IN_BOTH."""
        return "IN_BOTH" if self.in_both else self.reasons[0]


def who(row: Row) -> str:
    """The person a row speaks of; a row too poor to identify is a person of its own."""
    return f"{row.person.person}-{row.row_id}" if row.unidentifiable else row.person.person


def interval(row: Row) -> tuple[date, date]:
    """The days a row allows, none after its publication; undated, from the detention onwards."""
    published = SOURCES[row.source].published
    if row.earliest is None or row.latest is None:
        return row.detained or date.min, published
    return row.earliest, min(row.latest, published) if row.earliest < published else row.latest


def rearrests(rows: Iterable[Row]) -> dict[str, list[date]]:
    """The days on which each person was arrested again."""
    days: dict[str, list[date]] = defaultdict(list)
    for row in rows:
        if row.event == "rearrest" and row.earliest:
            days[who(row)].append(row.earliest)
    return days


def releases(rows: list[Row]) -> dict[Row, str]:
    """Number each person's releases over all lists of the case (`P00001/2`)."""
    back = rearrests(rows)
    people: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if SOURCES[row.source].kind == "release_list" and row.event != "rearrest":
            people[who(row)].append(row)
    named = {}
    for person, mentions in people.items():
        formed: list[list[Row]] = []
        for row in sorted(mentions, key=vagueness):
            home = next((each for each in formed if joins(row, each, back[person])), None)
            if home is None:
                formed.append(home := [])
            home.append(row)
        formed.sort(key=lambda each: min(interval(row)[0] for row in each))
        for number, each in enumerate(formed, start=1):
            named.update(dict.fromkeys(each, f"{person}/{number}"))
    return named


def vagueness(row: Row) -> tuple[int, date]:
    """Day-dated rows first, then vaguer ones, then undated ones; each by date."""
    if row.earliest is None:
        return 2, date.max
    return int(row.earliest != row.latest), row.earliest


def joins(row: Row, release: list[Row], back: list[date]) -> bool:
    """May the row speak of this release: near every dated row of it, no new arrest between?"""
    if (row.event == "death") != (release[0].event == "death"):
        return False
    if row.earliest is None:
        return True
    days = [
        other.earliest for other in release if other.earliest and other.earliest == other.latest
    ]
    if not days:
        return interval(row)[0] <= interval(release[0])[1] + GAP
    first, last = interval(row)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        near = all(abs(day - other) <= GAP for other in days)
        if near and not any(min(day, *days) < arrest <= max(day, *days) for arrest in back):
            return True
    return False


def codes(row: Row, country: str = "VE") -> set[str]:
    """The codes that the fields of one row give."""
    found = {BY_EVENT[row.event]} if row.event in BY_EVENT else set()
    tests = {
        "HOUSE_ARREST": "house_arrest" in row.measure,
        "CONDITIONAL": bool(set(row.measure) - NO_CONDITION),
        "DEPENDENT": row.accompanies is not None,
        "NOT_POLITICAL": row.political == "no",
        "MILITARY": row.category == "military",
        "ADOLESCENT": row.category == "adolescent",
        "FOREIGN": bool(row.nationality) and country not in row.nationality,
        "EXCLUDED_OFFENCE": row.offence in EXCLUDED,
        "UNIDENTIFIABLE": row.unidentifiable,
    }
    return found | {code for code, holds in tests.items() if holds}


def fact(rows: list[Row]) -> Fact:
    """Put together what one side's rows say of a release."""
    found = set().union(*(codes(row) for row in rows))
    if any(row.event in ("release", "house_arrest") for row in rows):
        found -= {"TRANSFER", "ORDER_PENDING", "MEASURE_LIFTED"}
    starts, ends = zip(*(interval(row) for row in rows), strict=True)
    first, last = max(starts), min(ends)
    if first > last:
        first, last = min(starts), max(ends)
    if any(row.detained and last - row.detained <= timedelta(days=2) for row in rows):
        found.add("SHORT_ARREST")
    return Fact(first, last, found)


class Side:
    """One claim with its lists: the releases they name, what it shuts out, what it counts."""

    def __init__(self, claim: Claim, rows: list[Row], named: dict[Row, str]) -> None:
        self.claim, self.named = claim, named
        groups = {SOURCES[name].group for name in claim.lists}
        own = [row for row in rows if row.source in claim.lists]
        near = [row for row in rows if SOURCES[row.source].group in groups]
        self.rows = [row for row in own if row.event != "rearrest"]
        self.rows.sort(key=lambda row: (SOURCES[row.source].published, row.source, row.row_id))
        self.rearrests = rearrests(
            row for row in near if row in own or SOURCES[row.source].kind == "status_list"
        )
        self.registered = {who(row) for row in near if SOURCES[row.source].kind == "register"}
        by_release: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            by_release[named[row]].append(row)
        self.mentions = dict(by_release)
        self.facts = {release: fact(mentions) for release, mentions in by_release.items()}
        self.taken_back: set[str] = set()

    def take_back(self, sides: "list[Side]") -> None:
        """Net of new arrests: each shuts out the latest release, on either side, before it."""
        starts: dict[str, date] = {}
        for side in sides:
            for release, known in side.facts.items():
                starts[release] = min(known.earliest, starts.get(release, date.max))
        for person, days in self.rearrests.items() if self.claim.net else ():
            own = {name: day for name, day in starts.items() if name.split("/")[0] == person}
            for arrest in (day for day in days if day <= self.claim.as_of):
                before = [name for name in own if own[name] <= arrest]
                self.taken_back |= {max(before, key=lambda name: own[name])} if before else set()

    def shuts_out(self, release: str, known: Fact) -> set[str]:
        """The codes by which this scope shuts a release out, on what `known` says."""
        outside = self.claim.start is not None and known.latest < self.claim.start
        found = known.codes & self.claim.excludes
        if outside or known.earliest > self.claim.as_of:
            found.add("OUT_OF_WINDOW")
        if release in self.taken_back:
            found.add("REARRESTED")
        return found

    def may_lie_outside(self, known: Fact) -> bool:
        """Is it open whether the release lies in the window?"""
        start = self.claim.start
        return (start is not None and known.earliest < start) or known.latest > self.claim.as_of

    def admits(self, release: str) -> bool:
        """Does this scope admit the release, on what its own lists say?"""
        return release in self.facts and not self.shuts_out(release, self.facts[release])

    def by_day(self, found: Iterable[str]) -> list[str]:
        """Releases in order of date, as this side's lists give it."""
        return sorted(found, key=lambda name: (self.facts[name].earliest, name))

    def count(self) -> list[Row]:
        """The rows that are units of this side's own count."""
        admitted = [name for name in self.mentions if self.admits(name)]
        if self.claim.unit == "row":
            return [row for row in self.rows if self.named[row] in admitted]
        if self.claim.unit == "person":
            first: dict[str, str] = {}
            for name in self.by_day(admitted):
                first.setdefault(name.split("/")[0], name)
            admitted = list(first.values())
        return [self.mentions[name][0] for name in admitted]


def compare(claims: tuple[Claim, Claim], rows: list[Row]) -> dict[str, list[Verdict]]:
    """Every row of either side, `from` and `to`, with the reasons it has in this comparison."""
    named = releases(rows)
    here, there = (Side(claim, rows, named) for claim in claims)
    for side in (here, there):
        side.take_back([here, there])
    return {"from": verdicts(here, there), "to": verdicts(there, here)}


def verdicts(mine: Side, other: Side) -> list[Verdict]:
    """Judge the rows of `mine` against `other`."""
    own, theirs = mine.count(), other.count()
    units = {mine.claim.unit, other.claim.unit}

    def key(row: Row) -> str:
        return who(row) if "person" in units else mine.named[row]

    matched = Counter(key(row) for row in theirs)
    if units != {"row"}:
        matched = Counter(set(matched))
    their_releases = {mine.named[row] for row in theirs}
    by_person: dict[str, list[str]] = defaultdict(list)
    for row in own:
        by_person[who(row)].append(mine.named[row])
    first = {person: first_release(mine, other, set(found), their_releases)
             for person, found in by_person.items()}  # fmt: skip
    counted = set(own)
    seen: Counter[str] = Counter()
    found = []
    for row in mine.rows:
        release = mine.named[row]
        if row not in counted:
            reasons = mine.shuts_out(release, mine.facts[release]) or surplus(mine, row, release)
            found.append(Verdict(row, release, False, False, in_order(reasons)))
            continue
        seen[release] += 1
        further_row = seen[release] > 1
        repeat = other.claim.unit == "person" and release != first[who(row)]
        if units == {"row"}:
            in_both = seen[release] <= matched[release]
        else:
            in_both = matched[key(row)] > 0 and not further_row and not repeat
        reasons = set()
        if units == {"row"} and not in_both and matched[release]:
            reasons = {"DUPLICATE"}
        elif not in_both:
            shared = matched[key(row)] > 0
            reasons = reasons_of_release(mine, other, row, release, shared=shared, repeat=repeat)
            if further_row and other.claim.unit != "row":
                reasons.add("DUPLICATE")
        found.append(Verdict(row, release, True, in_both, in_order(reasons)))
    return found


def first_release(mine: Side, other: Side, found: set[str], their_releases: set[str]) -> str:
    """Of a person's releases that `mine` counts, the one that a count of persons would take."""
    known = mine.by_day(found)
    both = [name for name in known if name in their_releases]
    admitted = [name for name in known if not reasons_by_scope(mine, other, name)]
    return (both or admitted or known)[0]


def reasons_by_scope(mine: Side, other: Side, release: str) -> set[str]:
    """How the other scope shuts a release out: by its own lists if they name it, else by ours."""
    return other.shuts_out(release, other.facts.get(release, mine.facts[release]))


def reasons_of_release(
    mine: Side, other: Side, row: Row, release: str, *, shared: bool, repeat: bool
) -> set[str]:
    """The reasons of a counted row's release, REPEAT and an evidence reason included.

    `shared` says that the other side counts the release, or the person where either counts persons.
    """
    if mine.claim.unit == "person":
        own = [name for name in mine.facts if name.split("/")[0] == who(row) and mine.admits(name)]
        admitted = [name for name in mine.by_day(own) if not reasons_by_scope(mine, other, name)]
        release = (admitted or [release])[0]
    if shared and not repeat:
        return set()
    reasons = reasons_by_scope(mine, other, release)
    if not reasons and not shared:
        reasons = {evidence(mine.facts[release], other, who(row))}
    return reasons | {"REPEAT"} if repeat else reasons


def evidence(known: Fact, other: Side, person: str) -> str:
    """Why a release that the other scope admits is not among its names."""
    if "UNIDENTIFIABLE" in known.codes:
        return "UNIDENTIFIABLE"
    if other.may_lie_outside(known):
        return "UNDETERMINED"
    return "UNVERIFIED" if person in other.registered else "NOT_ON_LIST"


def surplus(mine: Side, row: Row, release: str) -> set[str]:
    """Why a row of an admitted release is no unit of its own side's count."""
    further = {"DUPLICATE"} if mine.mentions[release][0] is not row else set()
    if mine.claim.unit == "person":
        own = [name for name in mine.facts if name.split("/")[0] == who(row) and mine.admits(name)]
        further |= {"REPEAT"} if mine.by_day(own)[0] != release else set()
    return further


def in_order(reasons: set[str]) -> list[str]:
    """Reasons by precedence."""
    return sorted(reasons, key=PRECEDENCE.index)
