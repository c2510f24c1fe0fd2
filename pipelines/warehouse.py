"""The warehouse under construction, and the publication that replaces the last one whole."""

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from filelock import FileLock, Timeout
from pydantic import PrivateAttr

import models
from expectations import Outcome
from pipelines import content
from pipelines.case import Case

log = logging.getLogger("cotejo")


class CaseBusyError(Exception):
    """Another run holds the case."""


class Warehouse(dg.ConfigurableResource):
    """The private warehouse that a run builds, open for as long as the run lasts.

    It holds every layer; only `marts` and `meta` are published. One run at a time holds a
    case: another waits for `wait_seconds`, then CaseBusyError.
    """

    case: str
    out: str = ""
    as_of: str = ""
    wait_seconds: float = 600

    _connection: duckdb.DuckDBPyConnection | None = PrivateAttr(default=None)
    _found: dict[str, list[dict[str, Any]]] = PrivateAttr(default_factory=dict)

    @property
    def folder(self) -> Case:
        """The case that this warehouse belongs to."""
        return Case(
            Path(self.case),
            Path(self.out) if self.out else None,
            date.fromisoformat(self.as_of) if self.as_of else None,
        )

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection of the run."""
        if self._connection is None:
            raise RuntimeError("the warehouse is open only while a run lasts")
        return self._connection

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Warehouse"]:
        """Hold the case and open its build for one run."""
        with self.held():
            yield self

    @contextmanager
    def held(self) -> Iterator["Warehouse"]:
        """Hold the case and open its build."""
        folder = self.folder
        folder.build.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder.lock, timeout=self.wait_seconds):
                self._connection = _opened(folder.build)
                try:
                    yield self
                finally:
                    try:
                        self.noted()
                    finally:
                        self._connection.close()
                    self._connection = None
        except Timeout:
            raise CaseBusyError(
                f"otra corrida tiene · another run holds {folder.root};"
                " espere a que termine · wait until it ends"
            ) from None

    def fill(self, full_name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Replace a table's rows by these."""
        return models.fill(self.connection, models.tables()[full_name], rows)

    def take(self, full_name: str, query: str) -> int:
        """Replace a table's rows by those of a query."""
        return models.replace(self.connection, models.tables()[full_name], query)

    def build(self, full_name: str) -> int:
        """Fill a table by its SQL or Python."""
        return models.build(self.connection, models.tables()[full_name])

    def note(self, full_name: str, outcomes: Iterable[Outcome]) -> None:
        """Keep what the expectations of a table found, in place of what they found before."""
        self._found[full_name] = [
            {
                "table_name": full_name,
                "check_name": each.check,
                "rule": each.name,
                "severity": each.severity,
                "passed": each.passed,
                "failing": each.failing,
                "note": each.note or None,
            }
            for each in outcomes
        ]

    def forget(self) -> None:
        """Empty what an earlier run found wrong, so that this one tells only of itself."""
        self.connection.execute("delete from meta.check; delete from staging.rejected")

    def noted(self) -> int:
        """Write down what the expectations found so far; return how many rules are kept."""
        self.connection.execute(
            "delete from meta.check where list_contains(?, table_name)", [list(self._found)]
        )
        told = [row for rows in self._found.values() for row in rows]
        if told:
            self.connection.execute(
                "insert into meta.check by name select told.* from (select unnest(?) as told)",
                [told],
            )
        self._found.clear()
        return models.count(self.connection, models.tables()["meta.check"])

    def hashed(self) -> int:
        """Write down the hash of every published table; return how many there are."""
        return self.fill("meta.output", content.outputs(self.connection))

    def publish(self) -> Path:
        """Write the published schemas to a new file and put it in place of the last one.

        Rows lie in order of key, and the manifest beside the file is put in place just before it.
        """
        folder = self.folder
        made = folder.build / "publication.duckdb"
        _remove(made)
        with duckdb.connect(str(made), config=models.STORAGE) as fresh:
            models.create(fresh, ("marts", "meta"))
        self.connection.execute(f"attach {quoted(made)} as publication")
        try:
            for table in models.tables().values():
                if table.published:
                    name, key = table.full_name, ", ".join(f'"{each}"' for each in table.key)
                    self.connection.execute(
                        f"insert into publication.{name} by name from {name} order by {key}"
                    )
        finally:
            self.connection.execute("detach publication")
        if made.with_suffix(".duckdb.wal").exists():
            raise RuntimeError("the publication was not written out whole")
        told, last = content.manifest_of(self.connection), content.manifest_at(folder.warehouse)
        content.write_manifest(folder.out, told, last)
        _in_place(made, folder.warehouse)
        log.info("publicado · published: %s", folder.warehouse)
        return folder.warehouse


def models_sha256() -> str:
    """SHA-256 of everything that makes the tables; what is only asked of them makes none."""
    digest = hashlib.sha256()
    asked = models.HOME / "queries"
    for path in sorted(models.HOME.rglob("*")):
        if path.suffix in (".yml", ".sql", ".py", ".csv") and path.parent != asked:
            digest.update(path.relative_to(models.HOME).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the build; one whose contracts are not today's is made anew."""
    path = folder / f"warehouse-{models_sha256()[:12]}.duckdb"
    for other in folder.glob("warehouse-*.duckdb*"):
        if not other.name.startswith(path.stem):
            other.unlink()
    try:
        return models.blank(path)
    except duckdb.SerializationException:
        # A build that a crash has broken holds nothing that a run cannot make again.
        _remove(path)
        return models.blank(path)


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + ".wal")):
        name.unlink(missing_ok=True)


def quoted(path: Path) -> str:
    """A path as a text of SQL: DuckDB binds no parameter there."""
    return "'" + str(path).replace("'", "''") + "'"


def _in_place(made: Path, target: Path) -> None:
    """Put a finished file where readers find it; those who hold the old one keep it."""
    with made.open("rb") as written:
        os.fsync(written.fileno())
    made.chmod(0o400)
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)
