"""What the tables are: contracts, SQL, and Python only where SQL cannot."""

from models.contract import Field, Table, tables
from models.warehouse import blank, build, create, fill

__all__ = ["Field", "Table", "blank", "build", "create", "fill", "tables"]
