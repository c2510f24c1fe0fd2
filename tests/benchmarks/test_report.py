"""How large the reports of the example and of the Venezuelan case are, and how long they take to write.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_report.py`
"""

import shutil
import time

import pytest

from pipelines.case import ROOT, Case
from pipelines.edition import viewed
from pipelines.report import write_report
from pipelines.run import run

MOST_BYTES = 2_000_000


@pytest.mark.benchmark
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("edition", ["restricted", "public"])
def test_a_report_is_small_enough_to_send(published, tmp_path, language, edition):
    for name, case in published.items():
        with viewed(case, edition) as view:
            began = time.perf_counter()
            page = write_report(view, tmp_path / f"{name}.html", language)
            took = time.perf_counter() - began
        size = page.stat().st_size
        print(f"\n{name} {language} {edition}: {size / 1e6:.2f} MB in {took:.1f} s")
        assert size < MOST_BYTES


@pytest.fixture(scope="module")
def published(venezuela, tmp_path_factory):
    """Both cases, run once."""
    folder = tmp_path_factory.mktemp("cases")
    example = folder / "example"
    shutil.copytree(ROOT / "data/example", example, ignore=shutil.ignore_patterns("published"))
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        shutil.copy(ROOT / "dagster.yaml", folder)
        patch.setenv("DAGSTER_HOME", str(folder))
        for root in (example, venezuela):
            case = Case(root)
            run(case)
            found[root.name] = case
    return found
