"""The real claims of the repository, built once for the tests that pin them."""

import pytest

from sources.material import material
from tests.conftest import Bench

WANTED = (
    "staging.claim",
    "marts.balance",
    "marts.best_count",
    "marts.bridge",
    "marts.claim",
    "marts.claim_evidence",
    "marts.claim_pair",
    "marts.claim_series",
    "marts.claim_sum",
    "marts.comparison",
    "meta.label",
    "meta.rejected",
)


@pytest.fixture(scope="session")
def real(warehouse, venezuela, tmp_path_factory):
    """The tables of the repository's own case, as rows."""
    bench = Bench(warehouse)
    read = material(venezuela, venezuela / "data/reference", tmp_path_factory.mktemp("snapshots"))
    for name, rows in read.items():
        bench.given(name, *rows)
    found = {name: bench.run(name) for name in WANTED}
    bench.clear()
    return found
