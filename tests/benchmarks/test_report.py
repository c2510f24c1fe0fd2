"""How large the exports of the example and of the Venezuelan case are, and how long each takes to write.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_report.py`
"""

import shutil
import time

import pytest

from pipelines.case import ROOT, Case
from pipelines.export import EDITIONS, FORMATS, LANGUAGES, export
from pipelines.run import run

MOST_BYTES = 2_000_000


@pytest.mark.benchmark
def test_reports_are_small_enough_to_send(published, tmp_path):
    for name, case in published.items():
        for form in FORMATS:
            for edition in EDITIONS:
                began = time.perf_counter()
                made = export(case, tmp_path / name, [form], LANGUAGES, [edition])
                took = time.perf_counter() - began
                sizes = [path.stat().st_size for path in made if path.parent == tmp_path / name]
                told = ", ".join(f"{size / 1e6:.2f} MB" for size in sizes)
                print(f"\n{name} {edition} {form}: {told} in {took:.1f} s")
                assert form != "html" or max(sizes) < MOST_BYTES
        began = time.perf_counter()
        made = export(case, tmp_path / "all" / name)
        print(f"{name}: all {len(made)} files in {time.perf_counter() - began:.1f} s")


@pytest.fixture(scope="module")
def published(venezuela, tmp_path_factory):
    """Both cases, run once."""
    folder = tmp_path_factory.mktemp("cases")
    example = folder / "example"
    shutil.copytree(ROOT / "data/example", example, ignore=shutil.ignore_patterns("published"))
    cases = {}
    with pytest.MonkeyPatch.context() as patch:
        shutil.copy(ROOT / "dagster.yaml", folder)
        patch.setenv("DAGSTER_HOME", str(folder))
        for root in (example, venezuela):
            cases[root.name] = Case(root)
            run(cases[root.name], exports=False)
    return cases
