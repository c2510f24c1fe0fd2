"""Two editions of one publication: the restricted one shows all, the public one nobody who might come to harm.

A writer asks an edition for what it may write, and never the warehouse itself:

    shown = edition("public", case)
    columns, rows = shown.rows(connection, "marts.bridge")
    tables = shown.breakdowns(connection)              # once for all formats and languages
    tables["release"].table.lines("state", "week")     # [(("Lara", "2026-01-05"), None), ...]
    shown.history.added(tables).write(case)            # once the public exports are in place
"""

from pipelines.edition.attack import WIDTH, Exposed, audit, intervals
from pipelines.edition.counts import LEAST, OTHER, Cell, Counts, Sum, counted, pooled
from pipelines.edition.editions import Edition, EditionError, Name, edition
from pipelines.edition.headline import FOLDED
from pipelines.edition.history import FILE, History, HistoryError, read_history
from pipelines.edition.suppression import Protected, protected
from pipelines.edition.view import View, viewed

__all__ = [
    "FILE",
    "FOLDED",
    "LEAST",
    "OTHER",
    "WIDTH",
    "Cell",
    "Counts",
    "Edition",
    "EditionError",
    "Exposed",
    "History",
    "HistoryError",
    "Name",
    "Protected",
    "Sum",
    "View",
    "audit",
    "counted",
    "edition",
    "intervals",
    "pooled",
    "protected",
    "read_history",
    "viewed",
]
