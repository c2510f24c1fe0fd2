"""What the doctor finds, with a remedy where something is not in order, and never a name."""

import hashlib
import json
import shutil
from datetime import datetime
from importlib.metadata import version

import pytest
from filelock import FileLock

import models
from pipelines.case import ROOT, Case
from pipelines.doctor import diagnose

EXAMPLE = ROOT / "data" / "example"


@pytest.fixture
def case(tmp_path, monkeypatch):
    """The invented case, never run, in a folder of its own."""
    monkeypatch.setenv("GX_ANALYTICS_ENABLED", "false")
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    shutil.copytree(EXAMPLE / "sources", tmp_path / "sources")
    shutil.copytree(EXAMPLE / "data" / "inbox", tmp_path / "data" / "inbox")
    return Case(tmp_path)


def publish(case, *files, made_by=None):
    """Publish a warehouse that has read these files."""
    case.out.mkdir(parents=True)
    run = {
        "run_id": "test",
        "case_es": "Caso inventado",
        "case_en": "Invented case",
        "started_at": datetime(2026, 2, 10, 14, 30),
        "version": made_by or version("cotejo"),
        "config_sha256": "0" * 64,
        "models_sha256": "0" * 64,
        "input_rows": 1,
    }
    documents = [
        {
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "source_id": file.parent.name,
            "path": file.name,
            "bytes": 1,
            "rows": 1,
            "rejected": 0,
        }
        for file in files
    ]
    with models.blank(case.warehouse) as connection:
        models.fill(connection, models.tables()["meta.run"], [run])
        models.fill(connection, models.tables()["meta.document"], documents)


def lists(case):
    return sorted(file for file in case.inbox.rglob("*") if file.is_file())


def found(case, part):
    (finding,) = [each for each in diagnose(case) if part in each.name]
    return finding


def test_fresh_case_is_in_order_and_told_to_run(case):
    assert all(finding.ok for finding in diagnose(case))
    assert "cotejo run" in found(case, "publication").detail
    assert "sin publicar" in found(case, "inbox").detail


def test_case_whose_lists_are_all_published_is_in_order(case):
    publish(case, *lists(case))
    assert found(case, "publication").detail == f"2026-02-10 14:30 UTC, cotejo {version('cotejo')}"
    assert found(case, "inbox") == type(found(case, "inbox"))(
        "data/inbox", True, f"{len(lists(case))} archivos · files"
    )


def test_list_that_changed_since_the_publication_is_counted_by_its_source_and_not_named(case):
    publish(case, *lists(case))
    changed = next(file for file in lists(case) if file.parent.name == "gov_list")
    changed.write_bytes(changed.read_bytes() + b"\n")
    finding = found(case, "inbox")
    assert not finding.ok
    assert "gov_list 1; cotejo run" in finding.detail
    assert changed.name not in finding.detail


def test_file_that_no_source_reads_is_counted_and_not_named(case):
    (case.inbox / "Persona Inventada.csv").write_text("x")
    (case.inbox / ".oculto").write_text("x")
    finding = found(case, "inbox")
    assert not finding.ok
    assert "1 que ninguna fuente lee" in finding.detail
    assert "Persona" not in finding.detail


def test_publication_of_another_version_or_broken_is_to_be_made_anew(case):
    publish(case, made_by="0.0.1")
    assert not found(case, "publication").ok
    case.warehouse.write_bytes(b"broken")
    finding = found(case, "publication")
    assert not finding.ok
    assert "cotejo run" in finding.detail


def test_lock_is_found_held_and_free_and_stays_as_it_was(case):
    assert found(case, "lock").ok
    assert not case.lock.exists()
    with FileLock(case.lock):
        assert not found(case, "lock").ok
    assert found(case, "lock").ok


def test_missing_or_broken_case_yml_is_said_and_the_rest_still_told(case):
    (case.root / "sources" / "case.yml").write_text("pais: VE\n")
    finding = found(case, "case.yml")
    assert not finding.ok
    assert "sources/case.yml" in finding.detail
    assert "\n" not in finding.detail
    assert found(case, "lock").ok
    (case.root / "sources" / "case.yml").unlink()
    assert "is not there" in found(case, "case.yml").detail


def test_folder_that_cannot_be_written_is_found(case):
    shutil.rmtree(case.root / "data")
    (case.root / "data").write_text("a file where a folder should be")
    finding = found(case, "case folder")
    assert not finding.ok
    assert "data/" in finding.detail


def test_folder_that_is_not_there_is_no_case_and_no_crash(tmp_path):
    assert not found(Case(tmp_path / "nowhere"), "case.yml").ok
    assert not found(Case(tmp_path / "nowhere"), "case folder").ok


@pytest.mark.parametrize(
    "text", ["telemetry: {enabled: true}", "nux: {enabled: false}", "- a", ": :"]
)
def test_telemetry_of_dagster_that_is_not_off_is_found(case, tmp_path, monkeypatch, text):
    home = tmp_path / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text(text)
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    finding = found(case, "Dagster")
    assert not finding.ok
    assert "telemetry: {enabled: false}" in finding.detail


def test_analytics_of_great_expectations_that_are_not_off_are_found(case, monkeypatch):
    monkeypatch.delenv("GX_ANALYTICS_ENABLED")
    assert not found(case, "Great Expectations").ok


def test_versions_are_those_installed(case):
    assert f"duckdb {version('duckdb')}" in found(case, "libraries").detail


def test_publication_that_still_holds_a_withdrawn_row_is_told(case):
    publish(case)
    hand = case.root / "data/hand/withdrawals.csv"
    hand.parent.mkdir()
    hand.write_text(
        "record_id,source_id,row_id,withdrawn_on,withdrawn_by,reason,note\n"
        ",gov_list,G0001,2026-02-10,equipo,danger,\n"
    )
    assert found(case, "withdrawals").ok
    kept = {"record_id": "gov_list:1", "source_id": "gov_list", "row_id": "G0001"}
    kept |= {"document_sha256": "0" * 64, "locator": "row 2", "person_id": "P"}
    cut = case.out / "as_of" / "2026-02-09"
    cut.mkdir(parents=True)
    with models.blank(cut / "warehouse.duckdb") as connection:
        told = kept | {"offence_excluded": False, "flags": []}
        models.fill(connection, models.tables()["marts.appearance"], [told])
    finding = found(case, "withdrawals")
    assert not finding.ok
    assert "data/published/as_of/2026-02-09;" in finding.detail


def test_exports_of_an_earlier_run_may_hold_what_was_withdrawn_since(case):
    publish(case)
    hand = case.root / "data/hand/withdrawals.csv"
    hand.parent.mkdir()
    hand.write_text(
        "record_id,source_id,row_id,withdrawn_on,withdrawn_by,reason,note\n"
        ",gov_list,G0001,2026-02-10,equipo,danger,\n"
    )
    case.exports.mkdir()
    (case.exports / "discrepancias_old.csv").write_text("x")
    told = {"files": {"discrepancias_old.csv": {"case": "case", "run_id": "an earlier one"}}}
    (case.exports / "manifest.json").write_text(json.dumps(told))
    assert "data/published/exports;" in found(case, "withdrawals").detail
    (case.exports / "discrepancias_old.csv").unlink()
    assert found(case, "withdrawals").ok
