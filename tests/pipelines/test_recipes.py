"""The recipes of the README, run as they are printed where their tool is there."""

import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec

import duckdb
import pytest

from pipelines.case import ROOT


def recipes(page: str) -> dict[str, str]:
    """The code under each `<!-- recipe NAME -->` of a page."""
    text = (ROOT / page).read_text("utf-8")
    return dict(re.findall(r"<!-- recipe (\w+) -->\n```\w+\n(.*?)```", text, flags=re.DOTALL))


RECIPES = recipes("README.md")


@pytest.fixture
def folder(ran, tmp_path):
    """A folder laid like the repository, with the small case as its publication."""
    (tmp_path / "data/published").mkdir(parents=True)
    (tmp_path / "data/published/warehouse.duckdb").symlink_to(ran.warehouse)
    (tmp_path / "models").symlink_to(ROOT / "models")
    return tmp_path


def of_the_small_case(recipe: str) -> str:
    assert "bridge_of('headline')" in RECIPES[recipe]
    return RECIPES[recipe].replace("'headline'", "'main'")


def python(folder, code: str) -> str:
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    return told.stdout


@pytest.fixture(scope="module")
def lines(ran):
    with duckdb.connect(str(ran.warehouse), read_only=True) as connection:
        return len(connection.sql("from bridge_of('main')").fetchall())


def test_both_pages_give_the_same_recipes():
    spanish = recipes("LEEME.md")
    assert spanish.keys() == RECIPES.keys() == {"duckdb", "jupyter", "marimo"}
    for name, code in spanish.items():
        bare = [re.sub(r"  # .*", "", text).rstrip() for text in (code, RECIPES[name])]
        assert bare[0].replace("label_es", "label_en") == bare[1]


def test_the_cell_of_jupyter_finds_the_bridge(folder, lines):
    assert python(folder, of_the_small_case("jupyter") + "\nprint(len(bridge), len(sums))") == (
        f"{lines} 0\n"
    )


@pytest.mark.skipif(
    not (find_spec("marimo") and find_spec("sqlglot")), reason="marimo[sql] is not installed"
)
def test_the_cells_of_marimo_find_the_bridge(folder, lines):
    assert python(folder, of_the_small_case("marimo") + "\nprint(len(bridge))") == f"{lines}\n"


@pytest.mark.skipif(not shutil.which("duckdb"), reason="the client duckdb is not installed")
def test_the_client_of_duckdb_finds_the_bridge(folder, lines):
    told = [
        subprocess.run(
            shlex.split(command), cwd=folder, capture_output=True, text=True, check=True
        ).stdout
        for command in of_the_small_case("duckdb").splitlines()[1:]
    ]
    assert len(re.findall(r"^│ +\d+ │", told[0], flags=re.MULTILINE)) == lines
    assert len(re.findall(r"^│ main ", told[1], flags=re.MULTILINE)) == lines
    assert told[2].splitlines()[1].startswith("2026-02-01,released,")


def test_a_client_must_know_the_format_of_duckdb_1_5(ran):
    """What the pages say of versions: the file is written for 1.5, which an older client refuses."""
    with duckdb.connect(str(ran.warehouse), read_only=True) as connection:
        [(tags,)] = connection.sql(
            "select tags from duckdb_databases() where not internal"
        ).fetchall()
    assert tags["storage_version"].startswith("v1.5")
