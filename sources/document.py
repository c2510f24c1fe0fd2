"""Documents: the files of a source, each kept once as it was when first seen."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from sources.checked import Declared, checked
from sources.declaration import CLAIMS, Source
from sources.error import SourceError
from sources.yaml_text import read_yaml

MOST_BYTES = 100_000_000
SIDECAR = ".meta.yml"

_UNDATED = date.min


def _moment(text: str | None) -> datetime | None:
    """Read an ISO day or time as UTC without a zone; one without a zone is taken as UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no time; write 2026-02-09 or 2026-02-09T14:30Z") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _day(text: str | None) -> date | None:
    """Take the day of an ISO day or time, where it was published."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise ValueError(f"{text!r} is no date; write 2026-02-09") from None


class Sidecar(Declared):
    """What `<file>.meta.yml` says of the file beside it."""

    url: str | None = None
    published_at: Annotated[date | None, BeforeValidator(_day)] = None
    captured_at: Annotated[datetime | None, BeforeValidator(_moment)] = None
    captured_by: str | None = None


@dataclass(frozen=True)
class Document:
    """One file of a source. `file` is what is read: the snapshot, not the inbox.

    `path` is where it lay, relative to the case. `captured_at` is what the sidecar says of it,
    else when a run first saw it, which is `first_seen_at`; both are UTC.
    """

    source_id: str
    sha256: str
    path: str
    file: Path
    bytes: int
    published_on: date | None
    captured_at: datetime
    first_seen_at: datetime
    captured_by: str | None
    url: str | None


def now() -> datetime:
    """Tell the time, UTC, without a zone and to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def capture(
    root: Path, source: Source, snapshots: Path, as_of: date | None, moment: datetime
) -> list[Document]:
    """Copy each file of a source once, by hash and read-only, and describe the copies.

    `moment` is when the run looks: the same for all that it sees for the first time.
    In order of publication, undated ones last. Left out are files published after `as_of`,
    and undated ones captured after it. Raises SourceError where a source that is not
    awaited has no file, a file is too large, or editions cannot be told apart by date.
    """
    paths = _files(root, source)
    if not paths and not source.declaration.awaited:
        raise SourceError(
            f"{source.shown}: no file matches {source.declaration.files};"
            " put the list there, or write awaited: true"
        )
    documents = [_captured(root, source, path, snapshots, moment) for path in paths]
    kept = _in_time(source, documents, as_of)
    return _distinct(source, sorted(kept, key=_order))


def describe(root: Path, source: Source, path: Path) -> Document:
    """Describe a file where it lies, writing nothing."""
    content = _content(path, _shown(root, path))
    return _described(root, source, path, content, now())


def _files(root: Path, source: Source) -> list[Path]:
    return sorted(path for path in root.glob(source.declaration.files) if _is_list(root, path))


def _is_list(root: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    aside = path.name.startswith("~$") or path.name.endswith(SIDECAR)
    return path.is_file() and not hidden and not aside


def _content(path: Path, shown: str) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise SourceError(f"{shown}: has {size:,} bytes, more than {MOST_BYTES:,}; divide it")
    if not size:
        raise SourceError(f"{shown}: is empty; replace it, or take it out of the inbox")
    return path.read_bytes()


def _captured(
    root: Path, source: Source, path: Path, snapshots: Path, moment: datetime
) -> Document:
    shown = _shown(root, path)
    content = _content(path, shown)
    document = _described(root, source, path, content, moment)
    stem = snapshots / document.sha256[:2] / document.sha256
    copy = stem.with_suffix(path.suffix.lower())
    first_seen = stem.with_suffix(".captured")
    if not first_seen.exists():
        _write_once(first_seen, f"{moment.isoformat()}\n".encode())
    if not copy.exists():
        _write_once(copy, content)
    elif copy.stat().st_size != len(content) or _sha256(copy.read_bytes()) != document.sha256:
        raise SourceError(
            f"{copy.name}: the snapshot of {shown} is no longer what was captured;"
            " delete it and run again"
        )
    seen_at = datetime.fromisoformat(first_seen.read_text().strip())
    declared = _sidecar(root, path).captured_at
    return replace(document, file=copy, captured_at=declared or seen_at, first_seen_at=seen_at)


def _described(
    root: Path, source: Source, path: Path, content: bytes, moment: datetime
) -> Document:
    sidecar = _sidecar(root, path)
    return Document(
        source_id=source.id,
        sha256=_sha256(content),
        path=_shown(root, path),
        file=path,
        bytes=len(content),
        published_on=_leading_date(path, _shown(root, path)) or sidecar.published_at,
        captured_at=sidecar.captured_at or moment,
        first_seen_at=moment,
        captured_by=sidecar.captured_by,
        url=sidecar.url,
    )


def _sidecar(root: Path, path: Path) -> Sidecar:
    beside = path.with_name(path.name + SIDECAR)
    if not beside.is_file():
        return Sidecar()
    shown = _shown(root, beside)
    return checked(Sidecar, read_yaml(beside, shown), shown)


def _leading_date(path: Path, shown: str) -> date | None:
    leading = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", path.name)
    if not leading:
        return None
    try:
        return date.fromisoformat(leading.group())
    except ValueError:
        raise SourceError(f"{shown}: {leading.group()} is no day; rename the file") from None


def _write_once(path: Path, content: bytes) -> None:
    """Write aside and move in, read-only: a copy is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o400)
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)


def _in_time(source: Source, documents: Iterable[Document], as_of: date | None) -> list[Document]:
    """Keep the documents that were out by `as_of`; claims carry the day on which each was said."""
    if as_of is None:
        return list(documents)
    undated_counts: Callable[[Document], bool] = (
        (lambda _: True)
        if source.declaration.kind == CLAIMS
        else (lambda document: document.captured_at.date() <= as_of)
    )
    return [
        document
        for document in documents
        if (document.published_on <= as_of if document.published_on else undated_counts(document))
    ]


def _distinct(source: Source, documents: list[Document]) -> list[Document]:
    """Keep one document for each content: of batches the first, of editions the last.

    Raises SourceError where several editions bear one date, or one of several bears none.
    """
    if source.declaration.files_are == "batches":
        documents = documents[::-1]
    distinct = sorted({document.sha256: document for document in documents}.values(), key=_order)
    if source.declaration.files_are == "editions":
        for earlier, later in pairwise(distinct):
            if later.published_on in (None, earlier.published_on):
                raise SourceError(
                    f"{earlier.path} and {later.path}: which edition is the newer one?"
                    " begin each name with its own day of publication, as 2026-02-09_"
                )
    return distinct


def _order(document: Document) -> tuple[bool, date, str]:
    return document.published_on is None, document.published_on or _UNDATED, document.path


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
