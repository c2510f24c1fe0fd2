"""What Dagster knows of a case: every table an asset, a job, a schedule, a sensor."""

import os
import shutil
import subprocess
import sys
import warnings
from datetime import UTC, datetime

import dagster as dg
import pytest
import yaml

import models
from pipelines.case import ROOT, Case
from pipelines.described import key
from pipelines.graph import JOB, definitions
from pipelines.run import STORAGE


@pytest.fixture
def graph(small) -> dg.Definitions:
    return definitions(small)


@pytest.fixture
def assets(graph) -> dict[dg.AssetKey, dg.AssetSpec]:
    return {spec.key: spec for spec in graph.resolve_all_asset_specs()}


def test_every_table_is_an_asset_that_says_what_it_is(assets):
    for name, table in models.tables().items():
        spec = assets[key(name)]
        assert table.description["es"] in spec.description
        assert table.description["en"] in spec.description
        assert spec.owners == ["team:cotejo"]
        assert spec.group_name == table.layer
        assert spec.kinds
        schema = spec.metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == [field.name for field in table.columns]
        assert all(column.description for column in schema.columns)


def test_lists_and_claims_are_external_assets_that_others_publish(graph, assets):
    outside = {key for key, spec in assets.items() if spec.group_name == "publishers"}
    assert outside == {
        dg.AssetKey(["published_lists", "ngo"]),
        dg.AssetKey(["published_lists", "gov"]),
        dg.AssetKey(["published_claims", "claims"]),
    }
    layer = graph.get_repository_def().asset_graph
    assert all(not layer.get(each).is_materializable for each in outside)


def test_a_case_that_cannot_be_read_still_shows(small):
    small.write("sources/ngo/ngo.yml", "title: [")
    assert definitions(small).resolve_all_asset_specs()


def test_an_asset_follows_from_what_its_query_reads(assets):
    for name, table in models.tables().items():
        if table.sql:
            parents = {dep.asset_key for dep in assets[key(name)].deps}
            assert parents == {key(need) for need in table.needs}


def test_publication_waits_for_every_check(graph):
    checks = list(graph.resolve_asset_graph().asset_check_keys)
    assert len(checks) >= len(models.tables()) - 1
    layer = graph.get_repository_def().asset_graph
    assert all(layer.get(check).blocking for check in checks)
    parents = layer.get(dg.AssetKey(["published", "warehouse"])).parent_keys
    assert {key(name) for name, table in models.tables().items() if table.published} <= parents


def test_the_job_is_tagged_so_that_a_case_has_one_run_at_a_time(graph, small, tmp_path):
    tag = graph.resolve_job_def(JOB).tags["cotejo/case"]
    assert tag == definitions(Case(small.root)).resolve_job_def(JOB).tags["cotejo/case"]
    assert tag != definitions(Case(tmp_path)).resolve_job_def(JOB).tags["cotejo/case"]


def test_the_schedule_runs_at_six_in_caracas(graph):
    schedule = graph.resolve_schedule_def("daily")
    (request,) = schedule.evaluate_tick(
        dg.build_schedule_context(scheduled_execution_time=datetime(2026, 2, 9, 10, 0, tzinfo=UTC))
    ).run_requests
    assert request.job_name is None or request.job_name == JOB
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 * * *", "America/Caracas")


def test_the_sensor_asks_for_one_run_for_each_state_of_the_inbox(graph, small):
    sensor = graph.resolve_sensor_def("inbox")

    def asked():
        return [
            each.run_key for each in sensor.evaluate_tick(dg.build_sensor_context()).run_requests
        ]

    first = asked()
    assert len(first) == 1 and asked() == first
    small.write("data/inbox/ngo/.gitkeep", "")
    small.write("data/inbox/ngo/~$2026-02-09_ngo.xlsx", "x")
    assert asked() == first
    small.write("data/inbox/ngo/2026-02-10_ngo.csv", "x")
    assert asked() != first
    for path in (small.root / "data" / "inbox").rglob("*.csv"):
        path.unlink()
    assert sensor.evaluate_tick(dg.build_sensor_context()).skip_message == "the inbox is empty"


def test_nothing_deprecated_superseded_or_in_preview_is_used(small):
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        for kind in (dg.PreviewWarning, dg.BetaWarning, dg.SupersessionWarning):
            warnings.simplefilter("error", kind)
        made = definitions(small)
        dg.Definitions.validate_loadable(made)


def test_tables_can_be_built_alone(ran, tmp_path):
    graph = definitions(Case(shutil.copytree(ran.root, tmp_path / "case")))
    with dg.instance_for_test() as instance:
        made = graph.resolve_implicit_global_asset_job_def().execute_in_process(
            instance=instance, asset_selection=[key("marts.bridge"), key("marts.comparison")]
        )
    assert {event.asset_key for event in made.get_asset_materialization_events()} == {
        key("marts.bridge"),
        key("marts.comparison"),
    }


def test_dagster_itself_reads_what_a_run_has_written(ran, home, monkeypatch):
    """A run writes Dagster's files in its own way; the web UI reads them in Dagster's."""
    monkeypatch.chdir(home)
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert type(instance.event_log_storage).__module__.startswith("dagster.")
        record = instance.get_latest_materialization_event(key("marts.bridge"))
        assert record.asset_materialization.metadata["dagster/row_count"].value == 8
        statuses = {run.status for run in instance.get_runs()}
    assert dg.DagsterRunStatus.SUCCESS in statuses


def test_nothing_is_sent_anywhere_unless_asked():
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["telemetry"] == settings["nux"] == {"enabled": False}
    assert settings["storage"]["sqlite"] == STORAGE["config"]
    asked = "import expectations, os; print(os.environ['GX_ANALYTICS_ENABLED'])"
    quiet = {name: text for name, text in os.environ.items() if name != "GX_ANALYTICS_ENABLED"}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=quiet, capture_output=True, text=True, check=True
    )
    assert told.stdout == "false\n"
