"""What Dagster knows of a case: the assets, job, schedule and sensor."""

import hashlib

import dagster as dg

from pipelines.assets import assets
from pipelines.case import Case
from pipelines.warehouse import Warehouse

JOB = "cotejo"


def definitions(case: Case, wait_seconds: float = 600) -> dg.Definitions:
    """Everything of one case; a run waits so long for another that holds the case."""
    job = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        executor_def=dg.in_process_executor,
        # One run at a time for a case: dagster.yaml limits the runs that share this tag.
        tags={"cotejo/case": hashlib.sha256(str(case.root).encode()).hexdigest()[:16]},
        description="De las listas y cifras publicadas al puente, y a la publicación.\n\n"
        "From published lists and figures to the bridge, and to the publication.",
    )

    @dg.sensor(job=job, minimum_interval_seconds=60)
    def inbox() -> dg.RunRequest | dg.SkipReason:
        """Run when a file has come into the inbox or changed there."""
        files = case.dropped()
        if not files:
            return dg.SkipReason("the inbox is empty")
        seen = "\n".join(
            f"{path}|{path.stat().st_size}|{path.stat().st_mtime_ns}" for path in files
        )
        return dg.RunRequest(run_key=hashlib.sha256(seen.encode()).hexdigest())

    return dg.Definitions(
        assets=assets(case),
        jobs=[job],
        schedules=[
            dg.ScheduleDefinition(
                name="daily",
                job=job,
                cron_schedule="0 6 * * *",
                execution_timezone="America/Caracas",
                description="Cada día a las 06:00 de Caracas. · Every day at 06:00 in Caracas.",
            )
        ],
        sensors=[inbox],
        resources={
            "warehouse": Warehouse(
                case=str(case.root),
                out=str(case.out_asked or ""),
                as_of=str(case.as_of or ""),
                wait_seconds=wait_seconds,
            )
        },
        executor=dg.in_process_executor,
    )
