"""What people decided of pairs of rows: kept in order of decision, never changed."""

import csv
import io
import json
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
from sources.reference import JUDGEMENTS_FILE, ROWS, judgements

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
    """A decision on two rows: same, different or unsure.

    `where` says in messages who holds it; `on` is None until it is kept.
    """

    left: str
    right: str
    judgement: str
    by: str
    why: str | None
    where: str
    on: date | None = None

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


def kept(root: Path, today: Mapping[Pair, Pair] | None = None) -> list[Judgement]:
    """Read every decision in order; SourceError where the file cannot be read.

    `today` gives for the rows of a decision those that they are today, where others.
    """
    return [
        Judgement(
            left=left,
            right=right,
            judgement=row["judgement"],
            by=row["judged_by"],
            why=row["judged_why"],
            where=kept_at(row["locator"]),
            on=row["judged_on"],
        )
        for row in judgements(root)
        for pair in [(row["left_record_id"], row["right_record_id"])]
        for left, right in [(today or {}).get(pair, pair)]
    ]


def kept_at(locator: str) -> str:
    """Where a decision that is kept stands, in messages."""
    return f"{JUDGEMENTS_FILE}, {locator}"


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


def append(
    root: Path,
    decisions: Iterable[Judgement],
    judged_on: date,
    remembered: Mapping[str, Mapping[str, str]],
) -> None:
    """Add decisions to the end of the file, which is made if need be.

    `remembered` says of each row what finds it again once it is corrected. Every earlier
    decision stays byte by byte; a header that has no columns for these rows gains them at its
    end. The new file takes the place of the old one whole or not at all. The file's own
    delimiter, order of columns, encoding and line ends are followed; what its encoding cannot
    hold raises ReviewError.
    """
    path = root / JUDGEMENTS_FILE
    before = path.read_bytes() if path.is_file() else b""
    form = _form_of(before) if before else _Form(",", _columns(), "utf-8", 0)
    added = _lines(before, form, decisions, judged_on, remembered)
    before = before[: form.header_end] + form.gained + before[form.header_end :]
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
    steps = "; ".join(f"{step.where}: {step.left} = {step.right} ({_by(step)})" for step in chain)
    return (
        f"{different.where}: {different.left} and {different.right} are judged different people"
        f" ({_by(different)}), but {'these make' if len(chain) > 1 else 'this makes'} them one:"
        f" {steps}; correct one of these decisions"
    )


def _by(judgement: Judgement) -> str:
    return f"{judgement.by}, {judgement.on or 'not kept yet'}"


@dataclass(frozen=True)
class _Form:
    """How the file is written; `header_end` is where the bytes of its header end, 0 without any."""

    delimiter: str
    header: list[str]
    encoding: str
    header_end: int

    @property
    def whole_header(self) -> list[str]:
        """The header with the columns that it lacks."""
        named = {squeezed(heading) for heading in self.header}
        return [*self.header, *(name for name in ROWS if name not in named)]

    @property
    def gained(self) -> bytes:
        """What the header is to gain, in bytes."""
        return "".join(
            self.delimiter + name for name in self.whole_header[len(self.header) :]
        ).encode()


def _lines(
    before: bytes,
    form: _Form,
    decisions: Iterable[Judgement],
    judged_on: date,
    remembered: Mapping[str, Mapping[str, str]],
) -> bytes:
    """Write the bytes to add: the header where there is no file, then a line for each decision."""
    line_end = "\r\n" if b"\r\n" in before else "\n"
    text = io.StringIO()
    header = form.whole_header
    writer = csv.DictWriter(text, header, delimiter=form.delimiter, lineterminator=line_end)
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
            "left_row": json.dumps(remembered[left]),
            "right_row": json.dumps(remembered[right]),
        }
        writer.writerow({heading: told.get(squeezed(heading)) for heading in header})
    try:
        return text.getvalue().encode(form.encoding)
    except UnicodeEncodeError:
        raise ReviewError(
            f"{JUDGEMENTS_FILE}: its encoding {form.encoding} cannot hold what is to be added;"
            " save it as UTF-8"
        ) from None


def _columns() -> list[str]:
    contract = models.tables()["raw.judgement"]
    return [field.name for field in contract.columns if field.name not in ("position", "locator")]


def _form_of(before: bytes) -> _Form:
    """Find how a file of decisions that has been read is written."""
    text, encoding = decoded(before, None, JUDGEMENTS_FILE)
    plain = encoding.removesuffix("-sig")
    needed = set(_columns()) - set(ROWS)
    for delimiter in DELIMITERS:
        lines = io.StringIO(text, newline="")
        header = next(csv.reader(lines, delimiter=delimiter), [])
        if needed <= {squeezed(heading) for heading in header} and plain in APPENDABLE:
            first = text[: lines.tell()].rstrip("\r\n")
            mark = len(before) - len(text.encode(plain))
            return _Form(delimiter, header, plain, mark + len(first.encode(plain)))
    raise ReviewError(f"{JUDGEMENTS_FILE}: cannot be added to; save it as CSV in UTF-8")
