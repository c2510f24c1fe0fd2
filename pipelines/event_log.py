"""Dagster's SQLite storage, for the one process that writes a run.

Dagster itself opens, compiles for and closes its files anew at each event, since a web server
may look at any number of runs. A run of a few seconds writes some hundred events. Here each file
is opened once. What is written is the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy.pool import StaticPool

BUSY_SECONDS = 60


class EventLog(SqliteEventLogStorage):
    """Dagster's event log, each file opened once; one statement at a time, as there."""

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, sqlalchemy.Engine] = {}
        super().__init__(base_dir)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sqlalchemy.Connection]:
        with self._db_lock:
            if shard not in self._engines:
                self._engines[shard] = _engine(self.conn_string_for_shard(shard))
                self._initdb(self._engines[shard])
                self._initialized_dbs.add(shard)
            with self._engines[shard].begin() as connection:
                yield connection

    def dispose(self) -> None:
        """Close the files."""
        super().dispose()
        for engine in self._engines.values():
            engine.dispose()


class Storage(DagsterSqliteStorage):
    """Dagster's SQLite storage with that event log."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(str(Path(base_dir) / "history" / "runs"))

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "Storage":
        """Make the storage as it is configured."""
        return cls.from_local(inst_data=inst_data, **config_value)


def _engine(path: str) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(
        path,
        poolclass=StaticPool,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @sqlalchemy.event.listens_for(engine, "connect")
    def written_in_order(connection: Any, _: Any) -> None:
        # Safe when the process dies; only a power cut could lose the last events of a run.
        connection.execute("pragma synchronous = normal")

    return engine
