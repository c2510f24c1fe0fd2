"""Reading a document: the declared reader, and for tables the one that its form needs."""

from collections.abc import Callable

from sources.declaration import Source
from sources.document import Document
from sources.error import SourceError
from sources.grid import Contents, File
from sources.readers.delimited import read_delimited
from sources.readers.html import read_html
from sources.readers.json import read_json
from sources.readers.own import read_own
from sources.readers.parquet import read_parquet
from sources.readers.pdf import read_pdf
from sources.readers.text import read_text
from sources.readers.workbook import read_workbook
from sources.reading import Reading, reading_of

_DELIMITED = frozenset({".csv", ".tsv", ".txt"})
_BINARY: dict[str, Callable[[File], Contents]] = {
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".xls": read_workbook,
    ".ods": read_workbook,
    ".parquet": read_parquet,
}


def read_document(source: Source, document: Document) -> Reading:
    """Read a document by what its source declares.

    Raises SourceError where the file cannot be read, or its headings are not those declared.
    """
    contents = _contents(source, File(document.file, document.path))
    return reading_of(source, contents, document.path)


def _contents(source: Source, file: File) -> Contents:
    declared = source.declaration
    match declared.reader:
        case "table":
            return _table(source, file)
        case "html":
            return read_html(file, declared.encoding)
        case "pdf":
            return read_pdf(file)
        case "json":
            return read_json(file, declared.encoding)
        case "text":
            return read_text(file, declared.encoding, declared.pattern or "")
        case "own" if source.own_reader:
            return read_own(file, source.own_reader)
    raise SourceError(f"{source.shown}: no reader is called {declared.reader}")


def _table(source: Source, file: File) -> Contents:
    suffix = file.path.suffix.lower()
    if suffix in _DELIMITED:
        return read_delimited(file, source.declaration.encoding)
    if suffix in _BINARY:
        return _BINARY[suffix](file)
    raise SourceError(
        f"{file.shown}: reader: table reads {', '.join(sorted(_DELIMITED | _BINARY.keys()))};"
        f" save it as one of them, or name another reader: in {source.shown}"
    )
