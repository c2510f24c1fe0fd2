"""What the tables are: contracts, SQL, and Python only where SQL cannot."""

from models.contract import HOME, Field, Table, tables
from models.warehouse import STORAGE, blank, build, count, create, fill, replace

__all__ = [
    "HOME",
    "STORAGE",
    "Field",
    "Table",
    "blank",
    "build",
    "count",
    "create",
    "fill",
    "replace",
    "tables",
]
