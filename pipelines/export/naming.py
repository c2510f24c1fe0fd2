"""What exported files are called, so that each says what it is wherever it is sent."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sources
from pipelines.edition import EditionError, View

HOME = Path(__file__).parent


@dataclass(frozen=True)
class Publication:
    """The publication that is exported: its case, its cut-off, and the run that made it."""

    case_id: str
    cut_off: date
    run_id: str
    titles: dict[str, str]
    version: str

    def stem(self, language: str, edition: str) -> str:
        """`discrepancias_example_corte-2026-03-01_es_public`."""
        return f"{self._head}_{language}_{edition}"

    def package(self, edition: str) -> str:
        """The folder of the tables, which are the same in every language."""
        return f"{self._head}_datos_{edition}"

    @property
    def _head(self) -> str:
        return f"discrepancias_{self.case_id}_corte-{self.cut_off.isoformat()}"


def named(view: View) -> Publication:
    """Read which publication a view shows; EditionError where it does not say which run made it."""
    query = (HOME / "named.sql").read_text(encoding="utf-8")
    found = view.warehouse.execute(query).fetchall()
    if not found:
        raise EditionError(
            f"{view.case.warehouse}: no dice qué corrida la hizo; córralo con `cotejo run`"
            " · does not say which run made it; make it anew with `cotejo run`"
        )
    cut_off, run_id, case_es, case_en, version = found[0]
    case_id = sources.read_case(view.case.root).id or _plain(view.case.root.name)
    return Publication(case_id, cut_off, run_id, {"es": case_es, "en": case_en}, version)


def _plain(name: str) -> str:
    """A folder's name without what a file's name or a shell could stumble over."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "_", bare).strip("_") or "caso"
