"""Running one matcher in a process of its own, and judging what it links."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import models
from tests.linkage.lists import Generated
from tests.models.linkage_lists import steps

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
Pair = tuple[str, str]

# What a peer is given beside the rows: names split the Spanish way, valid numbers, days of release.
PARSED = """
select
    record.*,
    array_to_string(given, ' ') as given,
    array_to_string(family, ' ') as family,
    given[1] as given_1,
    given[2] as given_2,
    family[1] as family_1,
    family[2] as family_2,
    if(id_valid, id_key, null) as id,
    if(date_basis = 'stated' and occurred_from = occurred_to, occurred_from, null) as released,
    person
from staging.record as record
join staging.name using (record_id)
join truth using (record_id)
"""


@dataclass(frozen=True)
class Run:
    """What a process did: pairs linked, seconds from start to end, and what it measured itself.

    `path` is the file of the pairs; `measured` always has `megabytes`, its peak memory.
    """

    path: Path
    seconds: float
    measured: dict[str, Any]

    @property
    def pairs(self) -> list[Pair]:
        """The pairs linked."""
        table = pq.read_table(self.path)
        return list(zip(table["left"].to_pylist(), table["right"].to_pylist(), strict=True))


class FailedError(Exception):
    """A matcher that ended without pairs."""


def write(generated: Generated | pa.Table, path: Path) -> None:
    """Write records, with what a peer is given beside them, and the truth.

    A table has the columns of `staging.record` and `person`.
    """
    record = models.tables()["staging.record"]
    with models.blank() as connection:
        if isinstance(generated, Generated):
            models.fill(connection, record, generated.rows)
            person = generated.person
            truth = pa.table({"record_id": [*person], "person": [*person.values()]})
        else:
            truth = generated.select(["record_id", "person"])
            connection.register("generated", generated)
            models.replace(connection, record, "select * exclude (person) from generated")
        for table in steps():
            if table.layer == "staging":
                models.build(connection, table)
        connection.register("truth", truth)
        connection.execute(f"copy ({PARSED}) to '{path}' (format parquet)")


def run(module: str, records: Path, python: Path | str = sys.executable) -> Run:
    """Run a matcher's module on a file of records, in a process of its own."""
    found = records.with_name(f"{records.stem}-{module}.pairs.parquet")
    log = found.with_suffix(".log")
    command = [str(python), "-m", f"tests.benchmarks.peers.{module}", str(records), str(found)]
    began = time.perf_counter()
    with log.open("w") as output:
        try:
            done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=output, check=False)
        except FileNotFoundError:
            raise FailedError("not installed (make peers)") from None
    seconds = time.perf_counter() - began
    if done.returncode:
        errors = [line for line in log.read_text().splitlines() if "Error" in line]
        raise FailedError((errors or [f"ended with {done.returncode}"])[-1])
    measured = json.loads(pq.read_schema(found).metadata[b"measured"])
    return Run(found, seconds, measured)
