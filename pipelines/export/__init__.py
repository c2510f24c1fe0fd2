"""Reports and data of a publication as files: every format, language and edition, whole or not at all."""

import logging
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from filelock import FileLock

from pipelines import content
from pipelines.case import Case
from pipelines.edition import EditionError, Name, Protected, View, read_history, viewed
from pipelines.export.naming import Publication, named
from pipelines.export.package import write_package
from pipelines.export.placed import Made, placed
from pipelines.export.writers import FORMATS, writers

log = logging.getLogger("cotejo")

LANGUAGES = ("es", "en")
EDITIONS: tuple[Name, ...] = ("restricted", "public")
DATA = ("csv", "parquet")

__all__ = ["DATA", "EDITIONS", "FORMATS", "LANGUAGES", "export"]


def export(
    case: Case,
    out: Path | None = None,
    formats: Collection[str] = FORMATS,
    languages: Collection[str] = LANGUAGES,
    editions: Collection[str] = EDITIONS,
) -> list[Path]:
    """Write the exports of a case's publication to a folder; return the files, in order.

    `discrepancias_<case>_corte-<date>_<language>_<edition>.<format>`; CSV and Parquet have all
    other tables in a Data Package beside them. Files are readable by their owner alone. They
    replace those of an earlier export once all are written; anything else in the folder stays.
    `latest/` has the last ones, `manifest.json` the hash of each. What public editions have shown
    is remembered before they are put in place. Without a publication, or with one of another
    version: EditionError.
    """
    folder = out or case.exports
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        FileLock(case.exporting),
        TemporaryDirectory(prefix=".new-", dir=folder) as made_in,
    ):
        aside, made = Path(made_in), list[Made]()
        shown: Mapping[str, Protected] = {}
        for name in EDITIONS:
            if name in editions:
                with viewed(case, name) as view:
                    publication = named(view)
                    made += _made(view, publication, aside, formats, languages)
                    if view.is_public:
                        shown = view.counts
                    log.info("%s: %d archivos hasta ahora · files so far", name, len(made))
        if not made:
            return []
        if shown:
            read_history(case).added(shown).write(case)
        run = (content.manifest_at(case.warehouse) or {}).get("run", {})
        files = placed(aside, folder, made, publication, run.get("withdrawals_sha256"))
    if folder == case.exports:
        content.add_files(case.warehouse, folder, files)
    log.info("exportado · exported: %d archivos · files, %s", len(files), folder)
    return files


def _made(
    view: View,
    publication: Publication,
    aside: Path,
    formats: Collection[str],
    languages: Collection[str],
) -> Iterator[Made]:
    edition = view.edition.name
    try:
        for language in (each for each in LANGUAGES if each in languages):
            write = writers(view, language)
            for form in (each for each in FORMATS if each in formats):
                file = Path(f"{publication.stem(language, edition)}.{form}")
                write[form](aside / file)
                yield Made(file, form, edition, language)
        data = [each for each in DATA if each in formats]
        if data:
            home = aside / publication.package(edition)
            for path in write_package(view, publication, home, data):
                yield Made(path.relative_to(aside), path.suffix[1:], edition)
    except (duckdb.CatalogException, duckdb.BinderException) as fault:
        raise EditionError(
            f"{view.case.warehouse}: publicado por otra versión de cotejo; córralo de nuevo"
            " · published by another version of cotejo; make it anew with `cotejo run`"
        ) from fault
