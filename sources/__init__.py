"""Who publishes, what their lists look like, and how they are read."""

from sources.case import Case, read_case
from sources.declaration import Source, read_sources
from sources.document import Document, capture
from sources.error import SourceError
from sources.material import declared_tables, material, preview, read_tables
from sources.read import read_document
from sources.reading import Reading

__all__ = [
    "Case",
    "Document",
    "Reading",
    "Source",
    "SourceError",
    "capture",
    "declared_tables",
    "material",
    "preview",
    "read_case",
    "read_document",
    "read_sources",
    "read_tables",
]
