"""Doubtful pairs out to a workbook, and what people decided of them back in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.case import Case
from pipelines.review_decided import decided
from pipelines.review_judgement import (
    Judgement,
    Pair,
    ReviewError,
    append,
    contradictions,
    kept,
    standing,
)
from pipelines.review_workbook import CHOICES, read_decisions, write_workbook
from sources.reference import judgements

__all__ = ["ReviewError", "doubtful", "holding", "read_review", "write_review"]

QUERIES = Path(__file__).parent / "review"
DOUBTFUL = QUERIES / "doubtful.sql"
DECIDED = QUERIES / "decided.sql"
HOLDING = QUERIES / "holding.sql"
REMEMBERED = QUERIES / "remembered.sql"
TITLES = "select case_es, case_en from meta.run"
FOUND = """
select left_judged_id, right_judged_id, left_record_id, right_record_id
from marts.judged_pair
where left_record_id is not null and right_record_id is not null
order by position
"""
KNOWN = "select record_id from marts.appearance"
WITHDRAWN = "select position from marts.judged_pair where standing = 'withdrawn'"


def doubtful() -> str:
    """The query of the pairs that await a person's judgement."""
    return DOUBTFUL.read_text(encoding="utf-8")


def holding() -> str:
    """The query of how many judgements hold, find no row, and move a bridge."""
    return HOLDING.read_text(encoding="utf-8")


def write_review(case: Case, file: Path) -> int:
    """Write the doubtful pairs of the publication to a workbook; return how many they are.

    Pairs that somebody has since called the same or different are left out: they await the
    next run. The file is readable by its owner alone, since it holds names. A workbook in
    its place whose decisions have not been read, or any other file, raises ReviewError.
    """
    if file.exists():
        _refuse_to_lose(case, file)
    held = standing(kept(case.root, _today(case)))
    titles = _found(case, TITLES)
    rows = [
        row
        for row in _found(case, doubtful())
        if row[-2:] not in held or held[row[-2:]].judgement == "unsure"
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".review-")
    os.close(handle)
    try:
        write_workbook(Path(aside), titles[0] if titles else (), rows, _decided(case))
        Path(aside).chmod(0o600)
        Path(aside).replace(file)
    finally:
        Path(aside).unlink(missing_ok=True)
    return len(rows)


def read_review(case: Case, file: Path, today: date) -> int:
    """Keep the decisions of a workbook for the runs to come; return how many were appended.

    A decision that holds already, word for word, is not appended again. If any line cannot
    be kept, nothing is: unfinished lines, unknown words or rows, and decisions that
    contradict one another or what is kept raise ReviewError, which names them all.
    """
    decisions = read_decisions(file)
    known = {record for (record,) in _found(case, KNOWN)}
    faults = [
        f"{decision.where}: no list of the publication has the row {record};"
        " write the workbook anew with `cotejo review`"
        for decision in decisions
        for record in (decision.left, decision.right)
        if record not in known
    ]
    with _held(case):
        held = standing(kept(case.root, _today(case)))
        fresh = [each for each in decisions if not each.repeats(held.get(each.pair))]
        if faults := faults + contradictions(held, fresh):
            raise ReviewError("\n".join(faults))
        if fresh:
            append(case.root, fresh, today, _remembered(case, fresh))
    return len(fresh)


def _decided(case: Case) -> list[tuple[str, ...]]:
    """Every decision kept so far, in the words of the workbook; none of a row withdrawn for safety."""
    withdrawn = {position for (position,) in _found(case, WITHDRAWN)}
    told = [row for row in judgements(case.root) if row["position"] not in withdrawn]
    published = {row[:3]: row[3:] for row in _found(case, DECIDED.read_text(encoding="utf-8"))}
    words = {code: choice for choice, code in CHOICES.items()}
    return decided(told, published, words)


def _today(case: Case) -> dict[Pair, Pair]:
    """The rows of today, by the rows that were judged: a corrected row is another one."""
    return {(left, right): (one, other) for left, right, one, other in _found(case, FOUND)}


def _remembered(case: Case, decisions: list[Judgement]) -> dict[str, dict[str, str]]:
    """What the publication says of each judged row, and of the rows that resemble it."""
    judged = sorted({record for decision in decisions for record in decision.pair})
    return dict(_found(case, REMEMBERED.read_text(encoding="utf-8"), judged))


def _refuse_to_lose(case: Case, file: Path) -> None:
    """Raise ReviewError where a file holds what would be lost if another took its place."""
    read = kept(case.root, _today(case))
    try:
        unread = [each for each in read_decisions(file) if not any(map(each.repeats, read))]
    except ReviewError as fault:
        raise ReviewError(
            f"{file.name}: is there already and cannot be replaced ({fault});"
            " name another file with --out"
        ) from fault
    if unread:
        raise ReviewError(
            f"{file.name}: holds {len(unread)} decisions that are not kept yet; keep them with"
            " `cotejo review --read`, or name another file with --out"
        )


def _found(case: Case, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    import duckdb  # noqa: PLC0415

    if not case.warehouse.is_file():
        raise ReviewError(f"{case.warehouse}: nothing published there; make it with `cotejo run`")
    try:
        with duckdb.connect(str(case.warehouse), read_only=True) as published:
            return published.execute(query, parameters).fetchall()
    except duckdb.Error as fault:
        raise ReviewError(
            f"{case.warehouse}: cannot be read ({fault}); make it anew with `cotejo run`"
        ) from fault


@contextmanager
def _held(case: Case) -> Iterator[None]:
    """Hold the case, lest two reviews, or a review and a run, read and write decisions at once."""
    from filelock import FileLock, Timeout  # noqa: PLC0415

    case.lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(case.lock, timeout=0):
            yield
    except Timeout:
        raise ReviewError(f"a run holds {case.root}; read the workbook when it has ended") from None
