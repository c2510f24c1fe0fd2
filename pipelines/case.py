"""Where a case keeps its things."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"


@dataclass(frozen=True)
class Case:
    """A case's folder and where a run of it reads and writes.

    With a cut-off the publication goes to a folder of its own, unless `out` says otherwise,
    so that it never replaces the current one.
    """

    root: Path
    out_asked: Path | None = None
    as_of: date | None = None

    @property
    def out(self) -> Path:
        """Folder of the publication."""
        if self.out_asked:
            return self.out_asked
        published = self.root / "data" / "published"
        return published / "as_of" / self.as_of.isoformat() if self.as_of else published

    @property
    def warehouse(self) -> Path:
        """The published warehouse."""
        return self.out / "warehouse.duckdb"

    @property
    def exports(self) -> Path:
        """Folder of the exports."""
        return self.out / "exports"

    @property
    def build(self) -> Path:
        """Folder of the warehouse while it is built."""
        return self.out / ".build"

    @property
    def snapshots(self) -> Path:
        """Files as captured, by hash."""
        return self.root / "data" / "snapshots"

    @property
    def lock(self) -> Path:
        """Held by the one run that may write."""
        return self.root / "data" / ".lock"

    @property
    def exporting(self) -> Path:
        """Held by the one export that may write: all of a case share one memory of what was shown."""
        return self.root / "data" / ".exports.lock"

    @property
    def inbox(self) -> Path:
        """Where the user drops lists."""
        return self.root / "data" / "inbox"

    def dropped(self) -> list[Path]:
        """Files in the inbox, without hidden ones and the locks of an editor."""
        return sorted(
            path
            for path in self.inbox.rglob("*")
            if path.is_file()
            and not any(part.startswith((".", "~$")) for part in path.relative_to(self.inbox).parts)
        )


def case_of(folder: Path | None) -> Case:
    """The case in a folder; else that of COTEJO_CASE; else the repository's own."""
    named = folder or Path(os.environ.get("COTEJO_CASE") or ROOT)
    return Case(named.resolve())
