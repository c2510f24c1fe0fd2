"""nomenklatura as its command `xref` works: its blocker, logic-v2, pairs above .7 merged."""

from pathlib import Path
from tempfile import TemporaryDirectory

from followthemoney import Dataset, StatementEntity
from nomenklatura.db import make_session
from nomenklatura.matching import LogicV2
from nomenklatura.resolver import Resolver
from nomenklatura.store import MemoryStore
from nomenklatura.xref import xref

from tests.benchmarks.peers.exchange import Pair, records, within, write

SCORE = 0.7
SEX = {"M": "male", "F": "female"}


def link() -> set[Pair]:
    """Pairs of records that have one canonical entity."""
    rows = records("full_name", "given", "family", "id", "sex", "birth_from")
    with TemporaryDirectory() as folder, make_session(f"sqlite:///{folder}/resolver.db") as session:
        resolver = Resolver[StatementEntity](session, create=True)
        resolver.load_into_memory()
        dataset = Dataset.make({"name": "lists", "title": "Lists"})
        store = MemoryStore(dataset, resolver)
        with store.writer() as writer:
            for row in rows:
                writer.add_entity(entity(dataset, row))
        xref(
            resolver,
            session,
            store,
            Path(folder) / "index",
            auto_threshold=SCORE,
            algorithm=LogicV2,
            discount_internal=1.0,  # as the command does: people are to be found twice in one list too
        )
        return set(
            within({row["record_id"]: resolver.get_canonical(row["record_id"]) for row in rows})
        )


def entity(dataset: Dataset, row: dict) -> StatementEntity:
    """A record as a person of Follow the Money."""
    said = {
        "name": row["full_name"],
        "firstName": row["given"],
        "lastName": row["family"],
        "idNumber": row["id"],
        "gender": SEX.get(row["sex"]),
        "birthDate": row["birth_from"] and row["birth_from"].isoformat(),
    }
    properties = {name: [value] for name, value in said.items() if value}
    data = {"id": row["record_id"], "schema": "Person", "properties": properties}
    return StatementEntity.from_data(dataset, data)


if __name__ == "__main__":
    write(link())
