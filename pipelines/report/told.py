"""A publication with the language and the edition in which it is told."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.report.catalog import Words
from pipelines.report.comparison import Comparison, comparisons
from pipelines.report.edition import MASKED, Edition
from pipelines.report.published import Published


@dataclass(frozen=True)
class Told:
    """What every section is written from."""

    published: Published
    words: Words
    edition: Edition

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
        """A count of people or rows, masked in the public edition where it is small."""
        return MASKED if self.edition.hides(count) else self.words.number(count)

    def said(self, value: int | None, qualifier: str) -> str:
        """A figure as it was said: `más de 800`."""
        if value is None:
            return self.words.say("no figure")
        told = self.words.number(value)
        return told if qualifier == "exact" else f"{self.label('qualifier', qualifier)} {told}"
