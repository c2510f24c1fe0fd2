"""The sheet of what has been decided so far: of whom, by whom, whether it holds and what it changed."""

from collections.abc import Iterable, Mapping
from typing import Any

HEADINGS = (
    "Nombre 1 / Name 1",
    "Nombre 2 / Name 2",
    "Se decidió / Decided",
    "Motivo / Reason",
    "Quién / By",
    "Día / Day",
    "Vale / Holds",
    "Hallada 1 / Found 1",
    "Hallada 2 / Found 2",
    "Cambió / Changed",
    "Archivo 1 / File 1",
    "Archivo 2 / File 2",
    "Línea / Line",
    "Decidido 1 / Judged 1",
    "Decidido 2 / Judged 2",
)
AWAITS_A_RUN = "aún no se cuenta: cotejo run · not counted yet: cotejo run"


def decided(
    kept: Iterable[Mapping[str, Any]],
    published: Mapping[tuple[int, str, str], tuple[str | None, ...]],
    words: Mapping[str, str],
) -> list[tuple[str, ...]]:
    """Lines of the sheet, the latest first.

    `kept` are rows of `raw.judgement`; `published` are those of `decided.sql` by place and rows,
    without what was decided since the last run; `words` says a code of judgement in words. A row
    that no list publishes any more goes by the name under which it was judged.
    """
    lines = []
    for row in kept:
        pair = row["left_record_id"], row["right_record_id"]
        names, (standing, *rest) = _told(published.get((row["position"], *pair)))
        said = [row["left_row"] or {}, row["right_row"] or {}]
        lines.append(
            (
                *(name or told.get("name", "") for name, told in zip(names, said, strict=True)),
                words[row["judgement"]],
                row["judged_why"] or "",
                row["judged_by"],
                row["judged_on"].isoformat(),
                standing,
                *rest,
                *(told.get("place", "") for told in said),
                row["locator"],
                *pair,
            )
        )
    return lines[::-1]


def _told(found: tuple[str | None, ...] | None) -> tuple[list[str], list[str]]:
    """Both names, then whether it holds, how its rows were found and what it changed."""
    if not found:
        return ["", ""], [AWAITS_A_RUN, "", "", ""]
    told = [said or "" for said in found]
    return told[:2], told[2:]
