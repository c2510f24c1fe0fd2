"""Numbers of people that stand for all of a figure or a definition, as the public edition shows them.

A bridge by rows is made of them and of the breakdown of reasons, so that what one hides no other tells.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from pipelines.edition.counts import EVERYBODY, LEAST, OTHER
from pipelines.edition.suppression import Protected

Row = dict[str, Any]

STATED = "stated"
ENDS = ("FROM", "TO")
RESIDUALS = ("UNITEMISED", "BEYOND_CLAIM")

# What stands for all reasons of a side that are not shown by themselves.
FOLDED = "FOLDED"

# By what moves single people from one number to another, nothing of a line by rows is told.
UNTOLD = ("amount_low", "amount_median", "amount_high", "total", "alone", "shapley", "named")

COMMON, BACK, NET = "common_scope", "back_in_custody", "net_of_rearrest"
DEFINITIONS = (COMMON, BACK, NET, "common_scope_in_independent_sources", "verified")


def is_apart(number: int, others: Iterable[int]) -> bool:
    """Whether a number is no 1 to 4, and no difference to another one is."""
    return all(not 0 < abs(number - other) < LEAST for other in (0, *others))


# The bridge --------------------------------------------------------------------------------------


def bridge(
    lines: list[Row],
    by_rows: Iterable[str],
    reasons: Mapping[str, Protected],
    labels: tuple[str, str],
) -> list[Row]:
    """The lines of every bridge, in order: those by claims as they are, those by rows folded.

    A side of the readings as stated shows the reasons that its breakdown shows, and one line,
    under `labels` in Spanish and English, for all others: what its total leaves. Sides of other
    readings are that line alone. A reading that lies less than LEAST people from another one
    shown of its comparison is left out.
    """
    compared = set(by_rows)
    shown: list[Row] = []
    told: dict[str, list[tuple[int, ...]]] = {}
    ordered = sorted(lines, key=_order)
    for (comparison, *readings), found in groupby(ordered, key=_bridge):
        each = list(found)
        if comparison not in compared:
            shown += each
            continue
        others = told.setdefault(comparison, [])
        numbers = _numbers(each)
        if others and not _are_apart(numbers, others):
            continue
        others.append(numbers)
        tables = reasons if readings == [STATED, STATED] else {}
        shown += _folded(each, tables, labels)
    return sorted(shown, key=lambda line: (*_bridge(line), line["line_no"]))


def _bridge(line: Row) -> list[str]:
    return [line["comparison_id"], line["from_reading"], line["to_reading"]]


def _order(line: Row) -> tuple[Any, ...]:
    comparison, start, end = _bridge(line)
    return comparison, start != STATED, end != STATED, start, end, line["line_no"]


def _numbers(lines: list[Row]) -> tuple[int, ...]:
    """Of each side what its names leave of the figure, and how many only it counts."""
    return tuple(
        abs(sum(line["amount"] for line in lines if line["side"] == side and is_one(line)))
        for side in ("from", "to")
        for is_one in (_is_nameless, _is_step)
    )


def _are_apart(numbers: tuple[int, ...], others: list[tuple[int, ...]]) -> bool:
    return all(
        not 0 < abs(number - other) < LEAST
        for each in others
        for number, other in zip(numbers, each, strict=True)
    )


def _is_step(line: Row) -> bool:
    return line["reason"] not in (*ENDS, *RESIDUALS)


def _is_nameless(line: Row) -> bool:
    return line["reason"] in RESIDUALS


def _folded(
    lines: list[Row], tables: Mapping[str, Protected], labels: tuple[str, str]
) -> list[Row]:
    kept: list[Row] = []
    for is_step, found in groupby(lines, key=lambda line: (_is_step(line), line["side"])):
        each = list(found)
        if is_step[0]:
            name = f"reason_source/{each[0]['comparison_id']}/{each[0]['side']}"
            each = _side(each, tables.get(name), labels)
        kept += each
    running = 0
    for number, line in enumerate(kept, 1):
        running += line["amount"]
        kept[number - 1] = (
            line | dict.fromkeys(UNTOLD) | {"line_no": number, "running_total": running}
        )
    return kept


def _side(lines: list[Row], table: Protected | None, labels: tuple[str, str]) -> list[Row]:
    """The reasons of a side that are shown, then what they leave of its total."""
    total = sum(line["amount"] for line in lines)
    sign = -1 if lines[0]["side"] == "from" else 1
    shown: dict[str, int] = {}
    # A table of an earlier day does not add up to this bridge.
    if (
        table
        and table.outcome in ("whole", "suppressed")
        and table.table.cells[EVERYBODY] == abs(total)
    ):
        shown = {
            reason: sign * number
            for (reason,), number in table.table.lines("reason")
            if number and reason != OTHER
        }
    kept = [line | {"amount": shown[line["reason"]]} for line in lines if line["reason"] in shown]
    rest = total - sum(line["amount"] for line in kept)
    if rest:
        spanish, english = labels
        folded = {"reason": FOLDED, "label_es": spanish, "label_en": english, "amount": rest}
        kept.append(lines[-1] | folded | {"claim_ids": []})
    return kept


# Names behind a figure, and the best-supported numbers --------------------------------------------


def claim_evidence(rows: list[Row]) -> list[Row]:
    """Names behind each reading of each figure: numbers of one figure that lie too near are null."""
    made = []
    ordered = sorted(
        rows, key=lambda row: (row["claim_id"], row["reading"] != STATED, row["reading"])
    )
    for _, found in groupby(ordered, key=lambda row: row["claim_id"]):
        shown: list[int] = []
        each = [dict(row) for row in found]
        for name in ("itemised", "evidenced_high", "evidenced_low"):
            for row in each:
                if row[name] is not None and not is_apart(row[name], shown):
                    row[name] = None
                elif row[name] is not None:
                    shown.append(row[name])
        for row in each:
            if row["evidenced_high"] is None:
                row["evidenced_low"] = row["residual_low"] = None
            if row["evidenced_low"] is None:
                row["residual_high"] = row["unexplained_high"] = None
            if any(other["evidenced_high"] is None for other in each):
                row["unexplained_low"] = None
        made += each
    return sorted(made, key=lambda row: (row["claim_id"], row["reading"]))


def best_count(rows: list[Row], released: int | None = None) -> list[Row]:
    """The best-supported numbers that divide nobody: null where one lies too near another.

    Parts of what is itself hidden are hidden too, since a part that is none would tell of the rest.
    `released` is how many releases the breakdown of releases shows in all, if it does.

    Conditions are told by the breakdown of releases alone: two tables of the same people, hidden
    apart, would tell what the other hides. What the lists do not answer is left out.
    """
    held = {row["definition"]: dict(row) for row in rows if row["count"] is not None}
    made = [held[name] for name in DEFINITIONS if name in held]
    shown = [] if released is None else [released]
    for row in made:
        if row["definition"] == NET and (left := _left(held)) is not None:
            shown.append(left)
        is_of_hidden = made[0]["definition"] == COMMON and made[0]["count"] is None
        if is_apart(row["count"], shown) and not is_of_hidden:
            shown.append(row["count"])
        else:
            row["count"] = None
        near: list[int] = [] if row["count"] is None else [row["count"]]
        for name in ("high", "low"):
            if row["count"] is None or row[name] is None or not is_apart(row[name], near):
                row[name] = None
            else:
                near.append(row[name])
    return sorted(made, key=lambda row: row["definition"])


def _left(held: Mapping[str, Row]) -> int | None:
    """Who is not back, reckoned from the two numbers before: none may be so near to it as to tell few."""
    common, back = (held.get(name, {}).get("count") for name in (COMMON, BACK))
    return common - back if common is not None and back is not None else None
