"""An open publication as readers of one edition may see it: all that a writer of exports gets."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.case import Case
from pipelines.content import sha256
from pipelines.edition.editions import Edition, EditionError, Name, edition
from pipelines.edition.suppression import Protected


@dataclass(frozen=True)
class View:
    """What one edition shows of one publication, for every format and language alike.

    `warehouse` holds the tables, rows and columns that the edition shows, for queries;
    `counts` the tables of counts of people by name, small ones hidden in the public edition.
    """

    case: Case
    edition: Edition
    warehouse: duckdb.DuckDBPyConnection
    counts: Mapping[str, Protected]
    sha256: str

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.edition.name == "public"

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns that the edition shows of a published table; none where it shows none."""
        try:
            return tuple(self.warehouse.table(table).columns)
        except duckdb.CatalogException:
            return ()

    def rows(self, table: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """The columns and rows that the edition shows of a published table; none where it shows none."""
        try:
            found = self.warehouse.table(table)
        except duckdb.CatalogException:
            return (), []
        return tuple(found.columns), found.fetchall()


@contextmanager
def viewed(case: Case, name: Name) -> Iterator[View]:
    """Open the publication of a case as one edition shows it.

    Without a publication, with a broken one, or with one of another version: EditionError.
    """
    path = case.warehouse
    if not path.is_file():
        raise EditionError(
            f"{path}: no hay nada publicado; córralo con `cotejo run`"
            " · nothing published there; make it with `cotejo run`"
        )
    try:
        publication = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as fault:
        raise EditionError(f"{path}: {fault}; make it anew with `cotejo run`") from fault
    with publication:
        shown = edition(name, case)
        try:
            counts = shown.breakdowns(publication)
            warehouse = shown.warehouse(publication, counts)
        except (duckdb.CatalogException, duckdb.BinderException) as fault:
            raise EditionError(
                f"{path}: publicado por otra versión de cotejo; córralo de nuevo"
                " · published by another version of cotejo; make it anew with `cotejo run`"
            ) from fault
        with warehouse:
            yield View(case, shown, warehouse, counts, sha256(path))
