"""The rules of the bridge, recounted by hand: slow, plain, and independent of every query.

Who is who is given (`person_id`); all else is decided here from the rows alone: which rows are
one release, what a claim's scope admits, who is in both counts, why the others are not, and the
lines of the bridge. The tables of the warehouse are tested against these answers.

Rows are dicts with the columns of `staging.record` and `person_id`, `offence_excluded`,
`id_valid`, `name_parts`; claims are dicts with the columns of `staging.claim`; `sources` maps a
source_id to its `source_kind` and `independence_group`; `case` holds `country`,
`release_gap_days` and `precedence`. Rules are cited by section and point.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Claim = dict[str, Any]
Case = dict[str, Any]
Sources = dict[str, dict[str, str]]

PRECEDENCE = [
    "DUPLICATE",
    "REPEAT",
    "TRANSFER",
    "DEATH",
    "ORDER_PENDING",
    "MEASURE_LIFTED",
    "DEPENDENT",
    "NOT_POLITICAL",
    "EXCLUDED_OFFENCE",
    "SHORT_ARREST",
    "FOREIGN",
    "MILITARY",
    "ADOLESCENT",
    "OUT_OF_WINDOW",
    "HOUSE_ARREST",
    "CONDITIONAL",
    "REARRESTED",
    "UNIDENTIFIABLE",
    "UNDETERMINED",
    "UNVERIFIED",
    "NOT_ON_LIST",
]
EXCLUDABLE = set(PRECEDENCE) - {
    # rule 3.2: the codes of point 3.1, and every evidence reason but UNIDENTIFIABLE
    *("OUT_OF_WINDOW", "REARRESTED", "DUPLICATE", "REPEAT"),
    *("UNDETERMINED", "UNVERIFIED", "NOT_ON_LIST"),
}
OF_EVENT = {
    "transfer": "TRANSFER",
    "death": "DEATH",
    "order": "ORDER_PENDING",
    "measure_lifted": "MEASURE_LIFTED",
    "house_arrest": "HOUSE_ARREST",
}
NO_CONDITION = {"full_freedom", "none_stated", "house_arrest"}
CANCELLED_BY_LEAVING = {"TRANSFER", "ORDER_PENDING", "MEASURE_LIFTED"}
OF_STATUS = {"rearrest", "detention"}
SHORT_ARREST_DAYS = 2


# Rows ------------------------------------------------------------------------------------------


def event(row: Row) -> str:
    """What happened; a row of a release list that does not say so is a release."""
    return row["event"] or "release"


def first_day(row: Row) -> date:
    return row["occurred_from"] or date.min


def last_day(row: Row) -> date:
    return row["occurred_to"] or date.max


def undated(row: Row) -> bool:
    """No date was published: any bounds come from detention and publication."""
    if row.get("date_basis") is not None:
        return bool(row["date_basis"] != "stated")
    return row["occurred_from"] is None and row["occurred_to"] is None


def names_a_release(row: Row) -> bool:
    """Rule 1.4: rows of release lists, but for re-arrests and detentions wherever they stand."""
    return row["source_kind"] == "release_list" and event(row) not in OF_STATUS


def place(row: Row) -> tuple[bool, date, str, int]:
    """Order of a pool (rule 3.3): by publication, then source, then place in the source."""
    return (
        row["published_on"] is None,
        row["published_on"] or date.max,
        row["source_id"],
        row["list_order"],
    )


def codes(row: Row, case: Case) -> set[str]:
    """Rule 2: the codes that the fields of one row give; what is not stated gives none."""
    found = set()
    if event(row) in OF_EVENT:
        found.add(OF_EVENT[event(row)])
    measures = set(row["measure"] or [])
    if "house_arrest" in measures:
        found.add("HOUSE_ARREST")
    if measures - NO_CONDITION:
        found.add("CONDITIONAL")
    if (row["accompanies"] or "").strip():
        found.add("DEPENDENT")
    if row["political"] == "no":
        found.add("NOT_POLITICAL")
    if row["category"] == "military":
        found.add("MILITARY")
    if row["category"] == "adolescent" or row["is_minor"] == "yes":
        found.add("ADOLESCENT")
    if row["nationality"] and case["country"] not in row["nationality"]:
        found.add("FOREIGN")
    if row["offence_excluded"]:
        found.add("EXCLUDED_OFFENCE")
    if not row["id_valid"] and row["name_parts"] < 2:
        found.add("UNIDENTIFIABLE")
    return found


# Releases --------------------------------------------------------------------------------------


def rearrest_days(records: Iterable[Row]) -> dict[str, list[date]]:
    """The days of each person's re-arrests; of a vague one, the last day on which it may lie."""
    days = defaultdict(list)
    for row in records:
        if row["event"] == "rearrest" and row["occurred_to"] is not None:
            days[row["person_id"]].append(row["occurred_to"])
    return days


def may_be_one_release(one: Row, other: Row, gap_days: int, rearrests: list[date]) -> bool:
    """Rule 1.3: the two may lie within the gap of each other, and no re-arrest lies between.

    A re-arrest on the day of a release comes after it.
    """
    early, late = sorted([one, other], key=last_day)
    if (first_day(late) - last_day(early)).days > gap_days:
        return False
    return not any(last_day(early) <= day < first_day(late) for day in rearrests)


def interval(rows: list[Row]) -> tuple[date, date, bool]:
    """First day, last day and whether the rows conflict: intersection, else hull (rule 1.3)."""
    start = max(first_day(row) for row in rows)
    end = min(last_day(row) for row in rows)
    if start <= end:
        return start, end, False
    return min(first_day(row) for row in rows), max(last_day(row) for row in rows), True


def form(rows: list[Row], gap_days: int, rearrests: list[date]) -> list[list[Row]]:
    """Rule 1.3: the releases of one person, in order of time, from rows all deaths or none."""
    formed: list[list[Row]] = []

    def fits(row: Row, release: list[Row]) -> bool:
        return all(may_be_one_release(row, other, gap_days, rearrests) for other in release)

    dated = [row for row in rows if not undated(row)]
    for row in sorted((r for r in dated if first_day(r) == last_day(r)), key=first_day):
        if formed and fits(row, formed[-1]):
            formed[-1].append(row)
        else:
            formed.append([row])
    vaguer = [row for row in dated if first_day(row) != last_day(row)]
    for row in sorted(vaguer, key=lambda row: (first_day(row), last_day(row))):
        fitting = [release for release in sorted(formed, key=interval) if fits(row, release)]
        if fitting:
            fitting[0].append(row)
        else:
            formed.append([row])
    formed.sort(key=interval)
    for row in rows:
        if undated(row):
            if not formed:
                formed.append([])
            formed[0].append(row)
    return formed


def releases(records: list[Row], case: Case) -> dict[str, int]:
    """The release of every row of a release list, over all lists of the case (rule 1.3)."""
    rearrests = rearrest_days(records)
    by_person = defaultdict(list)
    for row in filter(names_a_release, records):
        by_person[row["person_id"]].append(row)
    numbers: dict[str, int] = {}
    release_no = 0
    for person, rows in sorted(by_person.items()):
        for death in (False, True):  # a death joins no release of another event
            alike = [row for row in rows if (event(row) == "death") == death]
            for release in form(alike, case["release_gap_days"], rearrests[person]):
                release_no += 1
                numbers |= {row["record_id"]: release_no for row in release}
    return numbers


@dataclass(frozen=True)
class Release:
    """What the rows of one pool of lists say about one release."""

    person_id: str
    rows: list[Row]  # in order of the pool
    start: date  # date.min where nothing limits it
    end: date  # date.max where nothing limits it
    conflict: bool
    codes: frozenset[str]

    @property
    def order(self) -> tuple[Any, ...]:
        """Place among the releases of a person: by date, then by its first row in the pool."""
        return self.start, self.end, place(self.rows[0])


def pooled(rows: Iterable[Row], numbers: dict[str, int], case: Case) -> dict[int, Release]:
    """The releases that a pool of rows names, as these rows tell them (rule 1.3)."""
    by_release = defaultdict(list)
    for row in sorted(rows, key=place):
        by_release[numbers[row["record_id"]]].append(row)
    pool = {}
    for release_no, named in by_release.items():
        start, end, conflict = interval(named)
        found = set().union(*(codes(row, case) for row in named))
        if any(row["event"] in {"release", "house_arrest"} for row in named):
            found -= CANCELLED_BY_LEAVING
        if any(
            row["detained_from"] and 0 <= (end - row["detained_from"]).days <= SHORT_ARREST_DAYS
            for row in named
        ):
            found.add("SHORT_ARREST")
        person = named[0]["person_id"]
        pool[release_no] = Release(person, named, start, end, conflict, frozenset(found))
    return pool


# Scope of a claim ------------------------------------------------------------------------------


def unit(claim: Claim) -> str:
    """row, release or person; any other unit counts like row (rule 3.1: DUPLICATE is for two units)."""
    return claim["unit"] if claim["unit"] in {"release", "person"} else "row"


def refuse_excludes(claim: Claim) -> None:
    """Rule 3.2: a claim cannot shut out what is shut out by itself, or for want of evidence."""
    refused = sorted(set(claim["excludes"]) - EXCLUDABLE)
    if refused:
        raise ValueError(f"{claim['claim_id']}: excludes {refused}; name codes of scope only")


def window(claim: Claim) -> tuple[date, date]:
    """Rule 3.1: closed at both ends, blank start open, nothing after the cut-off."""
    end = min(claim["window_end"] or claim["as_of"], claim["as_of"])
    return claim["window_start"] or date.min, end


def certainly_out(claim: Claim, release: Release) -> bool:
    start, end = window(claim)
    return release.end < start or release.start > end


def certainly_in(claim: Claim, release: Release) -> bool:
    start, end = window(claim)
    return start <= release.start and release.end <= end


def groups(sources: Sources, claim: Claim) -> set[str]:
    return {sources[source_id]["independence_group"] for source_id in claim["evidence_sources"]}


def of_its_lists(records: list[Row], claim: Claim) -> list[Row]:
    """Rule 1.1: the rows of releases on the lists in the claim's evidence, one pool."""
    lists = set(claim["evidence_sources"])
    return [row for row in records if names_a_release(row) and row["source_id"] in lists]


def on_its_registers(records: list[Row], sources: Sources, claim: Claim) -> set[str]:
    """Rule 1.1: the persons on registers that share a group with one of the claim's lists."""
    shared = groups(sources, claim)
    return {
        row["person_id"]
        for row in records
        if row["source_kind"] == "register" and row["independence_group"] in shared
    }


def rearrested(
    records: list[Row], sources: Sources, claim: Claim, pool: dict[int, Release]
) -> set[int]:
    """Rule 3.1: the releases of `pool` that the re-arrests of a net claim shut out.

    Re-arrests count wherever they stand among the sources of the claim's side (rule 1.4).
    """
    if claim["basis"] != "net_of_rearrest":
        return set()
    shared = groups(sources, claim)
    known = rearrest_days(row for row in records if row["independence_group"] in shared)
    shut = set()
    for person, every_day in known.items():
        days = [day for day in every_day if day <= claim["as_of"]]
        if not days:
            continue
        theirs = {no: release for no, release in pool.items() if release.person_id == person}
        no_date = {no for no, release in theirs.items() if all(map(undated, release.rows))}
        dated = set(theirs) - no_date
        for day in days:
            before = [no for no in dated if theirs[no].start <= day]
            if before:
                shut.add(max(before, key=lambda no: theirs[no].order))
        freed_again = any(max(days) < theirs[no].start <= claim["as_of"] for no in dated)
        if not freed_again:
            shut |= no_date
    return shut


@dataclass
class Side:
    """One claim of a comparison, with what its own lists say."""

    claim: Claim
    rows: list[Row]  # of its lists, in order of the pool
    pool: dict[int, Release]
    registered: set[str]
    rearrested: set[int]
    numbers: dict[str, int]

    def release_no(self, row: Row) -> int:
        return self.numbers[row["record_id"]]

    def shuts_out(self, release_no: int, release: Release) -> set[str]:
        """Every code by which the claim's scope shuts a release out (rules 3.1, 3.2)."""
        found = set(release.codes) & set(self.claim["excludes"])
        if certainly_out(self.claim, release):
            found.add("OUT_OF_WINDOW")
        if release_no in self.rearrested:
            found.add("REARRESTED")
        return found

    def admits(self, release_no: int) -> bool:
        """Whether the scope admits a release of its own lists."""
        return not self.shuts_out(release_no, self.pool[release_no])

    def admitted_of(self, person: str) -> list[int]:
        """The admitted releases of a person on its own lists, earliest first."""
        theirs = [no for no, r in self.pool.items() if r.person_id == person and self.admits(no)]
        return sorted(theirs, key=lambda no: self.pool[no].order)

    def counts(self, row: Row) -> bool:
        """Rule 3.3: whether the row is a unit of its own side's count."""
        release_no = self.release_no(row)
        if not self.admits(release_no):
            return False
        if unit(self.claim) == "row":
            return True
        if row is not self.pool[release_no].rows[0]:
            return False
        if unit(self.claim) == "release":
            return True
        return release_no == self.admitted_of(row["person_id"])[0]

    def own_reasons(self, row: Row) -> set[str]:
        """Rule 3.3: why a row is no unit of its own side's count."""
        release_no = self.release_no(row)
        found = self.shuts_out(release_no, self.pool[release_no])
        if found:
            return found
        if unit(self.claim) != "row" and row is not self.pool[release_no].rows[0]:
            found.add("DUPLICATE")
        if unit(self.claim) == "person" and release_no != self.admitted_of(row["person_id"])[0]:
            found.add("REPEAT")
        return found

    def counted_rows(self) -> list[Row]:
        return [row for row in self.rows if self.counts(row)]

    def counted_of_release(self, release_no: int) -> list[Row]:
        return [row for row in self.counted_rows() if self.release_no(row) == release_no]

    def counted_of_person(self, person: str) -> list[Row]:
        return [row for row in self.counted_rows() if row["person_id"] == person]


def side_of(
    records: list[Row], sources: Sources, claim: Claim, case: Case, also: list[Row]
) -> Side:
    """One side of a comparison; `also` are the rows of the other side's lists."""
    refuse_excludes(claim)
    numbers = releases(records, case)
    rows = sorted(of_its_lists(records, claim), key=place)
    either = {row["record_id"]: row for row in [*rows, *also]}
    return Side(
        claim=claim,
        rows=rows,
        pool=pooled(rows, numbers, case),
        registered=on_its_registers(records, sources, claim),
        rearrested=rearrested(records, sources, claim, pooled(either.values(), numbers, case)),
        numbers=numbers,
    )


def sides(
    records: list[Row], sources: Sources, x: Claim, y: Claim, case: Case
) -> tuple[Side, Side]:
    return (
        side_of(records, sources, x, case, also=of_its_lists(records, y)),
        side_of(records, sources, y, case, also=of_its_lists(records, x)),
    )


def release_facts(
    records: list[Row], sources: Sources, claim: Claim, case: Case
) -> dict[int, dict[str, Any]]:
    """What a claim's own lists say about each release they name; open bounds are None."""
    return {
        release_no: {
            "person_id": release.person_id,
            "occurred_from": None if release.start == date.min else release.start,
            "occurred_to": None if release.end == date.max else release.end,
            "date_conflict": release.conflict,
            "codes": sorted(release.codes),
        }
        for release_no, release in side_of(records, sources, claim, case, also=[]).pool.items()
    }


# Who is in both, and why not -------------------------------------------------------------------


def shut_out_by(there: Side, release_no: int, here: Side) -> set[str]:
    """Rule 5.1: the other side's codes, by its own lists where they name the release."""
    if release_no in there.pool:
        return there.shuts_out(release_no, there.pool[release_no])
    return there.shuts_out(release_no, here.pool[release_no])


def reasons_of_release(there: Side, release_no: int, here: Side) -> set[str]:
    """Rule 5.1: the codes of scope, else exactly one evidence reason."""
    found = shut_out_by(there, release_no, here)
    if found:
        return found
    if release_no in there.pool:
        raise AssertionError("a release that its own side names and admits is counted there")
    release = here.pool[release_no]
    if any(other.person_id == release.person_id for other in there.pool.values()):
        return {"NOT_ON_LIST"}  # rule 5.1, in brackets: listed there with a release at another date
    if "UNIDENTIFIABLE" in release.codes:
        return {"UNIDENTIFIABLE"}
    if not certainly_in(there.claim, release):
        return {"UNDETERMINED"}
    if release.person_id in there.registered:
        return {"UNVERIFIED"}
    return {"NOT_ON_LIST"}


def compare(row: Row, here: Side, there: Side) -> tuple[bool, set[str]]:
    """Rules 4 and 5: whether a counted row is in both, and if not, why."""
    if unit(here.claim) == "person":
        return compare_person(row, here, there)
    if unit(there.claim) == "person":
        return compare_with_persons(row, here, there)
    return compare_release(row, here, there)


def compare_release(row: Row, here: Side, there: Side) -> tuple[bool, set[str]]:
    """Rows and releases against rows and releases: matched by release (rules 4, 5.2)."""
    release_no = here.release_no(row)
    before = here.counted_of_release(release_no).index(row)
    units_there = len(there.counted_of_release(release_no))
    if before < units_there:
        return True, set()
    if units_there:
        return False, {"DUPLICATE"}
    found = reasons_of_release(there, release_no, here)
    if before > 0 and unit(there.claim) == "release":
        found.add("DUPLICATE")
    return False, found


def compare_person(row: Row, here: Side, there: Side) -> tuple[bool, set[str]]:
    """A person against any unit: matched by person (rules 4, 5.2)."""
    person = row["person_id"]
    if there.counted_of_person(person):
        return True, set()
    for release_no in here.admitted_of(person):
        if not shut_out_by(there, release_no, here):
            return False, reasons_of_release(there, release_no, here)
    return False, reasons_of_release(there, here.release_no(row), here)


def compare_with_persons(row: Row, here: Side, there: Side) -> tuple[bool, set[str]]:
    """Rows or releases against persons: the person's first release is matched (rules 4, 5.2)."""
    person, release_no = row["person_id"], here.release_no(row)
    further_row = row is not here.counted_of_release(release_no)[0]
    further_release = release_no != first_release(person, here, there)
    in_both = bool(there.counted_of_person(person))
    if in_both:
        found = shut_out_by(there, release_no, here) if further_release else set()
    else:
        found = reasons_of_release(there, release_no, here)
    if further_row:
        found.add("DUPLICATE")
    if further_release:
        found.add("REPEAT")
    return (True, set()) if in_both and not found else (False, found)


def first_release(person: str, here: Side, there: Side) -> int:
    """Rule 5.2: among those counted here the one counted there, else admitted, else earliest."""
    counted_here = {here.release_no(row) for row in here.counted_of_person(person)}
    by_date = sorted(counted_here, key=lambda no: here.pool[no].order)
    for row in there.counted_of_person(person):
        if there.release_no(row) in counted_here:
            return there.release_no(row)
    for release_no in by_date:
        if not shut_out_by(there, release_no, here):
            return release_no
    return by_date[0]


def order_of_reasons(case: Case) -> list[str]:
    """Rule 5.3: the named codes first, the rest in default order."""
    named = list(case.get("precedence") or [])
    return named + [code for code in PRECEDENCE if code not in named]


def is_comparable(x: Claim, y: Claim) -> bool:
    """Whether rows may be compared at all: what is refused in words has neither rows nor lines.

    A stock is no flow; closed windows without a common day count different releases; a figure and what
    it is computed from are no two counts; an application moves nobody (rule 7.2 names no step to it).
    """
    (x_start, x_end), (y_start, y_end) = window(x), window(y)
    computed = {name for claim in (x, y) for name in claim["derived_from"] or []}
    units = {x["unit"], y["unit"]}
    return (
        x["stock_or_flow"] == y["stock_or_flow"]
        and x_start <= y_end
        and y_start <= x_end
        and x["claim_id"] != y["claim_id"]
        and not computed & {x["claim_id"], y["claim_id"]}
        and (len(units) == 1 or "application" not in units)
    )


def discrepancy(
    records: list[Row], sources: Sources, x: Claim, y: Claim, case: Case
) -> list[dict[str, Any]]:
    """Every row of either side's lists, once per side, with its place in the comparison."""
    if not is_comparable(x, y):
        return []
    order = order_of_reasons(case)
    from_side, to_side = sides(records, sources, x, y, case)
    found = []
    for name, here, there in (("from", from_side, to_side), ("to", to_side, from_side)):
        for row in here.rows:
            counted = here.counts(row)
            in_both, reasons = (
                compare(row, here, there) if counted else (False, here.own_reasons(row))
            )
            in_order = sorted(reasons, key=order.index)
            found.append(
                {
                    "record_id": row["record_id"],
                    "side": name,
                    "release_no": here.release_no(row),
                    "person_id": row["person_id"],
                    "counted": counted,
                    "in_both": in_both,
                    "primary_reason": "IN_BOTH" if in_both else in_order[0],
                    "all_reasons": in_order,
                }
            )
    return found


# The bridge ------------------------------------------------------------------------------------


def residual_line(side: str, claim: Claim, names: int) -> list[dict[str, Any]]:
    """Rule 6: what the figure said holds without names, or what its names exceed.

    The amounts are signed as they stand in the bridge: taken off on the from side.
    """
    sign = -1 if side == "from" else 1
    amount = claim["value"] - names
    is_open = claim["value_high"] is None
    if amount == 0 and not is_open:
        return []
    if is_open:
        at_least = max(0, claim["value_low"] - names)
        low, high = (None, -at_least) if side == "from" else (at_least, None)
    else:
        low = high = sign * amount
    return [
        {
            "side": side,
            "reason": "UNITEMISED" if amount > 0 or is_open else "BEYOND_CLAIM",
            "amount": sign * amount,
            "amount_low": low,
            "amount_high": high,
            "total": None,
            "alone": None,
            "shapley": None,
            "named": 0,
        }
    ]


def reason_lines(side: str, counted: list[dict[str, Any]], case: Case) -> list[dict[str, Any]]:
    """Rules 5.4 and 6: one line for every reason that a counted row of the side carries."""
    sign = -1 if side == "from" else 1
    lines = []
    for reason in order_of_reasons(case):
        carriers = [row for row in counted if reason in row["all_reasons"]]
        if not carriers:
            continue
        primary = sum(row["primary_reason"] == reason for row in carriers)
        lines.append(
            {
                "side": side,
                "reason": reason,
                "amount": sign * primary,
                "amount_low": sign * primary,
                "amount_high": sign * primary,
                "total": len(carriers),
                "alone": sum(row["all_reasons"] == [reason] for row in carriers),
                "shapley": sum(Fraction(1, len(row["all_reasons"])) for row in carriers),
                "named": primary,
            }
        )
    return lines


def end_line(side: str, claim: Claim, names: int) -> dict[str, Any]:
    """The line on which the bridge starts or ends (rule 6)."""
    amount = claim["value"] if side == "from" else 0
    return {
        "side": side,
        "reason": side.upper(),
        "amount": amount,
        "amount_low": amount,
        "amount_high": amount,
        "total": None,
        "alone": None,
        "shapley": None,
        "named": min(names, amount),
    }


def bridge(
    records: list[Row], sources: Sources, x: Claim, y: Claim, case: Case
) -> list[dict[str, Any]]:
    """The lines that lead from the value of X to the value of Y (rule 6)."""
    for claim in (x, y):
        if claim["value"] is None:  # rule 8: shown and never compared
            raise ValueError(f"{claim['claim_id']}: no value, so it is not compared")
    if not is_comparable(x, y):
        return []
    rows = discrepancy(records, sources, x, y, case)
    counted = {
        side: [row for row in rows if row["side"] == side and row["counted"]]
        for side in ("from", "to")
    }
    names = {side: len(counted[side]) for side in counted}
    lines = [
        end_line("from", x, names["from"]),
        *residual_line("from", x, names["from"]),
        *reason_lines("from", counted["from"], case),
        *reason_lines("to", counted["to"], case),
        *residual_line("to", y, names["to"]),
        end_line("to", y, names["to"]),
    ]
    running = 0
    for line_no, line in enumerate(lines, start=1):
        running += line["amount"]
        line |= {"line_no": line_no, "running_total": running}
    return lines


# What the lists of the case hold for one claim -------------------------------------------------


def claim_evidence(
    records: list[Row], sources: Sources, claim: Claim, case: Case
) -> dict[str, Any]:
    """Rule 8: what the claim's own lists, and all release lists, hold of what it counts.

    People held are not held against releases: a stock has no evidence and no residual.
    """
    if claim["stock_or_flow"] == "stock":
        held = dict.fromkeys(("itemised", "evidenced_low", "evidenced_high"))
        left = dict.fromkeys(("residual_low", "residual_high"))
        return {"claim_id": claim["claim_id"], "reading": claim["reading"]} | held | left
    own = side_of(records, sources, claim, case, also=[])
    every_row = [row for row in records if names_a_release(row)]
    own_ids = {row["record_id"] for row in own.rows}
    others = pooled(
        [row for row in every_row if row["record_id"] not in own_ids], own.numbers, case
    )
    deciding = others | own.pool  # where its own lists name the release, they decide
    scope = Side(
        claim=claim,
        rows=every_row,
        pool=deciding,
        registered=set(),
        rearrested=rearrested(records, sources, claim, pooled(every_row, own.numbers, case)),
        numbers=own.numbers,
    )
    possible = {no for no in deciding if scope.admits(no)}
    certain = {no for no in possible if certainly_in(claim, deciding[no])}
    if unit(claim) == "person":
        low = len({deciding[no].person_id for no in certain})
        high = len({deciding[no].person_id for no in possible})
    else:
        low, high = len(certain), len(possible)
    value_low, value_high = claim["value_low"], claim["value_high"]
    return {
        "claim_id": claim["claim_id"],
        "reading": claim["reading"],
        "itemised": len(own.counted_rows()),
        "evidenced_low": low,
        "evidenced_high": high,
        "residual_low": None if value_low is None else value_low - high,
        "residual_high": None if value_high is None else value_high - low,
    }


def unexplained(
    records: list[Row], sources: Sources, readings: list[Claim], case: Case
) -> dict[str, dict[str, Any]]:
    """Bounds on what no name explains, by reading; `readings` are those of one claim.

    The least is what stays under the reading that admits most (methods of partial
    identification); the greatest is unbounded (None) where the figure is open above.
    """
    evidence = {
        claim["reading"]: claim_evidence(records, sources, claim, case) for claim in readings
    }
    most = max(found["evidenced_high"] for found in evidence.values())
    widest = next(
        claim["reading"]
        for claim in readings
        if evidence[claim["reading"]]["evidenced_high"] == most
    )
    bounds = {}
    for claim in readings:
        least_shown = evidence[claim["reading"]]["evidenced_low"]
        low, high = claim["value_low"], claim["value_high"]
        bounds[claim["reading"]] = {
            "unexplained_low": None if low is None else max(0, low - most),
            "unexplained_high": None if high is None else max(0, high - least_shown),
            "widest_reading": widest,
        }
    return bounds
