"""One run of a case through Dagster, and what is to be said of it."""

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.case import ROOT, Case

log = logging.getLogger("cotejo")

# The files that dagster.yaml names, written more quickly.
STORAGE = {
    "module": "pipelines.event_log",
    "class": "Storage",
    "config": {"base_dir": "data/dagster"},
}


# The same fault of the same value, told once: where first, and how often.
REFUSED = """
select
    coalesce(document.path, 'sources/' || rejected.source_id || '.yml') as place,
    rejected.heading,
    rejected.value_text,
    rejected.reason_text,
    rejected.remedy,
    arg_min(rejected.locator, (length(rejected.locator), rejected.locator)) as locator,
    count(*) as times
from staging.rejected as rejected
left join raw.document as document
    on document.source_id = rejected.source_id and document.sha256 = rejected.document_sha256
where rejected.stops
group by all
order by all
"""
SHOWN = 40

FAILED = """
select table_name, rule, failing, note
from meta.check
where not passed and severity = 'critical' and table_name <> 'staging.rejected'
order by all
"""
CONTRADICTED = "judgements_do_not_contradict_one_another"
JUDGED = """
select left_record_id, right_record_id, judgement, judged_by, judged_why, locator, judged_on
from linkage.judgement
where standing = 'holds'
order by position
"""


@dataclass
class Outcome:
    """The exit code of a run (design: 0 done, 1 error, 3 refused, 4 warned, 5 busy) and its messages."""

    code: int
    messages: list[str] = field(default_factory=list)


def run(case: Case, exports: bool = True) -> Outcome:
    """Run the graph of a case in this process and record it with Dagster.

    Without `exports` it publishes and writes no report. Dagster's home is the folder of this
    repository, or DAGSTER_HOME where that is set.
    """
    with _at_home() as home:
        import dagster as dg  # noqa: PLC0415
        from dagster._core.errors import (  # noqa: PLC0415
            DagsterAssetCheckFailedError,
            DagsterMaxRetriesExceededError,
            DagsterResourceFunctionError,
        )
        from dagster._core.instance.ref import InstanceRef  # noqa: PLC0415

        import sources  # noqa: PLC0415
        from pipelines.graph import JOB, definitions  # noqa: PLC0415
        from pipelines.warehouse import CaseBusyError  # noqa: PLC0415

        job = definitions(case, wait_seconds=0).resolve_job_def(JOB)
        ref = InstanceRef.from_dir(str(home), overrides={"storage": {"custom": STORAGE}})
        with dg.DagsterInstance.from_ref(ref) as instance:
            try:
                job.execute_in_process(
                    instance=instance,
                    asset_selection=None if exports else _without_exports(job),
                    run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                )
            except DagsterResourceFunctionError as error:
                if not isinstance(error.user_exception, CaseBusyError):
                    raise error.user_exception from error
                return Outcome(5, [f"cotejo: {error.user_exception}"])
            except sources.SourceError as error:
                return Outcome(1, [f"cotejo: {line}" for line in str(error).splitlines()])
            except DagsterMaxRetriesExceededError as error:
                cause = _cause(error)
                if isinstance(cause, OSError):
                    return Outcome(1, [f"cotejo: {cause}; vuelva a intentarlo · try again"])
                raise cause from None
            except DagsterAssetCheckFailedError:
                return Outcome(3, refusals(case))
        warned = cautions(case)
        return Outcome(4 if warned else 0, warned)


def _without_exports(job: Any) -> list[Any]:
    keys = job.asset_layer.executable_asset_keys
    return [each for each in keys if each.path != ["published", "exports"]]


def refusals(case: Case) -> list[str]:
    """Why nothing was published: what could not be used, and the checks that failed."""
    lines = [
        f"cotejo: {place}, {locator}, {heading}"
        f"{f': {value!r}' if value is not None else ''}: {reason}; {remedy}"
        f"{f' ({times} veces · times)' if times > 1 else ''}"
        for place, heading, value, reason, remedy, locator, times in _build_rows(case, REFUSED)
    ]
    if len(lines) > SHOWN:
        more = f"… {len(lines) - SHOWN} más · more; todo · all: cotejo check FILE --source ID"
        lines = [*lines[:SHOWN], f"cotejo: {more}"]
    failed = _build_rows(case, FAILED)
    lines += [
        f"cotejo: {table}: {rule} ({failing}): {note}" for table, rule, failing, note in failed
    ]
    if any(rule == CONTRADICTED for _, rule, _, _ in failed):
        lines += [f"cotejo: {fault}" for fault in _contradictions(case)]
    return [
        *lines,
        "cotejo: nada se publicó; la publicación anterior queda como estaba"
        " · nothing was published; the last publication stays as it was",
    ]


def _contradictions(case: Case) -> list[str]:
    """Which judgements contradict one another, chain by chain."""
    from pipelines.review_judgement import Judgement, contradictions, kept_at  # noqa: PLC0415

    return contradictions(
        {},
        [
            Judgement(left, right, word, by, why, kept_at(locator), on)
            for left, right, word, by, why, locator, on in _build_rows(case, JUDGED)
        ],
    )


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


def _cause(error: BaseException) -> BaseException:
    """What went wrong each time, beneath Dagster's account of the tries."""
    while type(error).__module__.startswith("dagster") and (error.__cause__ or error.__context__):
        error = error.__cause__ or error.__context__ or error
    return error


def _build_rows(case: Case, query: str) -> list[tuple[Any, ...]]:
    from pipelines.warehouse import Warehouse  # noqa: PLC0415

    warehouse = Warehouse(
        case=str(case.root), out=str(case.out_asked or ""), as_of=str(case.as_of or "")
    )
    with warehouse.held() as held:
        return held.connection.execute(query).fetchall()


@contextlib.contextmanager
def _at_home() -> Iterator[Path]:
    """Stay in Dagster's home, to which its files lie relative; then go back."""
    here = Path.cwd()
    home = Path(os.environ.get("DAGSTER_HOME") or ROOT)
    os.chdir(home)
    try:
        yield home
    finally:
        os.chdir(here)
