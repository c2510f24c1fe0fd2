"""What a publication is made from, and what the last one counted."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipelines.case import REFERENCE, ROOT, Case
from pipelines.content import sha256
from pipelines.warehouse import Warehouse, models_sha256, quoted

# What the last publication held is taken from its published tables alone.
HOME = Path(__file__).parent / "previous"
PREVIOUS = {
    f"raw.previous_{name}": (HOME / f"{name}.sql").read_text("utf-8") for name in ("unit", "record")
}
PREVIOUS_RUN = (HOME / "run.sql").read_text("utf-8")
OTHER_SHAPE = (duckdb.CatalogException, duckdb.BinderException)
SEED = "SplitMix64(MD5(record_id, record_id))"
FACTS = """
select
    (select case_es from raw.case) as case_es,
    (select case_en from raw.case) as case_en,
    (select sha256(string_agg(reason, '|' order by rank)) from tally.reason_order) as precedence_sha256,
    (
        select sha256(coalesce(string_agg(source_id || ' ' || sha256, '|' order by source_id, sha256), ''))
        from raw.document
        join raw.source as source using (source_id)
        where source.source_kind <> 'claims'
    ) as documents_sha256,
    len(draw_numbers()) as draws,
    (select count(*) from raw.row) as input_rows
"""


class PublicationError(Exception):
    """The last publication cannot be read; the message says what to do."""


def manifest(warehouse: Warehouse, run_id: str) -> dict[str, Any]:
    """The row of meta.run: the case, the moment, and the hash of all that decides a figure."""
    case = warehouse.folder
    found = warehouse.connection.sql(FACTS)
    facts = dict(zip(found.columns, found.fetchall()[0], strict=True))
    config = _config(case)
    return facts | {
        "run_id": run_id,
        "started_at": datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "seconds"),
        "as_of_day": case.as_of,
        "version": version("cotejo"),
        "config": config,
        "config_sha256": _together(config.values()),
        "claims_sha256": _if_there(case.root / "data" / "claims.csv"),
        "judgements_sha256": _if_there(case.root / "data" / "hand" / "judgements.csv"),
        "withdrawals_sha256": _if_there(case.root / "data" / "hand" / "withdrawals.csv"),
        "models_sha256": models_sha256(),
        "readers_sha256": _readers_sha256(),
        "seed": SEED,
    }


def previous(warehouse: Warehouse) -> dict[str, int]:
    """Take over what the publication in the same folder counted; nothing where there is none."""
    path = warehouse.folder.warehouse
    connection = warehouse.connection
    if not path.exists():
        return _nothing(warehouse)
    try:
        connection.execute(f"attach {quoted(path)} as last (read_only)")
    except duckdb.Error:
        raise PublicationError(
            f"{path}: la última publicación no se puede leer; bórrela y corra de nuevo"
            " · the last publication cannot be read; delete it and run again"
        ) from None
    try:
        taken = {name: warehouse.take(name, query) for name, query in PREVIOUS.items()}
        return taken | {
            "raw.previous_run": warehouse.fill("raw.previous_run", _last_run(warehouse))
        }
    except OTHER_SHAPE:
        # Another version published other tables: what they counted cannot be compared.
        return _nothing(warehouse)
    finally:
        connection.execute("detach last")


def _nothing(warehouse: Warehouse) -> dict[str, int]:
    return {name: warehouse.fill(name, []) for name in (*PREVIOUS, "raw.previous_run")}


def _last_run(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The row of raw.previous_run: a file that came since is no change of method, a new list has one."""
    found = warehouse.connection.sql(PREVIOUS_RUN)
    told = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    today = _config(warehouse.folder)
    for run in told:
        then = zip(run.pop("paths"), run.pop("hashes"), strict=True)
        code = run.pop("models_sha256"), run.pop("readers_sha256")
        run["method_changed"] = code != (models_sha256(), _readers_sha256()) or any(
            today.get(path) != digest for path, digest in then
        )
    return told


def _config(case: Case) -> dict[str, str]:
    """The hash of each file of configuration and reference, by its place in the case."""
    reference = case.root / "data" / "reference"
    declared = case.root / "sources"
    found = {
        path.relative_to(case.root).as_posix(): path
        for pattern in ("*.yml", "*/*.py")
        for path in declared.rglob(pattern)
    }
    held = reference if reference.is_dir() else REFERENCE
    found |= {f"data/reference/{path.name}": path for path in held.glob("*.csv")}
    return {name: sha256(found[name]) for name in sorted(found)}


def _readers_sha256() -> str:
    return _together(sha256(path) for path in sorted((ROOT / "sources").rglob("*.py")))


def _together(hashes: Iterable[str]) -> str:
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()


def _if_there(path: Path) -> str | None:
    return sha256(path) if path.exists() else None
