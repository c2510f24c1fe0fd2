"""Small invented worlds of lists, registers and claims, dense in rare cases.

A world is a dict: `records`, `sources`, the claims `x` and `y`, and `case`, in the form that the
oracle takes; `records` and claims carry every column of their staging tables.
"""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

CASE_START = date(2025, 12, 1)
OPENING = date(2026, 1, 8)
CUT_OFF = date(2026, 2, 9)
MIDDLE = date(2026, 1, 20)
EDGES = [CASE_START, OPENING, OPENING, MIDDLE, MIDDLE, date(2026, 2, 1), CUT_OFF]
STEPS = [-15, -14, -1, *[0] * 8, 1, 13, 14, 15, 28]
EXCLUDABLE = [
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
    "HOUSE_ARREST",
    "CONDITIONAL",
    "UNIDENTIFIABLE",
]
PENAL = ["TRANSFER", "DEATH", "ORDER_PENDING", "MEASURE_LIFTED", "DEPENDENT", "NOT_POLITICAL"]
EVENTS = ["release"] * 14 + [None] * 2 + ["order", "measure_lifted", "transfer"]
EVENTS += ["house_arrest", "death"]
MEASURES = [None, None, None, ["full_freedom"], ["none_stated"], ["reporting"]]
MEASURES += [["house_arrest"], ["full_freedom", "travel_ban"], ["house_arrest", "gag_order"]]
NATIONALITIES = [None, None, None, None, ["VE"], ["CO"], ["CO", "VE"], ["CO", "IT"]]
CATEGORIES = [None, None, None, "civilian", "military", "adolescent"]
UNITS = ["row", "row", "release", "release", "person", "person", "order", "beneficiary"]


def record(
    record_id: str, source_id: str, source: dict[str, str], person_id: str, **stated: Any
) -> dict[str, Any]:
    """One published row, with nothing stated but what is given."""
    return {
        "record_id": record_id,
        "source_id": source_id,
        "source_kind": source["source_kind"],
        "independence_group": source["independence_group"],
        "document_sha256": "0" * 64,
        "locator": record_id,
        "list_order": 1,
        "published_on": None,
        "name_order": "given_first",
        "row_id": record_id,
        "full_name": f"Persona {person_id}",
        "given_names": None,
        "surnames": None,
        "nickname": None,
        "national_id": None,
        "sex": None,
        "age": None,
        "birth_from": None,
        "birth_to": None,
        "is_minor": None,
        "nationality": None,
        "category": None,
        "detained_from": None,
        "detained_to": None,
        "event": None,
        "occurred_from": None,
        "occurred_to": None,
        "date_basis": "none",
        "facility": None,
        "state": None,
        "measure": None,
        "legal_basis": None,
        "offence": None,
        "political": None,
        "verification": None,
        "accompanies": None,
        "note": None,
        "url": None,
        "flags": [],
        "offence_excluded": False,
        "id_valid": False,
        "name_parts": 3,
        "person_id": person_id,
    } | stated


def claim(claim_id: str, **stated: Any) -> dict[str, Any]:
    """One claim of everything on its lists by the cut-off, but for what is given."""
    said: dict[str, Any] = {
        "claim_id": claim_id,
        "reading": "stated",
        "position": 1,
        "organisation": f"Organización {claim_id}",
        "side": "ngo",
        "claimed_by": None,
        "said_on": CUT_OFF,
        "as_of": CUT_OFF,
        "value": 10,
        "qualifier": "exact",
        "unit": "row",
        "stock_or_flow": "flow",
        "basis": "gross",
        "window_start": None,
        "window_end": None,
        "window_text": None,
        "excludes": [],
        "population": None,
        "evidence_sources": [],
        "parts": [],
        "derived_from": None,
        "names_published": "yes",
        "source_url": None,
        "notes": None,
        "label_es": None,
        "label_en": None,
        "part_reason": None,
    } | stated
    open_above = said["qualifier"] in {"more_than", "at_least"}
    return said | {
        "value_low": said["value"] + (said["qualifier"] == "more_than"),
        "value_high": None if open_above else said["value"],
    }


def in_order(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Number the rows of each source by publication, then as they stand."""
    by_publication = sorted(
        records, key=lambda row: (row["published_on"] is None, row["published_on"] or date.max)
    )
    rows_of = Counter[str]()
    for row in by_publication:
        rows_of[row["source_id"]] += 1
        row["list_order"] = rows_of[row["source_id"]]
    return records


# A random world --------------------------------------------------------------------------------


def random_sources(rng: Random) -> dict[str, dict[str, str]]:
    """Two sides with one or two lists each, others, and perhaps registers and status lists."""
    present = [("north_list", "release_list", "north"), ("south_list", "release_list", "south")]
    perhaps = [
        ("north_second_list", "release_list", "north"),
        ("south_second_list", "release_list", rng.choice(["south", "south_press"])),
        ("third_list", "release_list", rng.choice(["third", "third", "north"])),
        ("north_register", "register", "north"),
        ("south_register", "register", rng.choice(["south", "third"])),
        ("north_status", "status_list", rng.choice(["north", "north", "third"])),
        ("south_status", "status_list", "south"),
    ]
    present += [source for source in perhaps if rng.random() < 0.5]
    return {
        source_id: {"source_kind": kind, "independence_group": group}
        for source_id, kind, group in present
    }


def random_traits(rng: Random) -> dict[str, Any]:
    """What a row may state of its person."""
    return {
        "measure": rng.choice(MEASURES),
        "political": rng.choice([None, None, "unstated", "yes", "no"]),
        "category": rng.choice(CATEGORIES),
        "is_minor": rng.choice([None, None, None, "no", "yes"]),
        "nationality": rng.choice(NATIONALITIES),
        "accompanies": rng.choice([None] * 6 + [" ", "prisoner"]),
        "offence_excluded": rng.random() < 0.12,
    }


def random_dates(rng: Random, anchor: date, published_on: date | None) -> dict[str, Any]:
    """When it happened, as staging tells it: a day, an interval, a month, or undated."""
    day = anchor + timedelta(days=rng.choice(STEPS))
    form = rng.choice(["day"] * 6 + ["interval", "month", "undated"])
    month = day.replace(day=1)
    month_end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    start, end = {
        "day": (day, day),
        "interval": (day, day + timedelta(days=rng.choice([1, 2, 5, 14, 20]))),
        "month": (month, month_end),
        "undated": (None, None),
    }[form]
    detained = rng.choice([None] * 4 + [0, 1, 2, 3, 400])
    detained_from = None if detained is None else day - timedelta(days=detained)
    detained_to = detained_from
    if detained_from and rng.random() < 0.3:
        detained_to = detained_from + timedelta(days=rng.choice([1, 30]))
    stated = {"detained_from": detained_from, "detained_to": detained_to}
    if start and end:
        if published_on and start <= published_on < end:
            end = published_on
        return stated | {"occurred_from": start, "occurred_to": end, "date_basis": "stated"}
    if published_on is None:
        return stated | {"date_basis": "none"}
    if detained_from and detained_from <= published_on:
        return stated | {
            "occurred_from": detained_from,
            "occurred_to": published_on,
            "date_basis": "detained_to_publication",
        }
    return stated | {"occurred_to": published_on, "date_basis": "until_publication"}


def random_claim(
    rng: Random, claim_id: str, lists: list[str], release_lists: list[str]
) -> dict[str, Any]:
    """A claim on its side's lists, now and then also on a list of others."""
    evidence = list(lists)
    if rng.random() < 0.15:
        evidence.append(rng.choice(release_lists))
    return claim(
        claim_id,
        value=rng.choice([*range(10), 15, 20]),
        qualifier=rng.choice(["exact", "exact", "about", "at_least", "more_than"]),
        unit=rng.choice(UNITS),
        basis=rng.choice(["gross", "net_of_rearrest"]),
        as_of=rng.choice([CUT_OFF, CUT_OFF, date(2026, 2, 1)]),
        window_start=rng.choice([None, CASE_START, OPENING, OPENING]),
        window_end=rng.choice([None, None, CUT_OFF, MIDDLE]),
        excludes=rng.choice([[], PENAL, rng.sample(EXCLUDABLE, rng.randint(1, 6))]),
        evidence_sources=sorted(set(evidence)),
    )


def strained(rng: Random, made: dict[str, Any]) -> dict[str, Any]:
    """The same world, its two claims brought to where some of them can no longer be compared."""
    changes: list[dict[str, Any]] = [
        {},
        {"stock_or_flow": "stock"},
        {"unit": "application"},
        {"window_start": None, "window_end": OPENING},
        {"window_start": OPENING, "window_end": MIDDLE},
        {"window_start": MIDDLE, "window_end": None},
        {"window_start": MIDDLE + timedelta(days=1), "window_end": None},
        {"derived_from": ["Y"]},
        {"derived_from": ["W"]},
    ]
    return made | {side: made[side] | rng.choice(changes) for side in ("x", "y")}


def random_status(rng: Random, anchor: date, published_on: date | None) -> dict[str, Any]:
    """A change of status: mostly a re-arrest on one day, near a release."""
    event = rng.choice(["rearrest"] * 5 + ["detention", "house_arrest", "death"])
    dates = random_dates(rng, anchor, published_on)
    if rng.random() < 0.7:
        day = anchor + timedelta(days=rng.choice([-1, 0, 1, 7, 13, 14, 20]))
        dates = {"occurred_from": day, "occurred_to": day, "date_basis": "stated"}
    return {"event": event} | dates


def world(rng: Random) -> dict[str, Any]:
    """A random world of two claims; the same for the same state of `rng`.

    Each side has a release on its lists, and no row too poor to identify shares its person.
    """
    sources = random_sources(rng)
    release_lists = [s for s in sources if sources[s]["source_kind"] == "release_list"]
    files = [date(2026, 2, 1), CUT_OFF, CUT_OFF, date(2026, 2, 12), date(2026, 2, 12), None]
    published = {source_id: rng.sample(files, 2) for source_id in sources}
    records: list[dict[str, Any]] = []

    def publish(source_id: str, person_id: str, **stated: Any) -> None:
        record_id = f"r{len(records) + 1:03}"
        records.append(record(record_id, source_id, sources[source_id], person_id, **stated))

    still_empty = ["north_list", "south_list"]
    for person in range(1, rng.randint(3, 9) + 1):
        person_id = f"p{person}"
        anchor = rng.choice(EDGES) + timedelta(days=rng.choice([-1, 0, 0, 1]))
        traits = random_traits(rng)
        for _ in range(rng.randint(1, 5)):
            source_id = still_empty[0] if still_empty else rng.choice(release_lists)
            published_on = rng.choice(published[source_id])
            dates = random_dates(rng, anchor, published_on)
            told = rng.choice([{}, {}, traits, traits, random_traits(rng)])
            named: dict[str, Any] = {"id_valid": rng.random() < 0.5}
            event = rng.choice(EVENTS)
            if still_empty:
                still_empty.pop(0)
            elif rng.random() < 0.06:
                event = rng.choice(["rearrest", "detention"])
            whose = person_id
            if rng.random() < 0.06:  # too poor to identify: a person of its own
                named = {"id_valid": False, "name_parts": rng.choice([0, 1])}
                whose = f"{person_id}_unknown_{len(records)}"
            stated = {"published_on": published_on, "event": event} | named | told | dates
            for _ in range(rng.choice([1, 1, 1, 1, 2])):
                publish(source_id, whose, **stated)
        for source_id in sources:
            kind = sources[source_id]["source_kind"]
            published_on = rng.choice(published[source_id])
            if kind == "register" and rng.random() < 0.4:
                publish(source_id, person_id, published_on=published_on)
            if kind == "status_list" and rng.random() < 0.5:
                stated = random_status(rng, anchor, published_on)
                publish(source_id, person_id, published_on=published_on, **stated)

    def lists_of(side: str) -> list[str]:
        return [source_id for source_id in release_lists if source_id.startswith(side)]

    return {
        "records": in_order(records),
        "sources": sources,
        "x": random_claim(rng, "X", lists_of("north"), release_lists),
        "y": random_claim(rng, "Y", lists_of("south"), release_lists),
        "case": {
            "country": "VE",
            "release_gap_days": 14,
            "precedence": rng.choice([[], [], [], [*rng.sample(EXCLUDABLE, 3), "DUPLICATE"]]),
        },
    }


# The worked example ----------------------------------------------------------------------------

WORKED_END = date(2026, 2, 1)


def worked_example() -> dict[str, Any]:
    """Sixteen rows of three lists, twelve releases; figures known by hand.

    `x` counts every row of the three lists. `y` says 20 releases from 8 January to 1 February,
    and its own lists are those of the NGO and the press.
    """
    sources = {
        source_id: {"source_kind": "release_list", "independence_group": source_id}
        for source_id in ("ngo", "press", "government")
    }
    ends: dict[str, Any] = {"published_on": WORKED_END}
    records = []

    def publish(
        record_id: str, source_id: str, person: str, start: date | None, **stated: Any
    ) -> None:
        dates: dict[str, Any] = {"occurred_to": WORKED_END, "date_basis": "until_publication"}
        if start is not None:
            end = stated.pop("until", start)
            dates = {"occurred_from": start, "occurred_to": end, "date_basis": "stated"}
        source = sources[source_id]
        records.append(record(record_id, source_id, source, person, **ends | dates | stated))

    def january(day: int) -> date:
        return date(2026, 1, day)

    publish("ngo-01", "ngo", "p01", january(8))
    publish("ngo-02", "ngo", "p02", january(9))
    publish("ngo-03", "ngo", "p03", january(14), measure=["reporting"])
    publish("ngo-04", "ngo", "p04", january(20))
    publish("ngo-05", "ngo", "p05", january(25))
    publish("ngo-06", "ngo", "p06", january(26), until=january(27))
    publish("prs-01", "press", "p01", january(8), until=january(9))
    publish("prs-02", "press", "p07", date(2025, 12, 26))
    publish("prs-03", "press", "p08", date(2025, 12, 25), political="no")
    publish("gov-01", "government", "p02", january(9))
    publish("gov-02", "government", "p02", january(9))
    publish("gov-03", "government", "p07", date(2025, 12, 26))
    publish("gov-04", "government", "p09", january(30), event="measure_lifted")
    publish("gov-05", "government", "p10", None)
    publish("gov-06", "government", "p11", january(12), event="transfer")
    publish("gov-07", "government", "p12", january(15), accompanies="mother", political="no")
    return {
        "records": in_order(records),
        "sources": sources,
        "x": claim(
            "X", value=16, as_of=WORKED_END, evidence_sources=["government", "ngo", "press"]
        ),
        "y": claim(
            "Y",
            value=20,
            unit="release",
            as_of=WORKED_END,
            window_start=OPENING,
            window_end=WORKED_END,
            excludes=["TRANSFER", "MEASURE_LIFTED", "DEPENDENT", "NOT_POLITICAL"],
            evidence_sources=["ngo", "press"],
        ),
        "case": {"country": "VE", "release_gap_days": 14, "precedence": []},
    }
