"""A publication as one edition shows it, with the language in which it is told."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.edition import Protected, View
from pipelines.report.catalog import Words
from pipelines.report.comparison import Comparison, comparisons
from pipelines.report.published import Published


@dataclass(frozen=True)
class Told:
    """What every section is written from."""

    view: View
    words: Words

    @cached_property
    def published(self) -> Published:
        """The tables that the edition shows, asked by the queries of `query/`."""
        return Published(self.view)

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.view.is_public

    @cached_property
    def run(self) -> dict[str, Any]:
        """The run that made the publication."""
        return self.published.row("run")

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Every comparison, in the order of the case."""
        return comparisons(self.published, self.words.language)

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        """What each code of each scheme means, in this language."""
        return {
            (row["scheme"], row["code"]): row[f"label_{self.words.language}"]
            for row in self.published.rows("label")
        }

    @property
    def title(self) -> str:
        """What the case is called."""
        return str(self.run[f"case_{self.words.language}"])

    def label(self, scheme: str, code: str | None) -> str:
        """What a code means; itself, where nothing says so; nothing where there is none."""
        return self.labels.get((scheme, code), code) if code else ""

    def people(self, count: int | None) -> str:
        """A count of people or rows; a mark where the public edition hides it."""
        return self.hidden if count is None and self.is_public else self.words.number(count)

    @property
    def hidden(self) -> str:
        """What stands in the place of a count that the public edition hides."""
        return self.words.say("hidden")

    @property
    def why_hidden(self) -> str:
        """What the mark means, for the foot of a table."""
        return self.words.say(
            "«hidden»: from 1 to 4 people, or a number from which 1 to 4 could be worked out."
        )

    def counts(self, name: str) -> Protected | None:
        """A table of counts of people as the edition shows it; None where there is none."""
        return self.view.counts.get(name)

    def said(self, value: int | None, qualifier: str) -> str:
        """A figure as it was said: `más de 800`."""
        if value is None:
            return self.words.say("no figure")
        told = self.words.number(value)
        return told if qualifier == "exact" else f"{self.label('qualifier', qualifier)} {told}"
