"""What a page is made of, whatever it tells: sections of prose, tables, charts, cards and terms."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Link:
    """A text that leads elsewhere; only http and https do, everything else stays text."""

    text: str
    url: str

    @property
    def is_safe(self) -> bool:
        """Whether the address may be followed."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and bool(parts.netloc)


Cell = str | Link


@dataclass(frozen=True)
class Heading:
    """The heading of a column; numbers stand to the right."""

    text: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings, the first cell of a row naming it; `heat` shades a row's cells, 0 to 5."""

    kind: ClassVar[str] = "table"
    caption: str
    headings: list[Heading]
    rows: list[list[Cell]]
    heat: list[list[int]] | None = None
    is_ledger: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart, wide and, where it would be too small on a phone, narrow; with what it shows as tables."""

    kind: ClassVar[str] = "figure"
    wide: str
    narrow: str | None
    caption: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Prose:
    """A paragraph; `is_lead` ones answer, `is_note` ones explain what stands above them."""

    kind: ClassVar[str] = "prose"
    text: str
    is_lead: bool = False
    is_note: bool = False


@dataclass(frozen=True)
class Subheading:
    """The start of a part of a section; `anchor` is what links lead to."""

    kind: ClassVar[str] = "subheading"
    text: str
    anchor: str


@dataclass(frozen=True)
class Terms:
    """Words and what is said of each."""

    kind: ClassVar[str] = "terms"
    rows: list[tuple[str, Cell]]


@dataclass(frozen=True)
class Card:
    """One figure that somebody said, large, with what is known of it."""

    value: str
    by: str
    when: str
    terms: list[tuple[str, Cell]]
    is_official: bool


@dataclass(frozen=True)
class Cards:
    """Cards side by side."""

    kind: ClassVar[str] = "cards"
    cards: list[Card]


@dataclass(frozen=True)
class Answer:
    """A comparison's title and its sentence, leading to its bridge."""

    title: str
    sentence: str
    anchor: str


@dataclass(frozen=True)
class Answers:
    """The sentences of all comparisons."""

    kind: ClassVar[str] = "answers"
    answers: list[Answer]


@dataclass(frozen=True)
class Details:
    """What is shown on demand."""

    kind: ClassVar[str] = "details"
    summary: str
    blocks: "list[Block]"


Block = Table | Figure | Prose | Subheading | Terms | Cards | Answers | Details


@dataclass(frozen=True)
class Section:
    """A part of the page under a heading of its own."""

    anchor: str
    heading: str
    blocks: list[Block]
