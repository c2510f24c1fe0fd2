from pathlib import Path

import pytest
from case_folder import CaseFolder


@pytest.fixture
def case(tmp_path: Path) -> CaseFolder:
    return CaseFolder(tmp_path)


@pytest.fixture
def cells(case: CaseFolder):
    """Read content as one file of the declared list; return its rows, cell by cell."""

    def read(content: str | bytes, path: str = "data/inbox/list/a.csv") -> list[list[str]]:
        return [list(row.cells.values()) for row in case.read(path, content).rows]

    return read
