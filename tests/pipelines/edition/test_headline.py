"""A public bridge adds up and tells no more than its breakdown of reasons; headlines lie apart or are hidden."""

from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.edition import FOLDED, LEAST, OTHER, WIDTH, Protected, Sum, audit, protected
from pipelines.edition.breakdown import _reasons
from pipelines.edition.counts import EVERYBODY
from pipelines.edition.headline import best_count, bridge, claim_evidence, is_apart

quick = settings(max_examples=40, deadline=None, derandomize=True)
CODES = ("DUPLICATE", "TRANSFER", "FOREIGN", "NOT_ON_LIST")
LABELS = ("aparte", "apart")
SETS = [(one,) for one in CODES] + [
    (one, other) for at, one in enumerate(CODES) for other in CODES[at + 1 :]
]
COMMON = 1  # its place among the definitions, which stand in order of name
# How many rows of a side have each set of reasons on each list.
SIDE = st.dictionaries(
    st.tuples(st.sampled_from(SETS), st.sampled_from(["a", "b"])), st.integers(1, 14), max_size=7
)


def rows(side):
    return [
        {"name": "n", "reason": codes[0], "source": source, "reasons": "+".join(codes), "people": number}
        for (codes, source), number in sorted(side.items())
    ]  # fmt: skip


def lines(start, end, reading="stated"):
    """The lines of a bridge whose sides have these numbers by reason, each side naming 100 too few."""
    told = [("from", "FROM", 500), ("from", "UNITEMISED", -100)]
    told += [("from", code, -number) for code, number in start.items()]
    told += [("to", code, number) for code, number in end.items()]
    told += [("to", "UNITEMISED", 100), ("to", "TO", 0)]
    running, made = 0, []
    for place, (side, reason, amount) in enumerate(told, 1):
        running += amount
        made.append({
            "comparison_id": "main", "from_reading": "stated", "to_reading": reading, "line_no": place, "side": side,
            "reason": reason, "label_es": reason, "label_en": reason, "amount": amount, "running_total": running,
            "amount_low": amount - 1, "amount_median": amount, "amount_high": amount + 1, "total": abs(amount) + 2,
            "alone": 1, "shapley": "3/2", "named": abs(amount), "claim_ids": [],
        })  # fmt: skip
    return made


def by_reason(side):
    found = dict.fromkeys(CODES, 0)
    for (codes, _), number in side.items():
        found[codes[0]] += number
    return {code: number for code, number in found.items() if number}


def told(start, end, earlier=()):
    """The public bridge of two sides, and the breakdowns that it is made of."""
    tables = {
        f"reason_source/main/{side}": protected(_reasons(rows(held), None, LEAST), earlier)
        for side, held in (("from", start), ("to", end))
        if held
    }
    return bridge(lines(by_reason(start), by_reason(end)), ["main"], tables, LABELS), tables


def amounts(shown, side=None):
    return [(row["reason"], row["amount"]) for row in shown if side in (None, row["side"])]


# The bridge --------------------------------------------------------------------------------------


@quick
@given(SIDE, SIDE)
def test_a_public_bridge_adds_up_and_shows_no_few_people_but_where_they_are_all(start, end):
    shown, _ = told(start, end)
    running = 0
    for number, row in enumerate(shown, 1):
        running += row["amount"]
        assert (row["line_no"], row["running_total"]) == (number, running)
    assert running == lines(by_reason(start), by_reason(end))[-1]["running_total"]
    for side, held in (("from", start), ("to", end)):
        steps = [each for each in amounts(shown, side) if each[0] in (*CODES, FOLDED)]
        assert abs(sum(number for _, number in steps)) == sum(held.values())
        if any(abs(number) < LEAST for _, number in steps):
            assert [code for code, _ in steps] == [FOLDED]


@quick
@given(SIDE, SIDE)
def test_with_the_bridge_at_hand_no_hidden_number_is_told_closer(start, end):
    """The lines of the bridge are sums that hold of the breakdown of its side: the audit is told them."""
    shown, tables = told(start, end)
    for side, held in (("from", start), ("to", end)):
        if not held:
            continue
        table = tables[f"reason_source/main/{side}"].table
        if table.withheld:
            assert table.cells.keys() == {EVERYBODY}
            continue
        drawn = {code: abs(number) for code, number in amounts(shown, side)}
        folded = [cell for cell in table.cells if len(cell) == 1 and cell[0][0] == "reason"
                  and cell[0][1] not in drawn]  # fmt: skip
        known = [
            Sum((((("reason", code),), 1),), number)
            for code, number in drawn.items()
            if code in CODES
        ]
        if FOLDED in drawn:
            known.append(Sum(tuple((cell, 1) for cell in folded), drawn[FOLDED]))
        true = _reasons(rows(held), None, LEAST)
        assert audit(true, replace(table, known=(*table.known, *known))) == []


def test_a_reason_of_few_is_folded_with_the_smallest_of_the_others():
    shown, _ = told(
        {}, {(("DUPLICATE",), "a"): 40, (("TRANSFER",), "a"): 15, (("FOREIGN",), "a"): 3}
    )
    assert amounts(shown, "to") == [
        ("DUPLICATE", 40), (FOLDED, 18), ("UNITEMISED", 100), ("TO", 0),
    ]  # fmt: skip
    [folded] = [row for row in shown if row["reason"] == FOLDED]
    assert (folded["label_es"], folded["label_en"]) == LABELS


def test_what_a_set_leaves_of_its_reason_is_not_told():
    table = _reasons(
        rows({(("DUPLICATE", "TRANSFER"), "a"): 10, (("DUPLICATE",), "a"): 2}), None, LEAST
    )
    assert table.lines("reason", "reasons") == [(("DUPLICATE", OTHER), 12)]


def test_nothing_is_told_by_which_single_people_could_be_moved():
    for row in told({(("FOREIGN",), "a"): 9}, {(("TRANSFER",), "b"): 8})[0]:
        assert {row[name] for name in ("amount_low", "amount_median", "amount_high")} == {None}
        assert {row[name] for name in ("total", "alone", "shapley", "named")} == {None}


@pytest.mark.parametrize("outcome", ["kept", "withheld"])
def test_a_table_that_is_not_of_this_bridge_folds_the_whole_side(outcome):
    table = _reasons(rows({(("TRANSFER",), "a"): 20}), None, LEAST)
    tables = {"reason_source/main/to": Protected(table, outcome)}
    shown = bridge(lines({}, {"TRANSFER": 20}), ["main"], tables, LABELS)
    assert (FOLDED, 20) in amounts(shown, "to")


def test_a_table_that_does_not_add_up_folds_the_whole_side():
    table = Protected(_reasons(rows({(("TRANSFER",), "a"): 20}), None, LEAST), "whole")
    shown = bridge(lines({}, {"TRANSFER": 21}), ["main"], {"reason_source/main/to": table}, LABELS)
    assert (FOLDED, 21) in amounts(shown, "to")


def test_other_readings_show_whole_sides_and_none_that_lies_too_near():
    end = {(("TRANSFER",), "a"): 20}
    _, tables = told({}, end)
    given_lines = [
        *lines({}, {"TRANSFER": 20}),
        *lines({}, {"TRANSFER": 17}, "near"),
        *lines({}, {"TRANSFER": 11}, "wide"),
        *lines({}, {"TRANSFER": 9}, "wider"),
    ]
    shown = bridge(given_lines, ["main"], tables, LABELS)
    assert [row["line_no"] for row in shown] == [1, 2, 3, 4, 5] * 2
    kept = {
        reading: amounts(found) for reading, found in groupby(shown, lambda row: row["to_reading"])
    }
    assert kept.keys() == {"stated", "wide"}
    assert ("TRANSFER", 20) in kept["stated"] and (FOLDED, 11) in kept["wide"]


def test_a_bridge_of_published_figures_is_shown_whole():
    given_lines = lines({}, {"REARRESTED": 1})
    assert bridge(given_lines, [], {}, LABELS) == given_lines


# Names behind a figure, and the best-supported numbers --------------------------------------------


def evidence(reading, itemised, low, high):
    return {
        "claim_id": "A1", "reading": reading, "itemised": itemised, "evidenced_low": low, "evidenced_high": high,
        "residual_low": 100 - high, "residual_high": 100 - low, "unexplained_low": 100 - high,
        "unexplained_high": 100 - low,
    }  # fmt: skip


def test_names_of_few_and_what_would_tell_them_are_null():
    [row] = claim_evidence([evidence("stated", 3, 3, 4)])
    assert {row[name] for name in row if name not in ("claim_id", "reading")} == {None}
    [row] = claim_evidence([evidence("stated", 40, 58, 60)])
    assert (row["itemised"], row["evidenced_low"], row["evidenced_high"]) == (40, None, 60)
    assert (row["residual_low"], row["residual_high"], row["unexplained_high"]) == (40, None, None)


def test_readings_of_one_figure_lie_apart_or_are_hidden():
    stated, wide = claim_evidence([evidence("wide", 62, 80, 90), evidence("stated", 60, 80, 90)])
    assert stated["itemised"] == 60 and wide["itemised"] is None
    assert stated["evidenced_high"] == wide["evidenced_high"] == 90


def numbers(**counts):
    return [
        {"definition": name, "unit": "person", "count": count, "low": count, "high": count}
        for name, count in counts.items()
    ]


def test_best_counts_lie_apart_or_are_null_and_conditions_are_left_out():
    shown = {
        row["definition"]: row["count"]
        for row in best_count(numbers(common_scope=60, back_in_custody=3, net_of_rearrest=57, verified=40,
                                      full_freedom=30, reporting=30))
    }  # fmt: skip
    assert shown == {
        "common_scope": 60,
        "back_in_custody": None,
        "net_of_rearrest": None,
        "verified": 40,
    }
    [row] = best_count(numbers(common_scope=60), released=62)
    assert row["count"] is None
    [row] = best_count([{"definition": "common_scope", "count": 60, "low": 58, "high": 70}])
    assert (row["count"], row["low"], row["high"]) == (60, None, 70)
    assert best_count([{"definition": "verified", "count": None, "low": None, "high": None}]) == []


def test_every_world_that_would_show_the_same_numbers_leaves_the_hidden_ones_wide():
    """All small worlds, tried one by one: who is counted, who of them is back, who stands in several sources."""
    worlds = {}
    for common in range(16):
        for back in range(common + 1):
            for several in range(common + 1):
                shown = best_count(numbers(
                    common_scope=common, back_in_custody=back, net_of_rearrest=common - back,
                    common_scope_in_independent_sources=several,
                ))  # fmt: skip
                told = tuple((row["definition"], row["count"]) for row in shown)
                worlds.setdefault(told, []).append((back, common, several, common - back))
    for told, possible in worlds.items():
        for place in range(len(told)):
            for held in ([w[place] for w in possible], [w[COMMON] - w[place] for w in possible]):
                if any(0 < number < LEAST for number in held):
                    assert max(held) - min(held) >= WIDTH, told


def test_apart_is_the_same_or_five_and_more():
    assert is_apart(0, [0, 5]) and is_apart(5, [5, 10])
    assert not is_apart(4, []) and not is_apart(9, [5])


def test_a_later_bridge_tells_no_small_change_of_a_reason():
    """More of one reason by 3, of another by 8: the first is hidden, another with it, and both are folded."""
    before = {(("DUPLICATE",), "a"): 40, (("TRANSFER",), "a"): 15, (("FOREIGN",), "b"): 9}
    last = protected(_reasons(rows(before), None, LEAST)).table
    assert last.cells[(("reason", "TRANSFER"),)] == 15
    now = before | {(("TRANSFER",), "a"): 18, (("DUPLICATE",), "a"): 48}
    shown, tables = told({}, now, (last,))
    assert tables["reason_source/main/to"].outcome == "suppressed"
    assert amounts(shown, "to") == [("FOREIGN", 9), (FOLDED, 66), ("UNITEMISED", 100), ("TO", 0)]
    few, tables = told({}, before | {(("TRANSFER",), "a"): 17}, (last,))
    assert tables["reason_source/main/to"].outcome == "kept"
    assert amounts(few, "to") == [(FOLDED, 66), ("UNITEMISED", 100), ("TO", 0)]
