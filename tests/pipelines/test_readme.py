"""The tables of README.md and LEEME.md say what the claims of the repository say."""

import pytest

import models
import sources
from pipelines.case import REFERENCE, ROOT
from pipelines.readme import pages


@pytest.fixture(scope="module")
def warehouse(venezuela, tmp_path_factory):
    folder = tmp_path_factory.mktemp("venezuela")
    made = folder / "warehouse.duckdb"
    rows = sources.material(venezuela, REFERENCE, folder / "snapshots")
    with models.blank(made) as connection:
        for name, table in models.tables().items():
            if name in rows:
                models.fill(connection, table, rows[name])
            elif table.sql or table.module:
                models.build(connection, table)
        models.fill(
            connection,
            models.tables()["meta.run"],
            [
                {
                    "run_id": "test",
                    "case_es": "Venezuela",
                    "case_en": "Venezuela",
                    "started_at": "2026-01-01 00:00:00",
                    "version": "0",
                    "config_sha256": "0" * 64,
                    "models_sha256": "0" * 64,
                    "input_rows": 0,
                }
            ],
        )
    return made


@pytest.mark.parametrize("name", ["README.md", "LEEME.md"])
def test_tables_of_the_page_are_those_of_the_claims(warehouse, name):
    assert (ROOT / name).read_text("utf-8") == pages(warehouse)[ROOT / name]


def test_headline_answer_stands_in_the_page():
    text = (ROOT / "README.md").read_text("utf-8")
    for figure in ("| 448 |", "+117", "+235 …", "| 800 |"):
        assert figure in text
