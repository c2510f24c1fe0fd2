"""Draws of the linkage: what each would count is what counting it again from the start finds."""

import importlib
from collections import Counter, defaultdict
from hashlib import md5
from itertools import combinations, pairwise
from math import log2
from random import Random
from statistics import NormalDist, stdev

import pyarrow as pa
import pytest

import models
from models.linkage import alternative
from tests.linkage.lists import generate
from tests.models.linkage_lists import CASE, filled, judged, row
from tests.models.worlds import world

DRAWS = 200
WEIGHTS = {
    (weight["feature"], weight["level"]): (float(weight["bits"]), float(weight["per_rarity"]))
    for weight in importlib.import_module("models.linkage.weight").build(None)
}
CERTAIN = 1 - 1e-9
# The odds, in bits, from which on a link never varies.
SURE = log2((1 - 1e-4) / 1e-4)
TALLY = [
    name
    for name in models.tables()
    if name.startswith("tally.") and name not in ("tally.claim_line", "tally.alternative")
]
COUNTED_AGAIN = ["linkage.person", "linkage.release", *TALLY]
MARTS = ["linkage.weight", "linkage.alternative", "tally.alternative", "marts.draw", "marts.bridge"]
MARTS += ["marts.discrepancy", "marts.judgement", "marts.link"]
WHERE = "comparison_id, from_reading, to_reading, side"


def uniform(left: str, right: str, draw: int) -> float:
    """The number of a draw of a pair, by the definition of SplitMix64."""
    whole = 2**64 - 1
    seed = int.from_bytes(md5(f"{left} {right}".encode()).digest()[8:], "little")  # noqa: S324
    mixed = (seed + draw * 0x9E3779B97F4A7C15) & whole
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & whole
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & whole
    return ((mixed ^ (mixed >> 31)) >> 11) / 2**53


def drawn(pairs, persons, lists):
    """For each pair, in which draws it comes up; by the definition, one draw after another."""
    rows = defaultdict(set)
    for record, person in persons.items():
        rows[person].add(record)
    spread, _ = WEIGHTS["drawn", "spread"]
    bits = {}
    for each in pairs:
        one, other = (persons[record] for record in key(each))
        left, right = ({lists[record] for record in rows[person]} for person in (one, other))
        same_list = lists[each["left_record_id"]] == lists[each["right_record_id"]]
        if one == other:
            level = "joined" if len(rows[one]) == 2 else "joined_several"
        else:
            level = "apart" if left & right else "free"
        constant, slope = WEIGHTS["drawn", ("same" if same_list else "other") + f"_list_{level}"]
        bits[key(each)] = constant + slope * each["odds_bits"]
    ups = {}
    for each in sorted(pairs, key=lambda each: (-bits[key(each)], key(each))):
        left, right = key(each)
        if each["decision"] == "link" and bits[left, right] > SURE:
            ups[left, right] = [True] * DRAWS
            continue
        rivals = [
            up
            for other, up in ups.items()
            if len(both := {left, right}.symmetric_difference(other)) == 2
            and tuple(sorted(both)) not in bits
            and len({persons[record] for record in both}) == 2
        ]
        free = [not any(up[draw] for up in rivals) for draw in range(DRAWS)]
        ups[left, right] = [
            free[draw - 1]
            and uniform(left, right, draw) * sum(free) / DRAWS
            < 1
            / (1 + 2 ** -(bits[left, right] + spread * NormalDist().inv_cdf((draw - 0.5) / DRAWS)))
            for draw in range(1, DRAWS + 1)
        ]
    return ups


def pair(left, right, probability, decision=None, decided_by="rule"):
    decision = decision or ("link" if probability >= 0.6 else "review")
    return {
        "left_record_id": min(left, right),
        "right_record_id": max(left, right),
        "probability": probability,
        "decision": decision,
        "decided_by": decided_by,
        "left_no": 0,
        "right_no": 0,
        "odds_bits": log2(probability / (1 - probability)),
        "rule_probability": probability,
        "rule_decision": decision,
    }


def key(pair):
    return pair["left_record_id"], pair["right_record_id"]


def decided(pair, judgement):
    """The pair as somebody's judgement, or the rules alone where it is none, decides it."""
    told = {"same": ("link", 1.0), "different": ("apart", 0.0)}
    decision, probability = told.get(judgement, (pair["rule_decision"], pair["rule_probability"]))
    by = "judgement" if judgement else "rule"
    return pair | {"decision": decision, "probability": probability, "decided_by": by}


def judged_pair(bench, pair, judgement, position):
    """Judge a pair, the greater identifier first; return it as judged."""
    left, right = key(pair)
    ends = {"left_record_id": right, "right_record_id": left}
    told = {"judgement": judgement, "judged_by": "reviewer", "judged_on": "2026-02-10"}
    bench.given("raw.judgement", ends | told | {"position": position})
    return decided(pair, judgement)


def random_pairs(random, records):
    """Links inside persons, a few of them in doubt, and a few doubtful ones between persons."""
    persons = defaultdict(list)
    for each in records:
        persons[each["person_id"]].append(each["record_id"])
    inside = [ends for members in persons.values() for ends in pairwise(sorted(members))]
    across = [
        ends
        for ends in combinations([members[0] for members in persons.values()], 2)
        if random.random() < 0.3
    ]
    doubtful = random.sample(inside, min(2, len(inside))) + across[:2]
    told = {ends: pair(*ends, CERTAIN) for ends in inside}
    told |= {ends: pair(*ends, random.choice([0.2, 0.4, 0.7, 0.9, 0.97])) for ends in doubtful}
    return list(told.values())


def random_traits(random, records):
    """Now and then a number or a birth, so that some joins are refused."""
    return [
        {
            "record_id": each["record_id"],
            "source_id": each["source_id"],
            "list_rows": 9,
            "row_no": number,
            "list_no": 1,
            "tokens": [],
            "dates_release": True,
            "id_valid": random.random() < 0.3,
            "id_key": random.choice(["V12345679", "V12345678", "V20987345"]),
            "birth_from": (born := random.choice([None, None, "1980-01-01", "1985-01-01"])),
            "birth_to": born,
        }
        for number, each in enumerate(records)
    ]


@pytest.fixture
def built(bench):
    """Build a random world with pairs in doubt; return its pairs."""

    def build(seed, judgements=()):
        random = Random(seed)
        made = world(random)
        bench.give_world(made)
        del bench.rows["linkage.person"]
        pairs = random_pairs(random, made["records"])
        for number, judgement in enumerate(judgements, 1):
            ends = judged_pair(bench, random.choice(pairs), judgement, number)
            pairs = [each for each in pairs if key(each) != key(ends)] + [ends]
        pairs.sort(key=key)
        bench.given("linkage.pair", *pairs)
        bench.given("linkage.trait", *random_traits(random, made["records"]))
        bench.give_labels()
        for name in MARTS:
            bench.run(name)
        return pairs

    return build


def counted_again(bench, pairs):
    """Amounts by line and what becomes of each row, counted from the start with these links."""
    tables = models.tables()
    models.fill(bench.connection, tables["linkage.pair"], pairs)
    for name in COUNTED_AGAIN:
        models.build(bench.connection, tables[name])
        bench.touched.add(name)
    lines = bench.connection.execute(
        f"select {WHERE}, reason, amount from tally.row_line where amount <> 0"
    ).fetchall()
    rows = bench.connection.execute(
        f"select {WHERE}, record_id, in_both, primary_reason from tally.judged"
    ).fetchall()
    return {tuple(line): amount for *line, amount in lines}, {
        tuple(where): tuple(told) for *where, told in ((*each[:5], each[5:]) for each in rows)
    }


def drawn_outcomes(bench, pairs):
    """Which pairs come up together, with the draws in which exactly these do."""
    persons = dict(
        bench.connection.execute("select record_id, person_id from linkage.person").fetchall()
    )
    lists = dict(
        bench.connection.execute("select record_id, source_id from staging.record").fetchall()
    )
    ups = drawn(pairs, persons, lists)
    outcomes = defaultdict(list)
    for draw in range(DRAWS):
        outcomes[tuple(ups[key(each)][draw] for each in pairs)].append(draw + 1)
    return outcomes


def as_drawn(pairs, outcome):
    """The pairs as an outcome decides them."""
    return [
        each
        | {"decision": "link" if same else "apart"}
        # A link that is taken away does not speak against its neighbours.
        | ({"odds_bits": 0} if each["decision"] == "link" and not same else {})
        for each, same in zip(pairs, outcome, strict=True)
    ]


@pytest.mark.parametrize("seed", [4, 8])
def test_each_draw_is_what_counting_again_finds(bench, built, seed):
    pairs = built(seed)
    found = defaultdict(dict)
    for line in bench.found("select * from marts.draw"):
        if line["amount"]:
            where = (line["comparison_id"], line["from_reading"], line["to_reading"])
            found[line["draw"]][(*where, line["side"], line["reason"])] = line["amount"]
    probabilities = {
        (each["side"], each["record_id"]): each["probability"]
        for each in bench.found("select * from marts.discrepancy")
    }
    bounds = bench.found("select * from marts.bridge where amount_low is not null")
    outcomes = drawn_outcomes(bench, pairs)
    _, published = counted_again(bench, pairs)
    assert len(outcomes) > 1
    agree = Counter()
    amounts = defaultdict(list)
    for outcome, draws in outcomes.items():
        lines, rows = counted_again(bench, as_drawn(pairs, outcome))
        for draw in draws:
            assert found[draw] == lines
        for (*where, side, record_id), told in rows.items():
            if published[(*where, side, record_id)] == told:
                agree[side, record_id] += len(draws)
        for each in bounds:
            place = (each["comparison_id"], each["from_reading"], each["to_reading"], each["side"])
            residual = ("UNITEMISED", "BEYOND_CLAIM")
            reasons = residual if each["reason"] in residual else (each["reason"],)
            amount = sum(lines.get((*place, reason), 0) for reason in reasons)
            amounts[each["line_no"]] += [amount] * len(draws)
    assert probabilities == {row: times / DRAWS for row, times in agree.items()}
    for each in bounds:
        if each["amount_high"] is not None:
            low, high = (sorted(amounts[each["line_no"]])[place] for place in (4, 194))
            assert each["amount_low"] == min(low, each["amount"])
            assert each["amount_high"] == max(high, each["amount"])


def counted_as_stated(bench, pairs):
    """Amounts by line, the two residuals of a side taken as one."""
    amounts = defaultdict(int)
    for (comparison, _, _, side, reason), amount in counted_again(bench, pairs)[0].items():
        amounts[comparison, side, reason.replace("BEYOND_CLAIM", "UNITEMISED")] += amount
    return amounts


@pytest.mark.parametrize("seed", range(60, 62))
def test_a_judgement_changes_what_counting_again_without_it_finds(bench, built, seed):
    pairs = built(seed, ["same", "different", "same"])
    told = defaultdict(dict)
    for each in bench.found("select * from marts.judgement"):
        reason = each["reason"] and each["reason"].replace("BEYOND_CLAIM", "UNITEMISED")
        line = each["comparison_id"], each["side"], reason
        told[key(each)][line] = each["amount_without"], each["amount"]
    now = counted_as_stated(bench, pairs)
    assert {
        ends for each in pairs if each["decided_by"] == "judgement" for ends in [key(each)]
    } == told.keys()
    for place, each in enumerate(pairs):
        if each["decided_by"] == "judgement":
            others = [*pairs[:place], decided(each, None), *pairs[place + 1 :]]
            then = counted_as_stated(bench, others)
            changed = {
                line: (then[line], now[line])
                for line in then.keys() | now.keys()
                if then[line] != now[line]
            }
            assert told[key(each)] == (changed or {(None, None, None): (None, None)})


@pytest.mark.parametrize("seed", range(70, 72))
def test_the_consequence_of_a_doubtful_pair_is_what_judging_it_would_change(bench, built, seed):
    pairs = built(seed)
    told = {key(each): each["consequence"] for each in bench.found("select * from marts.link")}
    for place, each in enumerate(pairs):
        if each["decision"] != "review":
            assert told[key(each)] is None
            continue
        same, different = (
            counted_as_stated(bench, [*pairs[:place], decided(each, what), *pairs[place + 1 :]])
            for what in ("same", "different")
        )
        lines = same.keys() | different.keys()
        assert told[key(each)] == sum(abs(same[line] - different[line]) for line in lines)


@pytest.mark.parametrize("seed", range(30, 32))
def test_the_published_grouping_put_beside_others_counts_as_published(bench, built, seed):
    built(seed)
    everything = bench.connection.execute(
        "select list({'record_id': record_id, 'person_no': person_no, 'release_id': release_id})"
        " from (select *, dense_rank() over (order by person_id) as person_no from linkage.person)"
        " left join linkage.release using (record_id)"
    ).fetchall()[0][0]
    table = models.tables()["linkage.alternative"]
    none = {"draws": [], "without_judgements": [], "if_same": [], "if_different": []}
    alone = [
        {"alternative_id": str(number), "members": members} | none
        for number, members in enumerate((everything, everything[:0], everything))
    ]
    models.fill(bench.connection, table, alone)
    assert models.build(bench.connection, models.tables()["tally.alternative"]) == 0


def test_without_doubt_nothing_varies(bench, built, given, run):
    built(2)
    given("linkage.pair")
    bench.rows["linkage.pair"] = [
        each | {"probability": CERTAIN, "odds_bits": 30, "decision": "link"}
        for each in bench.rows["linkage.pair"]
    ]
    assert run("linkage.alternative") == []
    varied = "select * from marts.bridge where amount_low <> amount or amount_high <> amount"
    run("marts.bridge")
    assert all(
        None in (line["amount_low"], line["amount_high"]) or line["amount"] == line["amount_low"]
        for line in bench.found(varied)
    )
    assert {each["probability"] for each in run("marts.discrepancy")} == {1.0}
    lines = bench.found(
        "select count(distinct amount) as amounts from marts.draw"
        " group by comparison_id, from_reading, to_reading, side, reason"
    )
    assert {each["amounts"] for each in lines} == {1}


ALTERNATIVES = "select * from linkage.alternative order by alternative_id"


def alternatives(rows, judgements=()):
    connection = filled(rows, judgements)
    models.fill(connection, models.tables()["raw.case"], [CASE])
    for name in ("linkage.release", "linkage.alternative"):
        models.build(connection, models.tables()[name])
    return connection.execute(ALTERNATIVES).fetchall()


def test_draws_are_the_same_again_and_an_unrelated_list_changes_none():
    rows = generate(5, {"official": 100, "ngo": 50}).rows
    others = [
        row(f"aa:{number}", name, released="2026-01-20")
        for number, name in enumerate(["Zoraida Ñauzqui", "Wenzel Kripke", "Ottilie Brandvold"])
    ]
    drawn = alternatives(rows)
    assert len(drawn) > 3
    assert alternatives(reversed(rows)) == drawn
    assert alternatives([*others, *rows]) == drawn


def table_of_pairs(*pairs):
    """Pairs in doubt of rows that are persons of their own, as they are drawn: left, right, bits."""
    return pa.table(
        {
            "left_record_id": [left for left, *_ in pairs],
            "right_record_id": [right for _, right, _ in pairs],
            "linked": [False for _ in pairs],
            "varies": [True for _ in pairs],
            "left_person": [left for left, *_ in pairs],
            "right_person": [right for _, right, _ in pairs],
            "drawn_bits": [float(bits) for *_, bits in pairs],
            "seed": pa.array([number * 2**40 + 7 for number in range(len(pairs))], pa.uint64()),
        }
    )


def times_up(pairs, spread=0.0):
    """In which draws each pair comes up, by its place."""
    shifts = [spread * NormalDist().inv_cdf((draw - 0.5) / DRAWS) for draw in range(1, DRAWS + 1)]
    ups = defaultdict(set)
    for place, draw in alternative.drawn(table_of_pairs(*pairs), shifts):
        ups[place].add(draw)
    return ups


def test_of_pairs_that_exclude_each_other_one_comes_up_as_often_as_its_probability():
    ups = times_up([("a:1", "b:1", 1.0), ("a:1", "b:2", -1.0)])
    assert not ups[0] & ups[1]
    assert abs(len(ups[0]) - DRAWS * 2 / 3) < 30
    assert len(ups[0] | ups[1]) == DRAWS


def test_pairs_of_rows_that_may_be_one_person_do_not_exclude_each_other():
    ups = times_up([("a:1", "b:1", 1.0), ("a:1", "b:2", -1.0), ("b:1", "b:2", -8.0)])
    assert ups[0] & ups[1]


def test_the_odds_of_all_pairs_rise_and_fall_together():
    pairs = [(f"a:{number}", f"b:{number}", 0.0) for number in range(300)]
    counts = Counter(draw for draws in times_up(pairs, 1.5).values() for draw in draws)
    apart = Counter(draw for draws in times_up(pairs).values() for draw in draws)
    assert stdev(counts[draw] for draw in range(1, DRAWS + 1)) > 50
    assert stdev(apart[draw] for draw in range(1, DRAWS + 1)) < 12


def test_what_somebody_judged_never_varies():
    name = "Rafael Daniel Colmenares Zambrano"
    rows = [row("fp:1", name), row("gov:1", name)]
    for decision in ("same", "different"):
        found = alternatives(rows, [judged(1, "fp:1", "gov:1", decision)])
        assert all(not draws for _, draws, *_ in found)
