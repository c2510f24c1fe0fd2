"""In the example everyone who left is on some list: no number above those listed would be true."""

from collections import defaultdict
from datetime import date

import pytest
import yaml
from generate import EXAMPLE, SEED
from truth import Claim, Side, releases
from world import SOURCES, World

from models.capture import decomposable
from models.capture.history import sizes, table
from models.capture.refusal import Refusal, refusals
from models.capture.selection import fitted

LISTS = {name: each.group for name, each in SOURCES.items() if each.kind == "release_list"}


@pytest.fixture(scope="module")
def counts():
    """Who is on which list by the common scope, knowing who is who."""
    case = yaml.safe_load((EXAMPLE / "sources/case.yml").read_text(encoding="utf-8"))
    scope = case["common_scope"]
    claim = Claim(
        claim_id="common_scope",
        value=0,
        open_above=False,
        unit=scope["unit"],
        net=scope["basis"] == "net_of_rearrest",
        start=date.fromisoformat(str(scope["window_start"])),
        as_of=date.fromisoformat(str(scope["window_end"])),
        excludes=frozenset(scope["excludes"]),
        lists=tuple(LISTS),
    )
    rows = [row for each in World(SEED).rows.values() for row in each]
    side = Side(claim, rows, releases(rows))
    on = defaultdict(set)
    for release, mentions in side.mentions.items():
        known = side.facts[release]
        if side.admits(release) and not side.may_lie_outside(known):
            named = {LISTS[row.source] for row in mentions if not row.unidentifiable}
            on[release.split("/")[0]] |= named
    histories = defaultdict(int)
    for named in on.values():
        if named:
            histories[frozenset(named)] += 1
    return table(histories, sorted(LISTS.values()))


def test_knowing_who_is_who_it_is_refused_too(counts):
    assert sizes(counts).min() > 60
    assert {Refusal.NO_MAXIMUM} <= set(refusals(counts))


def test_what_it_would_say_without_its_guards_leaves_out_the_truth(counts):
    truth = counts.sum()
    assert fitted(counts)[0][1].told().interval[0] > truth
    assert decomposable.averaged(counts).interval[0] > truth
