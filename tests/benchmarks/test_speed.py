"""How long a run of the example case takes beside the bare import of its libraries.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_speed.py`
"""

import os
import platform
import resource
import subprocess
import sys
import time
from statistics import median

import pytest

from pipelines.case import ROOT

ROUNDS = 5
LIBRARIES = ["-c", "import dagster, duckdb, great_expectations, pandas"]
RUN = ["-c", "from pipelines.cli import main; main()", "run", "--case", "data/example"]
HELP = ["-c", "from pipelines.cli import main; main()", "--help"]


def seconds(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - began


@pytest.mark.benchmark
def test_a_run_beside_the_import_of_its_libraries():
    """Pairs of both, turn about; the first pair, which warms the disk, is not counted."""
    pairs = [(seconds(LIBRARIES), seconds(RUN)) for _ in range(ROUNDS + 1)][1:]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print("libraries s", *(f"{libraries:.2f}" for libraries, _ in pairs))
    print("run s      ", *(f"{run:.2f}" for _, run in pairs))
    print("ratio      ", *(f"{run / libraries:.2f}" for libraries, run in pairs))
    print(f"median ratio {median(run / libraries for libraries, run in pairs):.2f}, goal 3")
    print(f"peak memory {peak:.0f} MB, goal 600")
    print(f"--help {median(seconds(HELP) for _ in range(ROUNDS)):.2f} s")
