"""Ours beside the other matchers that people use, each as its documentation says, on one set of lists.

`make peers`, or `.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_peers.py`.
More seeds: `SEEDS=3 make peers`.
"""

import os
import platform
import sys

import pytest

from tests.benchmarks import compared
from tests.linkage import evaluate
from tests.linkage.lists import Generated, generate

# Seeds that nothing is tuned on.
FIRST_SEED = 9001
SEEDS = range(FIRST_SEED, FIRST_SEED + int(os.environ.get("SEEDS", "1")))
TWO = {"official": 1000, "ngo": 500}
LISTS = {
    "ids partly": lambda seed: generate(seed, TWO),
    "no ids": lambda seed: generate(seed, TWO, ids="none"),
    "three lists": lambda seed: generate(seed, TWO | {"press": 300}),
}
MATCHERS = {
    "ours": "ours",
    "dedupe 3, Spanish split, 100 labels": "dedupe_labelled",
    "Splink 5, Spanish split": "splink_spanish",
    "Splink 5, naive split": "splink_naive",
    "nomenklatura, logic-v2": "nomenklatura_logic",
    "recordlinkage, ECM, Spanish split": "recordlinkage_ecm",
    "token set ratio >= .9 or id": "token_set",
    "exact folded name or id": "exact_keys",
}
HEADING = [
    "lists",
    "method",
    "precision",
    "recall",
    "F1",
    "doubles merged",
    "persons on several lists",
    "time (s)",
    "memory (MB)",
]


@pytest.mark.benchmark
def test_ours_beside_the_peers(tmp_path):
    lists = {
        name: [(made(seed), tmp_path / f"{name}-{seed}.parquet") for seed in SEEDS]
        for name, made in LISTS.items()
    }
    for made in lists.values():
        for generated, path in made:
            compared.write(generated, path)
    print(f"\n{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"seeds {[*SEEDS]}; time and memory are those of a whole process, start to end\n")
    print(markdown(HEADING), markdown(["---"] * len(HEADING)), sep="\n")
    best = {}
    for name, made in lists.items():
        for title, module in MATCHERS.items():
            print(markdown([name, title, *judged(module, made, best)]), flush=True)
    assert best["ours"] == max(best.values())


def judged(module: str, made: list, best: dict[str, float]) -> list[str]:
    """What one matcher makes of lists, the mean over seeds; why not, where it does not run."""
    python = sys.executable if module == "ours" else compared.PEERS
    try:
        runs = [(generated, compared.run(module, path, python)) for generated, path in made]
    except compared.FailedError as error:
        return [f"does not run: {error}", *[""] * (len(HEADING) - 3)]
    scores = [evaluate.score(generated.true_pairs(), run.pairs) for generated, run in runs]
    doubles = [merged(generated, run.pairs) for generated, run in runs]
    several = [people(generated, run.pairs) for generated, run in runs]
    f1 = mean(score.f1 for score in scores)
    best[module] = best.get(module, 0) + f1
    return [
        f"{mean(score.precision for score in scores):.3f}",
        f"{mean(score.recall for score in scores):.3f}",
        f"{f1:.3f}",
        f"{sum(wrong for wrong, _ in doubles)} of {sum(total for _, total in doubles)}",
        f"{sum(found for found, _ in several)}, truly {sum(true for _, true in several)}",
        f"{mean(run.seconds for _, run in runs):.1f}",
        f"{mean(run.measured['megabytes'] for _, run in runs):.0f}",
    ]


def merged(generated: Generated, pairs: list) -> tuple[int, int]:
    """Pairs of relatives or homonyms taken for one person, of all kinds, and how many there are."""
    counted = evaluate.merged(generated.hard, set(pairs)).values()
    return sum(wrong for wrong, _ in counted), sum(total for _, total in counted)


def people(generated: Generated, pairs: list) -> tuple[int, int]:
    """People on several lists by the linked pairs, and in truth."""
    found = evaluate.joined(generated.person, pairs)
    return evaluate.on_several_lists(found), evaluate.on_several_lists(generated.person)


def mean(values) -> float:
    values = [*values]
    return sum(values) / len(values)


def markdown(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
