"""What the sheets are written from: an edition of a publication in one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import models
from pipelines.edition import View
from pipelines.report.catalog import words
from pipelines.report.comparison import Claim
from pipelines.report.published import Published
from pipelines.report.told import Told
from pipelines.workbook.grid import Column, Kind

HOME = Path(__file__).parent / "query"
STATED = "stated"

# The label of all that a withheld table would count.
WITHHELD = "withheld"

Row = dict[str, Any]


@dataclass(frozen=True)
class Shown(Told):
    """What is told, read from a view: columns and tables that an edition lacks are not there."""

    def rows(self, table: str) -> list[Row]:
        """The rows that the edition shows of a published table."""
        columns, found = self.view.rows(table)
        return [dict(zip(columns, row, strict=True)) for row in found]

    def found(self, question: str) -> list[Row]:
        """What a query of `query/` finds; it may ask for rows of people in the restricted edition alone."""
        return self._asked.rows(question)

    @cached_property
    def _asked(self) -> Published:
        return Published(self.view, HOME)

    @cached_property
    def run(self) -> Row:
        """The run that made the publication, with the last day of what it holds."""
        run = next(iter(self.rows("meta.run")), {})
        return run | self.found("cut_off")[0]

    @property
    def title(self) -> str:
        """What the case is called."""
        return str(self.run.get(f"case_{self.words.language}") or "cotejo")

    @cached_property
    def claims(self) -> list[Row]:
        """Every reading of every figure with the names behind it, by day, as stated first."""
        behind = {
            (row["claim_id"], row["reading"]): row for row in self.rows("marts.claim_evidence")
        }
        found = [
            behind.get((row["claim_id"], row["reading"]), {}) | row
            for row in self.rows("marts.claim")
        ]
        return sorted(
            found,
            key=lambda row: (
                row["as_of"],
                row["claim_id"],
                row["reading"] != STATED,
                row["reading"],
            ),
        )

    @cached_property
    def bridges(self) -> list[Row]:
        """Every line of every bridge, by comparison, the figures as stated first."""
        order = {each: place for place, each in enumerate(self.titles)}
        return sorted(
            self.rows("marts.bridge"),
            key=lambda row: (
                order[row["comparison_id"]],
                row["from_reading"] != STATED,
                row["from_reading"],
                row["to_reading"] != STATED,
                row["to_reading"],
                row["line_no"],
            ),
        )

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each comparison is called."""
        return {each.comparison_id: each.title for each in self.comparisons}

    def figure_of(self, comparison_id: str, side: str) -> Claim:
        """The figure on a side of a comparison."""
        found = next(each for each in self.comparisons if each.comparison_id == comparison_id)
        return found.start if side == "from" else found.end

    def labelled(self, scheme: str, codes: Iterable[str] | None) -> str | None:
        """What several codes mean, in one cell; None where there are none."""
        return "; ".join(self.label(scheme, code) for code in codes or ()) or None

    def told_of(self, row: Row) -> Row:
        """A row without what is null in the public edition: a column that it hides whole is not there."""
        if not self.is_public:
            return row
        return {key: value for key, value in row.items() if value is not None}

    def yes_no(self, value: bool | None) -> str | None:
        """`yes`, `no`, or nothing where it is not known."""
        if value is None:
            return None
        return self.words.say("yes") if value else self.words.say("no")

    def counted(self, name: str, *axes: str) -> Iterator[tuple[tuple[str, ...], int | None, Row]]:
        """The lines of a table of counts that hold anybody, or as many as may not be told.

        With each goes what stands beside its number: why it is not shown, or is an earlier one.
        A table that is withheld is one line without labels.
        """
        protected = self.view.counts.get(name)
        if protected is None:
            return
        if protected.outcome == "withheld":
            yield tuple(WITHHELD for _ in axes), None, self._about(protected.outcome)
            return
        kept = self._about(protected.outcome) if protected.outcome == "kept" else {}
        few = {"about": self.words.say("not shown: it would tell of few people")}
        for labels, number in protected.table.lines(*axes):
            if number != 0:
                yield labels, number, few if number is None else kept

    def about_column(self) -> Column:
        """The column of what stands beside a number, which only an edition that hides something has."""
        return Column(
            "about",
            self.words.say("About the number"),
            "text",
            self.words.say("Why a number is not shown, or is that of an earlier publication."),
            "protection",
        )

    def _about(self, outcome: str) -> Row:
        return {"about": self.label("protection", outcome)}

    def reading(self, reading: str) -> str:
        """What a reading of a figure is called."""
        return self.words.say("as stated") if reading == STATED else reading

    def column(self, of: str, heading: str, kind: Kind, key: str | None = None) -> Column:
        """A column that shows one of a published table, `marts.bridge.amount`, with its meaning."""
        table, name = of.rsplit(".", 1)
        field = next(each for each in models.tables()[table].columns if each.name == name)
        return Column(key or name, heading, kind, getattr(field, self.words.language), field.values)


def shown(view: View, language: str) -> Shown:
    """An edition in a language, `es` or `en`."""
    return Shown(view, words(language))
