"""What a run would make of one file, without writing anything."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import models
import sources
from pipelines.case import REFERENCE, Case

FIELDS = """
select value.field, count(value.published_value) as stated, count(distinct value.published_value) as different
from staging.value as value
group by value.field
order by value.field
"""

REFUSED = """
select locator, heading, value_text, reason_text, remedy, stops
from staging.rejected
where source_id = ?
order by stops desc, locator
"""

FLAGS = "select flag, count(*) from (select unnest(flags) as flag from staging.record) group by flag order by flag"


@dataclass(frozen=True)
class Preview:
    """Rows read, how each field is filled, what is odd, and what would be refused."""

    file: str
    source_id: str
    rows: int
    fields: list[tuple[str, int, int]]
    flags: dict[str, int]
    rejected: list[tuple[Any, ...]]

    @property
    def stops(self) -> bool:
        """Whether the file would stop the run."""
        return any(row[-1] for row in self.rejected)

    @property
    def refused(self) -> int:
        """How many rows or values would be refused."""
        return len(self.rejected)

    def document(self) -> dict[str, Any]:
        """The same as one JSON document."""
        return {
            "file": self.file,
            "source_id": self.source_id,
            "rows": self.rows,
            "fields": {
                name: {"stated": stated, "different": different}
                for name, stated, different in self.fields
            },
            "flags": self.flags,
            "rejected": [
                dict(
                    zip(
                        ("locator", "heading", "value", "reason", "remedy", "stops"),
                        row,
                        strict=True,
                    )
                )
                for row in self.rejected
            ],
        }

    def text(self) -> str:
        """The same as a person reads it."""
        from tabulate import tabulate  # noqa: PLC0415

        parts = [
            f"{self.file} ({self.source_id}): {self.rows} filas · rows",
            tabulate(self.fields, ["campo · field", "dichos · stated", "distintos · different"]),
        ]
        if self.flags:
            parts.append(tabulate(sorted(self.flags.items()), ["señal · flag", "filas · rows"]))
        if self.rejected:
            parts.append(
                tabulate(
                    [row[:-1] for row in self.rejected],
                    [
                        "dónde · where",
                        "campo",
                        "valor · value",
                        "por qué · why",
                        "qué hacer · remedy",
                    ],
                    disable_numparse=True,
                    missingval="",
                )
            )
        return "\n\n".join(parts)


def preview(case: Case, file: Path, source_id: str) -> Preview:
    """Read a file as the source's declaration says; SourceError where it cannot be read at all."""
    rows = sources.preview(case.root, REFERENCE, file, source_id)
    table = models.tables()
    with models.blank() as connection:
        for name, each in table.items():
            if name in rows:
                models.fill(connection, each, rows[name])
            elif each.layer == "staging" and each.sql:
                models.build(connection, each)
        read = connection.execute("select count(*) from raw.row").fetchall()[0][0]
        return Preview(
            file=file.name,
            source_id=source_id,
            rows=read,
            fields=connection.execute(FIELDS).fetchall(),
            flags=dict(connection.execute(FLAGS).fetchall()),
            rejected=connection.execute(REFUSED, [source_id]).fetchall(),
        )
