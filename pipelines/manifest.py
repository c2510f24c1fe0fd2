"""What a publication is made from, and what the last one counted."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipelines.case import REFERENCE
from pipelines.warehouse import Warehouse, models_sha256, quoted

PREVIOUS = {
    "raw.previous_unit": "select claim_id, unit_id from last.marts.counted_unit",
    "raw.previous_record": "select record_id, person_id, release_id from last.marts.appearance",
}


class PublicationError(Exception):
    """The last publication cannot be read; the message says what to do."""


def manifest(warehouse: Warehouse, run_id: str) -> dict[str, Any]:
    """The row of meta.run: the case, the moment, and the hash of all that decides a figure."""
    case = warehouse.folder
    titles = warehouse.connection.execute("select case_es, case_en from raw.case").fetchall()[0]
    rows = warehouse.connection.execute("select count(*) from raw.row").fetchall()[0][0]
    reference = case.root / "data" / "reference"
    config = [
        *(case.root / "sources").rglob("*.yml"),
        *(reference if reference.is_dir() else REFERENCE).glob("*.csv"),
    ]
    return {
        "run_id": run_id,
        "case_es": titles[0],
        "case_en": titles[1],
        "started_at": datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "seconds"),
        "as_of_day": case.as_of,
        "version": version("cotejo"),
        "config_sha256": _together(config),
        "claims_sha256": _if_there(case.root / "data" / "claims.csv"),
        "judgements_sha256": _if_there(case.root / "data" / "hand" / "judgements.csv"),
        "models_sha256": models_sha256(),
        "input_rows": rows,
    }


def previous(warehouse: Warehouse) -> dict[str, int]:
    """Take over what the publication in the same folder counted; nothing where there is none."""
    path = warehouse.folder.warehouse
    connection = warehouse.connection
    if not path.exists():
        return {name: warehouse.fill(name, []) for name in PREVIOUS}
    try:
        connection.execute(f"attach {quoted(path)} as last (read_only)")
    except duckdb.Error:
        raise PublicationError(
            f"{path}: la última publicación no se puede leer; bórrela y corra de nuevo"
            " · the last publication cannot be read; delete it and run again"
        ) from None
    try:
        return {name: warehouse.take(name, query) for name, query in PREVIOUS.items()}
    except duckdb.CatalogException:
        # Another version published other tables: what they counted cannot be compared.
        return {name: warehouse.fill(name, []) for name in PREVIOUS}
    finally:
        connection.execute("detach last")


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _together(paths: Iterable[Path]) -> str:
    return hashlib.sha256("".join(sorted(map(sha256, paths))).encode()).hexdigest()


def _if_there(path: Path) -> str | None:
    return sha256(path) if path.exists() else None
