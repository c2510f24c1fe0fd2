"""What the case knows beside its lists: codes in words, places, offences, decisions by hand."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sources.error import SourceError
from sources.grid import Grid
from sources.heading import squeezed
from sources.readers.delimited import cut_at_each_delimiter
from sources.readers.encoded import decoded

REFERENCE = "data/reference"
# The row of an amnesty law that tells its term, and how well the days of a situation are known.
TERM = "term"
DAYS_KNOWN = ("day", "month", "year", "acts")
JUDGEMENTS_FILE = "data/hand/judgements.csv"
JUDGEMENTS = ("same", "different", "unsure")
WITHDRAWALS_FILE = "data/hand/withdrawals.csv"
WITHDRAWAL_REASONS = ("danger", "asked", "minor", "court_order", "other")
RECORD_ID = re.compile(r"([a-z][a-z0-9_]*):[0-9a-f]{16}")
SIDES = ("left", "right")
ROWS = tuple(f"{side}_row" for side in SIDES)


@dataclass(frozen=True)
class Entry:
    """One row of a file kept by hand, and where it stands."""

    shown: str
    locator: str
    cells: dict[str, str]

    @property
    def where(self) -> str:
        """Which row of which file, in messages."""
        return f"{self.shown}, {self.locator}"

    def text(self, name: str) -> str:
        """Read a cell; a blank raises SourceError."""
        if not self.cells[name].strip():
            raise SourceError(f"{self.where}: {name} is blank; fill it in")
        return squeezed(self.cells[name])

    def text_or_none(self, name: str) -> str | None:
        """Read a cell, None where it is blank."""
        return squeezed(self.cells.get(name, "")) or None

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        """Read a cell that must be among `allowed`."""
        text = self.text(name)
        if text not in (allowed := tuple(allowed)):
            raise SourceError(
                f"{self.where}: {name} is {text!r}; write one of {', '.join(allowed)}"
            )
        return text

    def day(self, name: str) -> date:
        """Read a cell that holds an ISO date."""
        text = self.text(name)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise SourceError(f"{self.where}: {name} is {text!r}; write yyyy-mm-dd") from None

    def words(self, name: str) -> dict[str, str] | None:
        """Read a cell that holds a JSON object of texts, None where it is blank or not there."""
        if not (text := self.cells.get(name, "").strip()):
            return None
        try:
            told = json.loads(text)
        except ValueError:
            told = None
        if not isinstance(told, dict) or not all(isinstance(word, str) for word in told.values()):
            raise SourceError(
                f"{self.where}: {name} is not what `cotejo review` wrote; restore it, or clear it"
            )
        return told

    def aliases(self) -> list[str]:
        """Read the other names, joined by `|`."""
        return [name for part in self.cells["aliases"].split("|") if (name := squeezed(part))]


def labels(root: Path, fallback: Path) -> list[dict[str, Any]]:
    """Rows of `raw.label`, from `labels.csv`."""
    entries = _entries(root, fallback, "labels", ("scheme", "code", "es", "en"))
    _once(entries, lambda entry: (entry.text("scheme"), entry.text("code")))
    return [
        {
            "scheme": entry.text("scheme"),
            "code": entry.text("code"),
            "label_es": entry.text("es"),
            "label_en": entry.text("en"),
        }
        for entry in entries
    ]


def codes(root: Path, fallback: Path) -> dict[str, frozenset[str]]:
    """Return the codes of each scheme of the labels."""
    found: dict[str, set[str]] = {}
    for row in labels(root, fallback):
        found.setdefault(row["scheme"], set()).add(row["code"])
    return {scheme: frozenset(codes) for scheme, codes in found.items()}


def facilities(root: Path, fallback: Path) -> list[dict[str, Any]]:
    """Rows of `raw.facility`, from `facilities.csv`."""
    headings = ("facility", "facility_kind", "state", "aliases")
    entries = _entries(root, fallback, "facilities", headings)
    _unambiguous(entries, "facility")
    return [
        {
            "facility": entry.text("facility"),
            "facility_kind": entry.text_or_none("facility_kind"),
            "state": entry.text_or_none("state"),
            "aliases": entry.aliases(),
        }
        for entry in entries
    ]


def states(root: Path, fallback: Path) -> list[dict[str, Any]]:
    """Rows of `raw.state`, from `states.csv`."""
    entries = _entries(root, fallback, "states", ("state", "aliases"))
    _unambiguous(entries, "state")
    return [{"state": entry.text("state"), "aliases": entry.aliases()} for entry in entries]


def offences(root: Path, fallback: Path) -> list[dict[str, Any]]:
    """Rows of `raw.offence`, from `offences.csv`."""
    entries = _entries(root, fallback, "offences", ("offence", "excluded", "aliases"))
    _unambiguous(entries, "offence")
    return [
        {
            "offence": entry.text("offence"),
            "excluded": entry.one_of("excluded", ("yes", "no")) == "yes",
            "aliases": entry.aliases(),
        }
        for entry in entries
    ]


def amnesty(root: Path, fallback: Path, country: str) -> list[dict[str, Any]]:
    """Rows of `raw.amnesty`, from `amnesty.csv`: what the amnesty law of a country reaches.

    One row is the term of the law, the others are the situations in it; none where the country has
    no law, or the file is not there.
    """
    if not _path(root, fallback, "amnesty").is_file():
        return []
    headings = ("situation", "country", "article", "first_day", "last_day", "days_known",
                "wave_es", "wave_en", "es", "en", "source_url")  # fmt: skip
    entries = _entries(root, fallback, "amnesty", headings)
    _once(entries, lambda entry: (entry.text("country"), entry.text("situation")))
    entries = [entry for entry in entries if entry.text("country") == country]
    term = next((entry for entry in entries if entry.text("situation") == TERM), None)
    if entries and term is None:
        raise SourceError(
            f"{entries[0].where}: the law of {country} has no term; add a situation called {TERM}"
        )
    return [_situation(entry, term) for entry in entries if term]


def _situation(entry: Entry, term: Entry) -> dict[str, Any]:
    first, last = entry.day("first_day"), entry.day("last_day")
    if not term.day("first_day") <= first <= last <= term.day("last_day"):
        raise SourceError(
            f"{entry.where}: {first} to {last} must run forwards and lie in the term of the law"
        )
    waves = {name: entry.text_or_none(name) for name in ("wave_es", "wave_en")}
    if len({wave is None for wave in waves.values()}) > 1:
        raise SourceError(f"{entry.where}: give the wave in both languages, or in neither")
    return waves | {
        "situation": entry.text("situation"),
        "country": entry.text("country"),
        "article": entry.text("article"),
        "situation_from": first,
        "situation_to": last,
        "days_known": entry.one_of("days_known", DAYS_KNOWN),
        "situation_es": entry.text("es"),
        "situation_en": entry.text("en"),
        "source_url": entry.text("source_url"),
    }


def judgements(root: Path) -> list[dict[str, Any]]:
    """Rows of `raw.judgement`, from `data/hand/judgements.csv`; none where there is no such file.

    The lesser identifier of a pair comes first, however it was written. What the two rows said
    when they were judged stands in columns that a file need not have.
    """
    path = root / JUDGEMENTS_FILE
    if not path.is_file():
        return []
    headings = ("left_record_id", "right_record_id", "judgement",
                "judged_by", "judged_on", "judged_why")  # fmt: skip
    rows = []
    for position, entry in enumerate(_read(path, JUDGEMENTS_FILE, headings, ROWS), start=1):
        sides = [(entry.text(f"{side}_record_id"), entry.words(f"{side}_row")) for side in SIDES]
        (left, left_row), (right, right_row) = sorted(sides, key=lambda side: side[0])
        if left == right:
            raise SourceError(
                f"{entry.where}: left_record_id and right_record_id are both {left!r};"
                " a pair is two rows"
            )
        rows.append(
            {
                "position": position,
                "left_record_id": left,
                "right_record_id": right,
                "judgement": entry.one_of("judgement", JUDGEMENTS),
                "judged_by": entry.text("judged_by"),
                "judged_on": entry.day("judged_on"),
                "judged_why": entry.text_or_none("judged_why"),
                "locator": entry.locator,
                "left_row": left_row,
                "right_row": right_row,
            }
        )
    return rows


def withdrawals(root: Path, source_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of `raw.withdrawal`, from `data/hand/withdrawals.csv`; none where there is no such file.

    A row is named by its record_id, or by its source_id and the publisher's number in it, row_id.
    What else was written of it, in `note`, stays in the file.
    """
    path = root / WITHDRAWALS_FILE
    if not path.is_file():
        return []
    headings = ("record_id", "source_id", "row_id", "withdrawn_on", "withdrawn_by",
                "reason", "note")  # fmt: skip
    known = sorted(source_ids)
    return [
        {
            "position": position,
            "locator": entry.locator,
            "record_id": entry.text_or_none("record_id"),
            "source_id": _withdrawn_from(entry, known),
            "row_id": entry.text_or_none("row_id"),
            "withdrawn_on": entry.day("withdrawn_on"),
            "withdrawn_by": entry.text("withdrawn_by"),
            "withdrawal_reason": entry.one_of("reason", WITHDRAWAL_REASONS),
        }
        for position, entry in enumerate(_read(path, WITHDRAWALS_FILE, headings), start=1)
    ]


def _withdrawn_from(entry: Entry, known: list[str]) -> str:
    """The source of the row that a withdrawal names, in exactly one of the two ways."""
    record_id, source_id, row_id = map(entry.text_or_none, ("record_id", "source_id", "row_id"))
    if record_id and (source_id or row_id):
        raise SourceError(
            f"{entry.where}: names a row twice; write record_id alone, or source_id with row_id"
        )
    if record_id:
        named = RECORD_ID.fullmatch(record_id)
        if not named:
            raise SourceError(
                f"{entry.where}: record_id is {record_id!r}; copy it from marts.appearance"
            )
        source_id = named[1]
    elif not (source_id and row_id):
        raise SourceError(f"{entry.where}: names no row; write record_id, or source_id with row_id")
    if source_id not in known:
        raise SourceError(
            f"{entry.where}: source_id is {source_id!r}; write one of {', '.join(known)}"
        )
    return str(source_id)


def _entries(root: Path, fallback: Path, name: str, headings: tuple[str, ...]) -> list[Entry]:
    shown = f"{REFERENCE}/{name}.csv"
    path = _path(root, fallback, name)
    if not path.is_file():
        raise SourceError(f"{shown}: is not there; restore it")
    return _read(path, shown, headings)


def _path(root: Path, fallback: Path, name: str) -> Path:
    own = root / REFERENCE / f"{name}.csv"
    return own if own.is_file() else fallback / f"{name}.csv"


def _read(
    path: Path, shown: str, headings: tuple[str, ...], newer: tuple[str, ...] = ()
) -> list[Entry]:
    """Read the rows under `headings`; rows from before the file had the `newer` ones may lack them."""
    text, _ = decoded(path.read_bytes(), None, shown)
    grid = _grid_with(cut_at_each_delimiter(text), headings, shown)
    header = [squeezed(cell) for cell in grid.rows[0]]
    older = len(header) - len(newer) if newer and header[-len(newer) :] == [*newer] else len(header)
    entries = []
    for locator, row in zip(grid.locators[1:], grid.rows[1:], strict=True):
        where = f"{shown}, {locator}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) not in (older, len(header)):
            raise SourceError(
                f"{where}: has {len(row)} cells where the header has {len(header)};"
                " put cells that hold the separator in quotes"
            )
        entries.append(Entry(shown, locator, dict(zip(header, row, strict=False))))
    return entries


def _grid_with(grids: list[Grid], headings: tuple[str, ...], shown: str) -> Grid:
    for grid in grids:
        if grid.rows and set(headings) <= {squeezed(cell) for cell in grid.rows[0]}:
            if grid.fault:
                raise SourceError(f"{shown}: {grid.fault}")
            return grid
    raise SourceError(f"{shown}: its first row must hold the headings {', '.join(headings)}")


def _once(entries: list[Entry], key: Any) -> None:
    seen: dict[Any, str] = {}
    for entry in entries:
        if (name := key(entry)) in seen:
            raise SourceError(f"{entry.where}: {name} stands in {seen[name]} already; keep one")
        seen[name] = entry.where


def _unambiguous(entries: list[Entry], name: str) -> None:
    owner: dict[str, str] = {}
    for entry in entries:
        accepted = entry.text(name)
        for alias in (accepted, *entry.aliases()):
            other = owner.setdefault(_folded(alias), accepted)
            if other != accepted:
                raise SourceError(
                    f"{entry.where}: {alias!r} names {other} and {accepted}; keep it in one of them"
                )
    _once(entries, lambda entry: entry.text(name))


def _folded(name: str) -> str:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
