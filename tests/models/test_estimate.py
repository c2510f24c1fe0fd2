"""Who is on which list by the common scope, as published and in every draw that is looked at."""

from collections import Counter, defaultdict
from random import Random

import pytest

import models
from models.marts import estimate
from tests.models.capture_tables import histories
from tests.models.test_draw import (
    COUNTED_AGAIN,
    DRAWS,
    drawn,
    key,
    random_pairs,
    random_traits,
)
from tests.models.worlds import claim, record, world

SCOPE = {
    "window_start": "2026-01-08",
    "window_end": "2026-02-09",
    "unit": "person",
    "basis": "gross",
    "excludes": ["TRANSFER"],
    "assumption_es": "Supuesto inventado.",
    "assumption_en": "Invented assumption.",
    "estimate_claims": [],
}
RELEASED = {"event": "release", "occurred_from": "2026-01-20", "occurred_to": "2026-01-20"}
LIST = {"source_kind": "release_list", "publisher_kind": "ngo"}


def source(group=None):
    return LIST | {"independence_group": group}


@pytest.fixture
def listed(bench):
    """Publish persons on lists: who is on which, `more` of any row; then build the appendix."""

    def build(people, groups=None, scope=SCOPE, claims=(), compared=()):
        groups = groups or {}
        names = sorted({name for on, _ in people for name in on})
        for name in names:
            bench.given("raw.source", {"source_id": name} | source(groups.get(name, name)))
        bench.given("raw.case", {})
        bench.give_labels()
        if scope:
            bench.given("raw.common_scope", scope)
        for number, (on, more) in enumerate(people):
            for name in on:
                made = record(
                    f"{name}:{number}", name, source(groups.get(name, name)), f"P{number}",
                    **RELEASED | more,
                )  # fmt: skip
                for table in (
                    "staging.record",
                    "staging.name",
                    "linkage.person",
                    "linkage.release",
                ):
                    fields = {field.name for field in models.tables()[table].columns}
                    made |= {"release_id": f"R{number}"}
                    bench.given(table, {each: made[each] for each in made if each in fields})
        for place, each in enumerate(claims, 1):
            told = {name: value for name, value in each.items() if name != "evidence_sources"}
            bench.given("staging.claim", told | {"evidence": [], "position": place})
        for number, (one, other) in enumerate(compared):
            ends = {"from_claim_id": one, "to_claim_id": other, "comparison_id": f"c{number}"}
            bench.given("raw.comparison", ends)
        bench.given("linkage.alternative")
        return {line["estimate_id"]: line for line in bench.run("marts.estimate")}

    return build


def people(written):
    return [(on, {}) for on, units in histories(written).items() for _ in range(units)]


def refused(found):
    return {line["refusal"] for line in found.values() if line["refusal"]}


def test_three_independent_lists_are_estimated(listed):
    tenth = "001:60 010:49 011:14 100:97 101:52 110:42 111:22"
    found = listed(people(tenth))
    assert not refused(found)
    assert found["observed"]["observed"] == 336
    assert found["dga"]["low"] > 336
    assert found["log_linear"]["draws"] == estimate.DRAWS
    assert found["chao"]["high"] is None


def test_lists_that_share_a_group_are_one(listed):
    found = listed(people("100:40 110:40 011:30"), groups={"a": "ngo", "b": "ngo", "c": "state"})
    assert refused(found) == {"too_few_lists"}
    assert found["observed"]["lists"] == ["ngo", "state"]
    assert found["observed"]["note_en"] == "ngo 110; state 30"


def test_only_what_the_scope_certainly_admits_is_counted(listed):
    found = listed(
        [
            ("ab", {}),
            ("ab", {"event": "transfer"}),
            ("a", {"occurred_from": "2025-12-01", "occurred_to": "2025-12-01"}),
            ("a", {"occurred_from": "2026-01-01", "occurred_to": "2026-01-31"}),
        ]
    )
    assert found["observed"]["observed"] == 1
    assert found["observed"]["note_en"] == "a 1; b 1"


def test_who_cannot_be_told_apart_is_left_out_and_said(listed):
    found = listed([("ab", {}), ("a", {"name_parts": 1}), ("c", {"name_parts": 0})])
    assert found["observed"]["observed"] == 1
    assert "2 with too little to tell anyone by are left out" in found["observed"]["note_en"]
    assert found["refused/list_without_names"]["note_en"] == "c"


def test_without_a_common_scope_there_is_no_appendix(listed):
    assert listed([("ab", {})], scope=None) == {}


def test_without_an_assumption_it_is_refused(listed):
    scope = SCOPE | {"assumption_es": None, "assumption_en": None}
    assert "no_assumption" in refused(listed([("ab", {})], scope=scope))


FIGURES = [
    claim("X", value=60, unit="person"),
    claim("Y", value=400, unit="person", window_start="2026-01-08", excludes=["TRANSFER"]),
    claim("Z", value=90, unit="row"),
    claim("S", value=500, unit="person", stock_or_flow="stock"),
]  # fmt: skip


def test_the_claims_compared_are_held_against_the_lists(listed):
    lists = people("11:20 10:20 01:20")
    found = listed(lists, claims=FIGURES, compared=[("X", "Y"), ("Z", "S")])
    tipping = {each: line for each, line in found.items() if line["method"] == "tipping_point"}
    assert list(tipping) == ["tipping_point/X", "tipping_point/Y"]
    assert tipping["tipping_point/X"]["tipping_odds_ratio"] is None
    assert tipping["tipping_point/Y"]["tipping_odds_ratio"] == (400 - 60) * 20 / 400
    assert "does not count what the common scope does" in tipping["tipping_point/X"]["note_en"]
    assert "does not count" not in tipping["tipping_point/Y"]["note_en"]


def test_the_claims_that_the_case_names_are_held_instead(listed):
    scope = SCOPE | {"estimate_claims": ["Z", "S"]}
    found = listed(people("11:20 10:20 01:20"), scope=scope, claims=FIGURES, compared=[("X", "Y")])
    told = {
        line["claim_id"]: line["note_en"]
        for line in found.values()
        if line["method"] == "tipping_point"
    }
    assert told.keys() == {"Z", "S"}
    assert told["Z"].startswith("It is not held against people. It does not count")


def test_a_claim_that_is_not_there_stops_the_run(given, run):
    given("raw.common_scope", SCOPE | {"estimate_claims": ["NONE"]})
    (fault,) = run("staging.claim_fault")
    assert (fault["locator"], fault["heading"], fault["value_text"]) == (
        "estimate",
        "claims",
        "NONE",
    )
    assert fault["remedy"] == "name a claim_id of the claims"


@pytest.mark.parametrize("seed", [4, 5, 8, 11])
def test_each_draw_is_what_counting_again_finds(bench, seed):
    random = Random(seed)
    made = world(random)
    bench.give_world(made)
    del bench.rows["linkage.person"]
    pairs = random_pairs(random, made["records"])
    pairs.sort(key=key)
    bench.given("linkage.pair", *pairs)
    bench.given("linkage.trait", *random_traits(random, made["records"]))
    bench.give_labels()
    unit = random.choice(["person", "release"])
    bench.given("raw.common_scope", SCOPE | {"unit": unit, "basis": "net_of_rearrest"})
    for name in ("linkage.weight", "marts.estimate", "tally.alternative"):
        bench.run(name)
    connection = bench.connection
    units = connection.execute(estimate.UNITS).fetchall()
    found = [+Counter(each) for each in estimate._draws(connection, units)]
    persons = dict(connection.execute("select record_id, person_id from linkage.person").fetchall())
    lists = dict(connection.execute("select record_id, source_id from staging.record").fetchall())
    ups = drawn(pairs, persons, lists)
    step = DRAWS // estimate.DRAWS
    outcomes = defaultdict(list)
    for place in range(estimate.DRAWS):
        draw = place * step + step // 2
        outcomes[tuple(ups[key(each)][draw] for each in pairs)].append(place)
    for outcome, places in outcomes.items():
        decided = [
            each
            | {"decision": "link" if same else "apart"}
            | ({"odds_bits": 0} if each["decision"] == "link" and not same else {})
            for each, same in zip(pairs, outcome, strict=True)
        ]
        models.fill(connection, models.tables()["linkage.pair"], decided)
        for name in COUNTED_AGAIN:
            models.build(connection, models.tables()[name])
            bench.touched.add(name)
        again = connection.execute(estimate.UNITS).fetchall()
        expected = Counter(frozenset(on) for _, on, _ in again)
        for place in places:
            assert found[place] == expected


def test_no_table_needs_the_appendix_nor_reads_what_was_stated_for_it_alone():
    tables = models.tables()
    for name in ("tally.scope", "marts.bridge", "marts.claim_evidence", "marts.best_count"):
        assert name in tables
    assert "marts.estimate" not in {need for table in tables.values() for need in table.needs}
    counting = [table.sql or "" for table in tables.values() if table.layer in ("tally", "marts")]
    assert not any("assumption" in sql or "estimate_claims" in sql for sql in counting)
