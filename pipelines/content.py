"""What a publication holds, by hash: the same for the same rows, wherever they lie in the file."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

import models
from models import Table

# These tell of the run itself.
UNHASHED = ("meta.run", "meta.output")
NAME = "manifest.json"
RUN = "select * from meta.run"
OUTPUT = "select table_name, rows, sha256 from meta.output order by table_name"


def hashed(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, Any]:
    """The row of meta.output for a table: how many rows it has, and the hash of what they say.

    Each row is hashed as JSON, and the hashes, in order of the table's key, are hashed again.
    Moments (columns of type timestamp) are left out: they say when a file was captured.
    """
    columns = [f'"{field.name}"' for field in table.columns if field.type != "timestamp"]
    key = [f'"{name}"' for name in table.key]
    row = f"sha256(to_json(struct_pack({', '.join(columns)}))::varchar)"
    told = connection.table(table.full_name).aggregate(
        f"count(*), sha256(coalesce(string_agg({row}, '' order by {', '.join(key)}), ''))"
    )
    rows, digest = told.fetchall()[0]
    return {"table_name": table.full_name, "rows": rows, "sha256": digest}


def outputs(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of meta.output: every published table but those that tell of the run itself."""
    return [
        hashed(connection, table)
        for name, table in sorted(models.tables().items())
        if table.published and name not in UNHASHED
    ]


def manifest_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What a published warehouse says of itself: its run, and the hash of each table."""
    run = connection.sql(RUN)
    told = dict(zip(run.columns, run.fetchall()[0], strict=True))
    tables = {name: {"rows": rows, "sha256": digest}
              for name, rows, digest in connection.execute(OUTPUT).fetchall()}  # fmt: skip
    return {"run": told, "tables": tables}


def manifest_at(warehouse: Path) -> dict[str, Any] | None:
    """What the warehouse at a path says of itself; None where there is none that does."""
    if not warehouse.exists():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as published:
            return manifest_of(published)
    except (duckdb.Error, IndexError):
        return None


def write_manifest(
    folder: Path,
    told: dict[str, Any],
    last: dict[str, Any] | None,
    files: Mapping[str, str] | None = None,
) -> None:
    """Put the manifest of a publication into its folder, whole or not at all.

    `last` is what the publication says of itself that this one replaces: the manifest is put in
    place first, so that at any moment the warehouse beside it is one of the two.
    """
    document = told | {"files": dict(files or {}), "previous": last}
    folder.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder, prefix=".manifest-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=2, sort_keys=True, default=str)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(folder / NAME)
    finally:
        Path(aside).unlink(missing_ok=True)


def add_files(warehouse: Path, exports: Path, files: Iterable[Path]) -> None:
    """Add the hashes of exported files to the manifest beside the warehouse they were made from.

    They stand under their place in the folder `exports`, beside those that other exports of the
    same publication added.
    """
    told, kept = manifest_at(warehouse), read_manifest(warehouse.parent) or {}
    if told is None:
        return
    same = kept.get("run", {}).get("run_id") == told["run"]["run_id"]
    earlier = {
        name: digest
        for name, digest in (kept.get("files", {}) if same else {}).items()
        if (exports / name).is_file()
    }
    added = {path.relative_to(exports).as_posix(): sha256(path) for path in files}
    write_manifest(warehouse.parent, told, kept.get("previous"), earlier | added)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of the publication in a folder; None where it cannot be read."""
    try:
        found: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def differing(warehouse: Path, exports: Path) -> list[str]:
    """The tables and files of a publication that are not what its manifest says.

    A run that was killed while it published has left the publication before it, of which the
    manifest tells as `previous`.
    """
    kept = read_manifest(warehouse.parent)
    with duckdb.connect(str(warehouse), read_only=True) as published:
        told = manifest_of(published)
        found = {each["table_name"]: each["sha256"] for each in outputs(published)}
    wrong = [name for name, table in told["tables"].items() if found.get(name) != table["sha256"]]
    run = told["run"]["run_id"]
    mine = [
        each
        for each in (kept, (kept or {}).get("previous"))
        if each and each["run"]["run_id"] == run
    ]
    if not mine or mine[0]["tables"] != told["tables"]:
        return [*wrong, NAME]
    files = mine[0].get("files", {})
    return wrong + [
        name
        for name, digest in files.items()
        if not (exports / name).is_file() or sha256(exports / name) != digest
    ]


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
