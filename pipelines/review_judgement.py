"""What people decided of pairs of rows: kept in order of decision, never changed."""

import csv
import io
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import models
from sources.heading import squeezed
from sources.readers.delimited import DELIMITERS
from sources.readers.encoded import decoded
from sources.reference import JUDGEMENTS_FILE, judgements

Pair = tuple[str, str]

# Encodings in which bytes may be added at the end.
APPENDABLE = ("utf-8", "cp1252")


class ReviewError(Exception):
    """A review cannot be written or read.

    The message names the file, the row, what is wrong and the remedy; several faults stand
    on several lines.
    """


@dataclass(frozen=True)
class Judgement:
    """A decision on two rows: same, different or unsure. `where` says in messages who holds it."""

    left: str
    right: str
    judgement: str
    by: str
    why: str | None
    where: str

    @property
    def pair(self) -> Pair:
        """The two rows, the lesser identifier first."""
        return (min(self.left, self.right), max(self.left, self.right))

    def repeats(self, other: "Judgement | None") -> bool:
        """Whether another decision says the same, of the same pair, by the same reviewer."""
        return other is not None and (self.pair, self.judgement, self.by, self.why) == (
            other.pair,
            other.judgement,
            other.by,
            other.why,
        )


def kept(root: Path) -> list[Judgement]:
    """Read every decision in order; SourceError where the file cannot be read."""
    return [
        Judgement(
            row["left_record_id"],
            row["right_record_id"],
            row["judgement"],
            row["judged_by"],
            row["judged_why"],
            f"{JUDGEMENTS_FILE}, decision {row['position']}",
        )
        for row in judgements(root)
    ]


def standing(decisions: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """Return the last decision of each pair."""
    return {decision.pair: decision for decision in decisions}


def contradictions(held: Mapping[Pair, Judgement], fresh: Iterable[Judgement]) -> list[str]:
    """Say where fresh decisions would make one person of two rows that are judged different.

    A fresh decision replaces the one that is held of its pair. What was contradictory
    without any fresh decision is left alone.
    """
    new = {judgement.pair: judgement for judgement in fresh}
    together = {**held, **new}
    ties: dict[str, list[tuple[str, Judgement]]] = {}
    for judgement in together.values():
        if judgement.judgement == "same":
            left, right = judgement.pair
            ties.setdefault(left, []).append((right, judgement))
            ties.setdefault(right, []).append((left, judgement))
    faults = []
    for judgement in together.values():
        if judgement.judgement != "different":
            continue
        chain = _chain(ties, *judgement.pair)
        if any(new.get(step.pair) is step for step in (*chain, judgement) if chain):
            faults.append(_contradiction(judgement, chain))
    return faults


def append(root: Path, decisions: Iterable[Judgement], judged_on: date) -> None:
    """Add decisions to the end of the file, which is made if need be.

    Every earlier byte stays. The new file takes the place of the old one whole or not at all.
    The file's own delimiter, order of columns, encoding and line ends are followed; what its
    encoding cannot hold raises ReviewError.
    """
    path = root / JUDGEMENTS_FILE
    before = path.read_bytes() if path.is_file() else b""
    added = _lines(before, decisions, judged_on)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".judgements-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(before + added)
            file.flush()
            os.fsync(file.fileno())
        if before:
            Path(aside).chmod(stat.S_IMODE(path.stat().st_mode))
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)


def _chain(
    ties: Mapping[str, list[tuple[str, Judgement]]], start: str, end: str
) -> list[Judgement]:
    """Find the fewest decisions that make one person of two rows; none where nothing does."""
    ways: dict[str, list[Judgement]] = {start: []}
    reached = [start]
    for record in reached:
        for neighbour, judgement in ties.get(record, []):
            if neighbour not in ways:
                ways[neighbour] = [*ways[record], judgement]
                reached.append(neighbour)
    return ways.get(end, [])


def _contradiction(different: Judgement, chain: list[Judgement]) -> str:
    told = " and ".join(f"{step.where} ({step.left} = {step.right})" for step in chain)
    return (
        f"{different.where}: {different.left} and {different.right} are judged different people,"
        f" but {told} {'make' if len(chain) > 1 else 'makes'} them one;"
        " correct one of these decisions"
    )


def _lines(before: bytes, decisions: Iterable[Judgement], judged_on: date) -> bytes:
    """Write the bytes to add: the header where there is no file, then a line for each decision."""
    form = _form_of(before) if before else _Form(",", _columns(), "utf-8")
    line_end = "\r\n" if b"\r\n" in before else "\n"
    text = io.StringIO()
    writer = csv.DictWriter(text, form.header, delimiter=form.delimiter, lineterminator=line_end)
    if not before:
        writer.writeheader()
    elif not before.endswith((b"\n", b"\r")):
        text.write(line_end)
    for judgement in decisions:
        left, right = judgement.pair
        told = {
            "left_record_id": left,
            "right_record_id": right,
            "judgement": judgement.judgement,
            "judged_by": judgement.by,
            "judged_on": judged_on.isoformat(),
            "judged_why": judgement.why,
        }
        writer.writerow({heading: told.get(squeezed(heading)) for heading in form.header})
    try:
        return text.getvalue().encode(form.encoding)
    except UnicodeEncodeError:
        raise ReviewError(
            f"{JUDGEMENTS_FILE}: its encoding {form.encoding} cannot hold what is to be added;"
            " save it as UTF-8"
        ) from None


@dataclass(frozen=True)
class _Form:
    delimiter: str
    header: list[str]
    encoding: str


def _columns() -> list[str]:
    contract = models.tables()["raw.judgement"]
    return [field.name for field in contract.columns if field.name != "position"]


def _form_of(before: bytes) -> _Form:
    """Find how a file of decisions that has been read is written."""
    text, encoding = decoded(before, None, JUDGEMENTS_FILE)
    plain = encoding.removesuffix("-sig")
    for delimiter in DELIMITERS:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        if set(_columns()) <= {squeezed(heading) for heading in header} and plain in APPENDABLE:
            return _Form(delimiter, header, plain)
    raise ReviewError(f"{JUDGEMENTS_FILE}: cannot be added to; save it as CSV in UTF-8")
