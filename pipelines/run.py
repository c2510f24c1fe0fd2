"""One run of a case through Dagster, and what is to be said of it."""

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.case import ROOT, Case

log = logging.getLogger("cotejo")

# The files that dagster.yaml names, written more quickly.
STORAGE = {
    "module": "pipelines.event_log",
    "class": "Storage",
    "config": {"base_dir": "data/dagster"},
}


@dataclass
class Outcome:
    """The exit code of a run (design: 0 done, 1 error, 3 refused, 4 warned, 5 busy) and its messages."""

    code: int
    messages: list[str] = field(default_factory=list)


def run(case: Case) -> Outcome:
    """Run the whole graph of a case in this process and record it with Dagster."""
    with _at_home():
        import dagster as dg  # noqa: PLC0415
        from dagster._core.errors import DagsterAssetCheckFailedError  # noqa: PLC0415
        from dagster._core.instance.ref import InstanceRef  # noqa: PLC0415

        import sources  # noqa: PLC0415
        from pipelines.graph import JOB, definitions  # noqa: PLC0415
        from pipelines.warehouse import CaseBusyError  # noqa: PLC0415

        job = definitions(case, wait_seconds=0).resolve_job_def(JOB)
        home = InstanceRef.from_dir(str(ROOT), overrides={"storage": {"custom": STORAGE}})
        with dg.DagsterInstance.from_ref(home) as instance:
            try:
                job.execute_in_process(
                    instance=instance,
                    run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                )
            except CaseBusyError as error:
                return Outcome(5, [f"cotejo: {error}"])
            except sources.SourceError as error:
                return Outcome(1, [f"cotejo: {error}"])
            except DagsterAssetCheckFailedError:
                return Outcome(3, refusals(case))
        warned = cautions(case)
        return Outcome(4 if warned else 0, warned)


def refusals(case: Case) -> list[str]:
    """Why nothing was published: what could not be used, and the checks that failed."""
    rejected = _build_rows(
        case,
        "select source_id, path, locator, heading, value_text, reason_text, remedy from staging.rejected"
        " left join raw.document using (source_id)"
        " where stops and (document_sha256 = sha256 or sha256 is null) order by all",
    )
    failed = _build_rows(
        case,
        "select table_name, rule, failing from meta.check"
        " where not passed and severity = 'critical' and table_name <> 'staging.rejected' order by all",
    )
    lines = [
        f"cotejo: {path or source}, {locator}, {heading}"
        f"{f': {value!r}' if value is not None else ''}: {reason}; {remedy}"
        for source, path, locator, heading, value, reason, remedy in rejected
    ]
    lines += [f"cotejo: {table}: {rule} ({failing})" for table, rule, failing in failed]
    return [
        *lines,
        "cotejo: nada se publicó; la publicación anterior queda como estaba"
        " · nothing was published; the last publication stays as it was",
    ]


def cautions(case: Case) -> list[str]:
    """What a reader of the publication ought to know, in counts."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect(str(case.warehouse), read_only=True) as published:
        rows = published.execute(
            "select table_name, rule, failing, note from meta.check where not passed order by all"
        ).fetchall()
    return [
        f"aviso · warning: {table}: {rule} ({failing}){f': {note}' if note else ''}"
        for table, rule, failing, note in rows
    ]


def _build_rows(case: Case, query: str) -> list[tuple[Any, ...]]:
    from pipelines.warehouse import Warehouse  # noqa: PLC0415

    warehouse = Warehouse(
        case=str(case.root), out=str(case.out_asked or ""), as_of=str(case.as_of or "")
    )
    with warehouse.held() as held:
        return held.connection.execute(query).fetchall()


@contextlib.contextmanager
def _at_home() -> Iterator[None]:
    """Dagster's files lie relative to the repository; the user's folder comes back afterwards."""
    here = os.getcwd()  # noqa: PTH109
    os.chdir(ROOT)
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    try:
        with warnings.catch_warnings():
            yield
    finally:
        os.chdir(here)
