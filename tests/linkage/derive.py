"""Derives the weights of linking from invented lists with their truth.

`python -m tests.linkage.derive` fits the numbers of models/linkage/weight.csv anew, in some minutes.
The seeds here, 1 to 72, serve nothing else: what is measured is measured on other lists.

A pair of rows is of one person, of two who are alike (relatives, homonyms), or of two strangers. Each
level of each feature speaks so many bits for the first and for the second, against the third; the
weights are those under which the truth is likeliest (multinomial logistic regression; Cox 1966).
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.linkage import alternative
from tests.linkage.evaluate import counted_by_draw, on_several_lists
from tests.linkage.lists import Generated, Ids, generate
from tests.models.linkage_lists import filled, with_dictionaries

Array = NDArray[np.float64]
Key = tuple[str, str]

WEIGHTS = Path(__file__).parents[2] / "models" / "linkage" / "weight.csv"
ROUNDS, FIRST_SEED = 6, 1
CALIBRATION_ROUNDS, FIRST_CALIBRATION_SEED = 3, 49
SPREAD, NONE = ("drawn", "spread"), {"bits": "0"}
MOST_SPREAD, HALVINGS = 4.0, 5
AS_IT_IS = {"bits": "0", "per_rarity": "1"}
SIZES: list[Mapping[str, int]] = [
    {"official": 1000, "ngo": 500},
    {"official": 900, "ngo": 450, "press": 350},
    {"official": 300, "committee": 150},
    {"press": 120, "committee": 80},
]
IDS: list[Ids] = ["partly", "none"]
# A weight is held to its theory as firmly as by so many pairs: nought, one bit a bit of rarity; and
# for what invented lists show too seldom, what is known of it, for one person and for relatives: a
# number is one of thirty million, brothers and sisters have neighbouring ones, a father is no son.
THEORY = {
    ("id", "equal"): (18.0, 0.0),
    ("id", "slip"): (9.0, 9.0),
    ("id", "different"): (-8.0, 0.0),
    ("id", "masked_different"): (-6.0, 0.0),
    ("generation", "against"): (-8.0, 3.0),
    ("born", "generation"): (-8.0, 0.0),
    ("number", "generation"): (-6.0, 0.0),
}
HELD = 2.0
STEPS, SETTLED = 40, 0.01
MOST_ODDS, LONGEST_STEP = 12.0, 0.25
# Lists err in more ways than invented ones: each fact of so many pairs of one person is a stranger's.
MISTAKEN = 0.012
FACTS = ("id", "released", "detained", "born", "number", "facility", "state", "sex")

# Levels that weigh more the rarer what both rows say.
RARE = {
    *((feature, level) for feature in ("given", "family")
      for level in ("equal", "ear", "slip", "blurred", "cut", "joined", "particle", "nickname", "initial")),
    ("released", "same_day"), ("detained", "same_day"), ("id", "masked"),
    ("facility", "equal"), ("state", "equal"),
}  # fmt: skip
COUNTS: dict[Key, tuple[str, str | None]] = {
    ("given", "equal"): ("given_equal", "given_rarity"),
    ("family", "equal"): ("family_equal", "family_rarity"),
    ("given", "against"): ("given_against", None),
    ("family", "against"): ("unmarried_against", None),
    ("family", "married"): ("married_against", None),
    ("family", "crossed"): ("crossed", None),
    ("name", "left_out"): ("left_out", None),
    ("name", "left_out_twice"): ("left_out_twice", None),
    ("name", "initial_against"): ("initial_against", None),
}

SCORED = """
select standing, odds_bits, left_record_id, right_record_id from linkage.pair where odds_bits > -20
"""
PLACED = """
select level, odds_bits, left_record_id, right_record_id from placed where odds_bits > -20
"""

COMPARED = """
select
    comparison.*,
    if(comparison.married, 0, family_against) as unmarried_against,
    if(comparison.married, family_against, 0) as married_against,
    mine.record_id as left_record_id,
    other.record_id as right_record_id,
    if(mine.source_id = other.source_id, 'same_list', 'other_list') as prior,
    -log2(greatest(mine.list_rows, other.list_rows, 200)) as prior_bits
from linkage.comparison as comparison
join linkage.trait as mine on mine.row_no = left_no
join linkage.trait as other on other.row_no = right_no
order by left_no, right_no
"""

RESEMBLING = """
select left_no, right_no, feature, level, count(*) as times, sum(rarity) as rarity
from linkage.resemblance
semi join linkage.comparison using (left_no, right_no)
group by all
order by all
"""


@dataclass(frozen=True)
class Sample:
    """Pairs of rows, one a line: what they show, the prior of each in bits, and whose they are.

    `times` and `rarity` hold one column for each level; `account` is 0 for one person, 1 for two
    who are alike, 2 for strangers.
    """

    times: dict[Key, Array]
    rarity: dict[Key, Array]
    prior: Array
    account: Array


def main() -> None:
    """Fit the weights and write them over the numbers of the file, its words left as they are."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    worlds = [(sizes, ids) for sizes in SIZES for ids in IDS]
    pairs = (
        compared(generate(seed, *world), seed)
        for seed, world in enumerate(worlds * ROUNDS, FIRST_SEED)
    )
    keys = [(row["feature"], row["level"]) for row in rows]
    lines = [key for key in keys if key[0] == "calibration"]
    drawn = [key for key in keys if key[0] == "drawn" and key != SPREAD]
    weights = [key for key in keys if key not in (*lines, *drawn, SPREAD)]
    found = fit(sample(pairs, weights), weights)
    _write(rows, found | dict.fromkeys(lines + drawn, AS_IT_IS) | {SPREAD: NONE})
    for query, feature in ((SCORED, "calibration"), (PLACED, "drawn")):
        told: dict[Key, list[tuple[float, bool]]] = defaultdict(list)
        for lists, connection in calibrating(worlds):
            true = lists.true_pairs()
            connection.execute(alternative.PLACED)
            for level, odds, *pair in connection.execute(query).fetchall():
                told[feature, level].append((odds, tuple(pair) in true))
            connection.close()
        _write(rows, {key: calibrated(*np.array(pairs).T) for key, pairs in told.items()})
    counted = [
        (connection, on_several_lists(lists.person)) for lists, connection in calibrating(worlds)
    ]
    _write(rows, {SPREAD: spread(counted)})


def calibrating(
    worlds: list[tuple[Mapping[str, int], Ids]],
) -> Iterator[tuple[Generated, duckdb.DuckDBPyConnection]]:
    """Lists that the weights have not seen, linked by the weights as they are now."""
    with_dictionaries.cache_clear()
    for seed, world in enumerate(worlds * CALIBRATION_ROUNDS, FIRST_CALIBRATION_SEED):
        lists = generate(seed, *world)
        yield lists, filled(lists.rows)


def _write(rows: list[dict[str, str]], fitted: Mapping[Key, Mapping[str, str]]) -> None:
    for row in rows:
        row.update(fitted.get((row["feature"], row["level"]), {}))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def calibrated(odds: Array, is_true: Array) -> dict[str, str]:
    """The straight line through odds in bits under which the truth is likeliest (Platt 1999)."""
    shown = np.column_stack([np.ones(len(odds)), odds.clip(-MOST_ODDS, MOST_ODDS)])
    line = held = np.array([0.0, 1.0])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.log(2) * shown @ line))
        slope = np.log(2) * shown.T @ (chance - is_true) + HELD * (line - held)
        weight = np.log(2) ** 2 * chance * (1 - chance)
        curvature = shown.T @ (shown * weight[:, None]) + HELD * np.eye(2)
        line = line - np.linalg.solve(curvature, slope).clip(-LONGEST_STEP, LONGEST_STEP)
    return {"bits": f"{line[0]:.2f}", "per_rarity": f"{line[1]:.3f}"}


def spread(worlds: list[tuple[duckdb.DuckDBPyConnection, int]]) -> dict[str, str]:
    """How far the odds of all pairs rise and fall together, in bits, so that draws stray as far as truth does.

    A world is its linked lists and how many persons are on more than one of them; found by halving.
    """
    truths = np.array([truth for _, truth in worlds])
    least, most = 0.0, MOST_SPREAD
    while most - least > MOST_SPREAD / 2**HALVINGS:
        tried = (least + most) / 2
        counts = []
        for connection, _ in worlds:
            connection.execute(
                "update linkage.weight set bits = ? where feature = ? and level = ?",
                [tried, *SPREAD],
            )
            counts.append(counted_by_draw(connection))
        means, variances = np.mean(counts, axis=1), np.var(counts, axis=1)
        if ((truths - means) ** 2 / variances).mean() > 1:
            least = tried
        else:
            most = tried
    return {"bits": f"{(least + most) / 2:.2f}"}


def compared(generated: Generated, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Candidate pairs of lists with what they show and whose they are, and parts that resemble."""
    connection = filled(generated.rows)
    pairs = connection.execute(COMPARED).df()
    parts = connection.execute(RESEMBLING).df()
    connection.close()
    true = generated.true_pairs()
    records = list(zip(pairs["left_record_id"], pairs["right_record_id"], strict=True))
    pairs["account"] = [
        0 if pair in true else 1 if pair in generated.hard else 2 for pair in records
    ]
    return _mistaken(pairs, np.random.default_rng(seed)), parts


def _mistaken(pairs: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Give some pairs of one person a fact that two strangers show."""
    strangers = pairs.index[pairs["account"] == 2]
    for fact in FACTS:
        told = pairs.index[(pairs["account"] == 0) & pairs[fact].notna()]
        chosen = told[random.random(len(told)) < MISTAKEN]
        others = strangers[pairs.loc[strangers, fact].notna()]
        if len(chosen) and len(others):
            names = [fact] + [name for name in [f"{fact}_rarity"] if name in pairs]
            pairs.loc[chosen, names] = pairs.loc[
                random.choice(others, len(chosen)), names
            ].to_numpy()
    return pairs


def sample(worlds: Iterable[tuple[pd.DataFrame, pd.DataFrame]], keys: list[Key]) -> Sample:
    """Put the pairs of all worlds one under another."""
    times: dict[Key, list[Array]] = {key: [] for key in keys}
    rarity: dict[Key, list[Array]] = {key: [] for key in keys}
    prior, account = [], []
    for pairs, parts in worlds:
        place = pd.Series(
            range(len(pairs)), pd.MultiIndex.from_frame(pairs[["left_no", "right_no"]])
        )
        for feature, level in keys:
            shown, rare = np.zeros(len(pairs)), np.zeros(len(pairs))
            if (feature, level) in COUNTS:
                count, rarer = COUNTS[feature, level]
                shown = pairs[count].fillna(False).to_numpy(float)
                if rarer:
                    rare = pairs[rarer].to_numpy(float)
            elif feature in ("given", "family"):
                found = parts[(parts["feature"] == feature) & (parts["level"] == level)]
                at = place[pd.MultiIndex.from_frame(found[["left_no", "right_no"]])].to_numpy()
                shown[at], rare[at] = found["times"], found["rarity"]
            else:
                shown = (pairs[feature] == level).to_numpy(float)
                if f"{feature}_rarity" in pairs:
                    rare = shown * pairs[f"{feature}_rarity"].fillna(0).to_numpy(float)
            times[feature, level].append(shown)
            rarity[feature, level].append(rare)
        prior.append(pairs["prior_bits"].to_numpy(float))
        account.append(pairs["account"].to_numpy(float))
    return Sample(
        {key: np.concatenate(parts) for key, parts in times.items()},
        {key: np.concatenate(parts) for key, parts in rarity.items()},
        np.concatenate(prior),
        np.concatenate(account),
    )


def fit(pairs: Sample, keys: list[Key]) -> dict[Key, dict[str, str]]:
    """Find the weights under which the accounts of the pairs are likeliest."""
    rare = [key for key in keys if key in RARE]
    shown = np.column_stack(
        [pairs.times[key] for key in keys] + [pairs.rarity[key] for key in rare]
    )
    theory = np.array([THEORY.get(key, (0.0, 0.0)) for key in keys]).T
    held = np.column_stack([theory, np.ones((2, len(rare)))])
    is_account = np.stack([pairs.account == place for place in (0, 1)], axis=1).astype(float)

    def cost(weights: Array) -> tuple[Array, float]:
        chance, unlikelihood = _chances(shown, weights, pairs.prior, pairs.account)
        return chance, unlikelihood + HELD / 2 * float(((weights - held) ** 2).sum())

    weights = held
    chance, least = cost(weights)
    for _ in range(STEPS):
        slope = np.log(2) * (chance - is_account).T @ shown + HELD * (weights - held)
        newton = np.linalg.solve(_curvature(shown, chance), slope.ravel()).reshape(2, -1)
        before, length = least, 1.0
        while length > 1e-6:
            chance, least = cost(weights - length * newton)
            if least < before:
                break
            length /= 2
        weights = weights - length * newton
        if before - least < SETTLED:
            break
    else:
        raise RuntimeError(f"the weights have not settled after {STEPS} steps")
    print(f"{len(shown)} pairs, {least / len(shown):.5f} nats a pair")
    same, alike = weights
    names = [(key, "bits") for key in keys] + [(key, "per_rarity") for key in rare]
    found: dict[Key, dict[str, str]] = {
        key: {"per_rarity": "0", "relative_per_rarity": "0"} for key in keys
    }
    for (key, name), one, other in zip(names, same, alike, strict=True):
        found[key] |= {name: f"{one:.2f}", f"relative_{name}": f"{other:.2f}"}
    return found


def _chances(shown: Array, weights: Array, prior: Array, account: Array) -> tuple[Array, float]:
    """The probability of the first two accounts of each pair, and how unlikely the truth is, in nats."""
    nats = np.log(2) * (shown @ weights.T + prior[:, None])
    nats = np.column_stack([nats, np.zeros(len(nats))])
    total = np.logaddexp.reduce(nats, axis=1, keepdims=True)
    told = nats[np.arange(len(nats)), account.astype(int)]
    return np.exp(nats - total)[:, :2], float((total[:, 0] - told).sum())


def _curvature(shown: Array, chance: Array) -> Array:
    """The second derivatives of the unlikelihood, those of the first account first."""
    same, alike = chance.T
    blocks = [
        [shown.T @ (shown * (weight * np.log(2) ** 2)[:, None]) for weight in row]
        for row in [[same * (1 - same), -same * alike], [-same * alike, alike * (1 - alike)]]
    ]
    return np.block(blocks) + HELD * np.eye(2 * shown.shape[1])


if __name__ == "__main__":
    main()
