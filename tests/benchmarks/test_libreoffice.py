"""How large the workbooks are, how long they take to write, and whether LibreOffice finds in them what was written.

`.venv/bin/python -m pytest -n0 -m benchmark -s tests/benchmarks/test_libreoffice.py`
"""

import shutil
import subprocess
import time

import pytest

from pipelines.case import ROOT, Case
from pipelines.edition import viewed
from pipelines.run import run
from pipelines.workbook import write_workbook
from tests.pipelines.books import case_of, cells, names
from tests.pipelines.test_workbook_text import hostile_tables

MOST_SECONDS = 3  # half of it on a machine that does nothing else
MOST_BYTES = 1_500_000
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("edition", ["restricted", "public"])
def test_a_workbook_is_written_while_one_waits(cases, tmp_path, language, edition):
    for case in cases:
        with viewed(case, edition) as view:
            path = tmp_path / f"{case.root.name}.xlsx"
            took = min(seconds(view, path, language) for _ in range(3))
        size = path.stat().st_size
        print(f"\n{case.root.name} {language} {edition}: {size / 1e6:.2f} MB in {took:.2f} s")
        assert took < MOST_SECONDS
        assert size < MOST_BYTES


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed: soffice is not on the path")
@pytest.mark.parametrize("edition", ["restricted", "public"])
def test_libreoffice_finds_what_was_written_and_prints_it(cases, tmp_path, edition):
    hostile = case_of(tmp_path / "hostile", hostile_tables())
    for case in (*cases, hostile):
        with viewed(case, edition) as view:
            path = write_workbook(view, tmp_path / f"{case.root.name}.xlsx", "es")
        again = converted(path, tmp_path / "again", "xlsx")
        assert names(again) == names(path)
        for name in names(path):
            assert filled(again, name) == filled(path, name), name
        assert converted(path, tmp_path / "again", "pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture(scope="module")
def cases(venezuela, tmp_path_factory):
    """The example and the Venezuelan case, run once."""
    folder = tmp_path_factory.mktemp("cases")
    example = folder / "example"
    shutil.copytree(ROOT / "data/example", example, ignore=shutil.ignore_patterns("published"))
    with pytest.MonkeyPatch.context() as patch:
        shutil.copy(ROOT / "dagster.yaml", folder)
        patch.setenv("DAGSTER_HOME", str(folder))
        found = [Case(example), Case(venezuela)]
        for case in found:
            run(case)
    return found


def seconds(view, path, language):
    """The processor's time, since other work on the machine would count in the clock's."""
    began = time.process_time()
    write_workbook(view, path, language)
    return time.process_time() - began


def converted(path, folder, form):
    """The workbook as LibreOffice opens it and writes it again."""
    made = folder / f"{path.stem}.{form}"
    made.unlink(missing_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return made


def filled(path, name):
    """Every cell that holds something, by its place; numbers to twelve digits, ends of line alike."""
    return {
        (row, column): float(f"{cell:.12g}")
        if isinstance(cell, float)
        else str(cell).replace("\r\n", "\n")
        for row, line in enumerate(cells(path, name))
        for column, cell in enumerate(line)
        if cell != ""
    }
