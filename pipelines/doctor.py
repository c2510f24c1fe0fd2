"""Whether an installation and a case are in order, and what to do where they are not.

No finding tells a name: files are counted by their source, never named.
"""

import hashlib
import os
import platform
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from pipelines.case import REFERENCE, ROOT, Case

# A build, its publication and its exports of a large case fit into this.
LEAST_FREE_BYTES = 1_000_000_000
# Rows of a publication that withdrawals name.
HOLDS_WITHDRAWN = """
select count(*)
from marts.appearance as appearance
join (select unnest(?, recursive := true)) as asked
    on appearance.record_id = asked.record_id
    or appearance.source_id = asked.source_id and appearance.row_id = asked.row_id
"""
SHOWN_LIBRARIES = ("dagster", "duckdb", "great-expectations", "pandas")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `detail` holds a remedy where it is not in order."""

    name: str
    ok: bool
    detail: str


def diagnose(case: Case) -> list[Finding]:
    """Look at the installation, then at the case; nothing is changed."""
    libraries = _libraries()
    findings = [_python(), libraries, _space(case), _dagster_telemetry(), _gx_analytics()]
    if not libraries.ok:
        return findings
    declared = _declared(case)
    findings += [declared, _writable(case), _free(case), _published(case), _manifest(case)]
    if declared.ok:
        findings += [_inbox(case), _withdrawn(case)]
    return findings


def _python() -> Finding:
    from packaging.specifiers import SpecifierSet  # noqa: PLC0415

    running = platform.python_version()
    try:
        asked = metadata("cotejo")["Requires-Python"]
    except PackageNotFoundError:
        return Finding(
            "Python", False, f"{running}; cotejo no está instalado · is not installed: make run"
        )
    ok = SpecifierSet(asked).contains(running, prereleases=True)
    return Finding("Python", ok, running if ok else f"{running}; hace falta · needed: {asked}")


def _libraries() -> Finding:
    from packaging.requirements import Requirement  # noqa: PLC0415

    name = "bibliotecas · libraries"
    try:
        asked = [Requirement(text) for text in requires("cotejo") or []]
    except PackageNotFoundError:
        return Finding(name, False, "cotejo no está instalado · is not installed: make run")
    needed = [each for each in asked if each.marker is None or each.marker.evaluate({"extra": ""})]
    held = {each.name: _version(each.name) for each in needed}
    wrong = [
        f"{each.name} {held[each.name] or '—'} ({each.specifier})"
        for each in needed
        if not each.specifier.contains(held[each.name] or "0", prereleases=True)
        or held[each.name] is None
    ]
    if wrong:
        return Finding(
            name, False, f"{', '.join(wrong)}; instale de nuevo · install anew: make run"
        )
    shown = ", ".join(f"{each} {held[each]}" for each in SHOWN_LIBRARIES)
    return Finding(name, True, f"{shown}; {len(needed)} en total · in all")


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _space(case: Case) -> Finding:
    name = "disco · disk"
    place = next((each for each in (case.root, *case.root.parents) if each.exists()), ROOT)
    free = shutil.disk_usage(place).free
    said = f"{free / 1e9:.1f} GB libres · free"
    if free < LEAST_FREE_BYTES:
        return Finding(name, False, f"{said}; haga sitio · make room: 1 GB")
    return Finding(name, True, said)


def _dagster_telemetry() -> Finding:
    """Read the file that `dg` would read: that of DAGSTER_HOME, else the repository's."""
    import yaml  # noqa: PLC0415

    name = "telemetría · telemetry: Dagster"
    path = Path(os.environ.get("DAGSTER_HOME") or ROOT) / "dagster.yaml"
    remedy = "escriba en dagster.yaml · write in dagster.yaml: telemetry: {enabled: false}"
    try:
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return Finding(name, False, f"dagster.yaml no se puede leer · cannot be read; {remedy}")
    telemetry = declared.get("telemetry") if isinstance(declared, dict) else None
    if isinstance(telemetry, dict) and telemetry.get("enabled") is False:
        return Finding(name, True, "apagada · off")
    return Finding(name, False, f"encendida · on; {remedy}")


def _gx_analytics() -> Finding:
    name = "telemetría · telemetry: Great Expectations"
    if os.environ.get("GX_ANALYTICS_ENABLED", "").lower() in ("false", "f", "no", "n", "off", "0"):
        return Finding(name, True, "apagada · off")
    return Finding(name, False, "encendida · on; export GX_ANALYTICS_ENABLED=false")


def _declared(case: Case) -> Finding:
    import sources  # noqa: PLC0415

    name = "case.yml, sources/"
    try:
        tables = sources.declared_tables(case.root, REFERENCE)
    except sources.SourceError as fault:
        first, *more = str(fault).splitlines()
        return Finding(name, False, f"{first}{f' (+{len(more)})' if more else ''}")
    except OSError as fault:
        return Finding(name, False, f"no se puede leer · cannot be read: {fault.strerror}")
    compared, told = len(tables["raw.comparison"]), len(tables["raw.source"])
    return Finding(name, True, f"{compared} comparaciones · comparisons, {told} fuentes · sources")


def _writable(case: Case) -> Finding:
    name = "carpeta del caso · case folder"
    folder = next((each for each in (case.root / "data", case.root) if each.exists()), case.root)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding(name, True, "se puede escribir · writable")
    except OSError as fault:
        return Finding(
            name,
            False,
            f"no se puede escribir · not writable ({fault.strerror});"
            " dé permiso de escritura en data/ · allow writing in data/",
        )


def _free(case: Case) -> Finding:
    from filelock import FileLock, Timeout  # noqa: PLC0415

    name = "candado · lock"
    if not case.lock.exists():
        return Finding(name, True, "libre · free")
    try:
        with FileLock(case.lock, timeout=0):
            return Finding(name, True, "libre · free")
    except Timeout:
        return Finding(
            name, False, "otra corrida tiene el caso; espere · another run holds the case; wait"
        )
    except OSError as fault:
        return Finding(
            name,
            False,
            f"no se puede tomar · cannot be taken ({fault.strerror});"
            " dé permiso de escritura en data/.lock · allow writing in data/.lock",
        )


def _published(case: Case) -> Finding:
    import duckdb  # noqa: PLC0415

    name = "publicación · publication"
    if not case.warehouse.exists():
        return Finding(name, True, "todavía ninguna · none yet: cotejo run")
    try:
        with duckdb.connect(str(case.warehouse), read_only=True) as published:
            runs = published.execute("select started_at, version from meta.run").fetchall()
    except duckdb.Error:
        return Finding(name, False, "no se puede abrir · cannot be opened; cotejo run")
    if not runs:
        return Finding(name, False, "sin manifiesto · without a manifest; cotejo run")
    started_at, made_by = runs[0]
    said = f"{started_at:%Y-%m-%d %H:%M} UTC, cotejo {made_by}"
    if made_by != version("cotejo"):
        return Finding(
            name, False, f"{said}; hoy hay otra versión · now another version; cotejo run"
        )
    return Finding(name, True, said)


def _manifest(case: Case) -> Finding:
    """Whether the published tables and exported files are those of which the manifest has the hash."""
    import duckdb  # noqa: PLC0415

    from pipelines.content import differing  # noqa: PLC0415

    name = "manifiesto · manifest"
    if not case.warehouse.exists():
        return Finding(name, True, "todavía ninguno · none yet: cotejo run")
    try:
        wrong = differing(case.warehouse, case.exports)
    except (duckdb.Error, IndexError):
        return Finding(name, False, "no se puede comprobar · cannot be verified; cotejo run")
    if wrong:
        return Finding(name, False, f"no coincide · does not agree: {', '.join(wrong)}; cotejo run")
    return Finding(name, True, "tablas y archivos coinciden · tables and files agree")


def _withdrawn(case: Case) -> Finding:
    """Publications and exports that still hold a row withdrawn for safety, such as those with a cut-off."""
    import duckdb  # noqa: PLC0415

    import sources  # noqa: PLC0415
    from pipelines.export.placed import runs_exported  # noqa: PLC0415

    name = "data/hand/withdrawals.csv"
    asked = sources.declared_tables(case.root, REFERENCE)["raw.withdrawal"]
    if not asked:
        return Finding(name, True, "ninguna fila retirada · no row withdrawn")
    held = []
    published = case.root / "data" / "published"
    for path in sorted(published.rglob("warehouse.duckdb")):
        try:
            with duckdb.connect(str(path), read_only=True) as warehouse:
                ((rows,),) = warehouse.execute(HOLDS_WITHDRAWN, [asked]).fetchall()
                made_by = warehouse.execute("select run_id from meta.run").fetchall()
                runs = {run for (run,) in made_by}
        except duckdb.Error:
            rows = 1
        if rows:
            held.append(path.parent.relative_to(case.root).as_posix())
        # Files of an earlier run may hold what has been withdrawn since.
        elif runs_exported(path.parent / "exports") - runs:
            held.append((path.parent / "exports").relative_to(case.root).as_posix())
    if held:
        return Finding(
            name,
            False,
            f"{len(asked)}; aún las contiene · still hold some: {', '.join(held)};"
            " vuelva a correr o bórrela · run again or delete it",
        )
    return Finding(
        name, True, f"{len(asked)}; ninguna publicación las contiene · no publication holds any"
    )


def _inbox(case: Case) -> Finding:
    """Files of the inbox that the publication does not hold, by hash, and those nobody reads."""
    from sources.document import SIDECAR  # noqa: PLC0415

    name = "data/inbox"
    held = _published_hashes(case)
    owners = dict(_owners(case))
    waiting: Counter[str] = Counter()
    files = unread = 0
    for path in (each for each in case.dropped() if not each.name.endswith(SIDECAR)):
        files += 1
        if path not in owners:
            unread += 1
        elif held is None or _sha256(path) not in held:
            waiting[owners[path]] += 1
    parts = [f"{files} archivos · files"]
    if waiting:
        told = ", ".join(f"{source} {count}" for source, count in sorted(waiting.items()))
        parts.append(f"sin publicar · not yet published: {told}; cotejo run")
    if unread:
        parts.append(
            f"{unread} que ninguna fuente lee · that no source reads;"
            " corrija · correct files: sources/*/*.yml"
        )
    return Finding(name, not unread and (held is None or not waiting), "; ".join(parts))


def _owners(case: Case) -> Iterator[tuple[Path, str]]:
    import sources  # noqa: PLC0415
    from sources.reference import codes  # noqa: PLC0415

    for source in sources.read_sources(case.root, codes(case.root, REFERENCE)):
        for path in case.root.glob(source.declaration.files):
            yield path, source.id


def _published_hashes(case: Case) -> set[str] | None:
    """Hashes of the published documents; None where nothing can be read."""
    import duckdb  # noqa: PLC0415

    if not case.warehouse.exists():
        return None
    try:
        with duckdb.connect(str(case.warehouse), read_only=True) as published:
            return {
                sha256
                for (sha256,) in published.execute("select sha256 from meta.document").fetchall()
            }
    except duckdb.Error:
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
