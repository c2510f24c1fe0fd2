"""Finished files put where readers find them, with `latest/` and a manifest of hashes."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.content import sha256
from pipelines.export.naming import Publication

MANIFEST = "manifest.json"
LATEST = "latest"


@dataclass(frozen=True)
class Made:
    """A finished file: its place under the folder of exports, and what it is."""

    path: Path
    format: str
    edition: str
    language: str | None = None


def placed(
    aside: Path,
    out: Path,
    made: list[Made],
    publication: Publication,
    withdrawals: str | None,
) -> list[Path]:
    """Move files from `aside` into `out`, then write the manifest and renew `latest/`.

    What an earlier export of another cut-off or form left stays, and stays in the manifest as
    long as it is what that says. Where other rows were withdrawn then (`withdrawals` is the hash of
    their file), it may hold what must not be anywhere, and is deleted. `latest/` holds all files of
    the run that was exported last.
    """
    _unsafe_deleted(out, publication.case_id, withdrawals)
    told = {
        each.path.as_posix(): _told(aside, each, publication) | {"withdrawals_sha256": withdrawals}
        for each in made
    }
    for folder in sorted({each.path.parent for each in made if each.path.parent != Path()}):
        _renewed(aside / folder.parts[0], out / folder.parts[0], aside)
    for each in made:
        if each.path.parent == Path():
            (aside / each.path).replace(out / each.path)
    kept = _kept(out) | told
    _write_manifest(out, kept)
    latest = {path: entry for path, entry in kept.items() if entry["run_id"] == publication.run_id}
    fresh = aside / LATEST
    for path in latest:
        target = fresh / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _linked(out / path, target)
    _write_manifest(fresh, latest)
    _renewed(fresh, out / LATEST, aside)
    return [out / each.path for each in made]


def runs_exported(out: Path) -> set[str]:
    """The runs of which there are files in a folder of exports."""
    return {entry["run_id"] for path, entry in _listed(out).items() if (out / path).is_file()}


def _unsafe_deleted(out: Path, case_id: str, withdrawals: str | None) -> None:
    """Delete every file of the case that was exported when other rows were withdrawn."""
    for path, entry in _listed(out).items():
        if entry["case"] == case_id and entry.get("withdrawals_sha256") != withdrawals:
            for copy in (out / path, out / LATEST / path):
                copy.unlink(missing_ok=True)
            for folder in (out / path).parents:
                if folder in (out, *out.parents) or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()


def _told(aside: Path, made: Made, publication: Publication) -> dict[str, Any]:
    path = aside / made.path
    path.chmod(0o600)
    return {
        "format": made.format,
        "edition": made.edition,
        "language": made.language,
        "case": publication.case_id,
        "cut_off": publication.cut_off.isoformat(),
        "run_id": publication.run_id,
        "bytes": path.stat().st_size,
        "sha256": sha256(path),
    }


def _kept(out: Path) -> dict[str, dict[str, Any]]:
    """What the manifest says of files that are still as it says."""
    return {
        path: entry
        for path, entry in _listed(out).items()
        if (out / path).is_file() and sha256(out / path) == entry["sha256"]
    }


def _listed(out: Path) -> dict[str, dict[str, Any]]:
    try:
        files: dict[str, Any] = json.loads((out / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        return {}
    # Nothing but what an export has named is ever deleted, whatever the manifest in a folder says.
    return {
        path: entry
        for path, entry in files.items()
        if path.startswith("discrepancias_") and ".." not in Path(path).parts and "case" in entry
    }


def _write_manifest(folder: Path, files: dict[str, dict[str, Any]]) -> None:
    aside = folder / f".{MANIFEST}.new"
    text = json.dumps({"files": files}, ensure_ascii=False, indent=2, sort_keys=True)
    aside.write_text(text + "\n", encoding="utf-8")
    aside.chmod(0o600)
    aside.replace(folder / MANIFEST)


def _renewed(made: Path, target: Path, aside: Path) -> None:
    """Put a finished folder in the place of another."""
    if not made.exists():
        return
    if target.exists():
        target.replace(aside / f"old-{target.name}")
    made.replace(target)


def _linked(file: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk has no links."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)
