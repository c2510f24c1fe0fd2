"""The workbook of doubtful pairs: what the reviewer sees, fills in and hands back."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pipelines import review_decided
from pipelines.review_judgement import Judgement, Pair, ReviewError

DECISION = "Decisión / Decision"
REASON = "Motivo / Reason"
BY = "Quién / By"
ONE, OTHER = "Registro 1 / Record 1", "Registro 2 / Record 2"
TO_FILL = (DECISION, REASON, BY)

# What is shown of each row, and of the pair, in the order of the query.
OF_ROW = (
    "Nombre {} / Name {}",
    "Identidad {} / Identity number {}",
    "Nacimiento {} / Birth {}",
    "Detención {} / Detention {}",
    "Hecho {} / Event {}",
    "Fecha {} / Date {}",
    "Lugar {} / Place {}",
    "Estado {} / State {}",
    "Fuente {} / Source {}",
    "Archivo {} / File {}",
)
OF_PAIR = (
    "Cambia / Changes",
    "Comparaciones / Comparisons",
    "Hoy una persona / One person today",
    "Probabilidad / Probability",
    "Indicios",
    "Evidence",
    ONE,
    OTHER,
)
HEADINGS = (
    *TO_FILL,
    *(heading.format(number, number) for heading in OF_ROW for number in (1, 2)),
    *OF_PAIR,
)

CHOICES = {
    "igual / same": "same",
    "distinta / different": "different",
    "duda / unsure": "unsure",
}
WORDS = {word: code for choice, code in CHOICES.items() for word in (choice, *choice.split(" / "))}

GUIDE = (
    "Pares de filas que podrían nombrar a la misma persona, y que ninguna regla decide; y los que "
    "una regla toma por una persona a la que las dos partes dan fechas distintas. Los primeros son "
    "los que más cambiarían los puentes: Cambia dice en cuánto diferirían sus líneas según se decida.",
    "En la hoja Pares, elija una decisión: igual (son la misma persona), distinta (son dos "
    "personas) o duda (no se puede saber; siguen separadas y en revisión).",
    "Escriba el motivo y quién decide: los tres campos, o ninguno. Lo que quede en blanco no se "
    "decide.",
    "Devuélvalo con: cotejo review --read ESTE_ARCHIVO. Si algo se contradice, no se guarda nada "
    "y se dice en qué filas. Después, cotejo run cuenta de nuevo.",
    "Lo decidido pesa más que toda regla y nunca se borra; para cambiarlo, decida otra vez: vale "
    "lo último. Este archivo contiene nombres: cuídelo.",
    "La hoja Decididos dice de cada decisión si vale, cómo se hallaron sus filas y qué cambió en los "
    "puentes. La que no halla su fila se guarda y no se aplica: decida el par otra vez. Para que no se "
    "avise más de ella, añada a data/hand/judgements.csv una línea con los mismos registros y unsure.",
    "",
    "Pairs of rows that may name one person, and that no rule decides; and those that a rule takes "
    "for one person to whom the two sides give different dates. The first are those that would change "
    "the bridges most: Changes says by how much their lines would differ, as you decide.",
    "In the sheet Pares, choose a decision: same (one person), different (two people) or unsure "
    "(nobody can tell; they stay apart and under review).",
    "Write the reason and who decides: all three fields, or none. What is left blank is not "
    "decided.",
    "Hand it back with: cotejo review --read THIS_FILE. If anything contradicts itself, nothing "
    "is kept and the rows are named. Then cotejo run counts again.",
    "What is decided outranks every rule and is never erased; to change it, decide again: the "
    "last holds. This file holds names: keep it safe.",
    "The sheet Decididos says of each decision whether it holds, how its rows were found and what it "
    "changed in the bridges. One that finds no row is kept and not applied: decide the pair again. To "
    "be told no more of it, add to data/hand/judgements.csv a line with the same records and unsure.",
)
SORTED_BY_NOBODY = {"autofilter": True, "format_columns": True, "format_rows": True}
PROSE_WIDTH, FILLED_WIDTH, WIDEST_PIXELS = 110, 22, 320


def write_workbook(
    path: Path,
    titles: Iterable[str],
    rows: Iterable[tuple[Any, ...]],
    told: Iterable[tuple[str, ...]],
) -> None:
    """Write the guide under the case's titles, a line for each pair, and one for each decision.

    `rows` are those of `doubtful.sql`, `told` those of `review_decided`. Only the cells to
    fill can be changed: a sheet that is sorted in part would give a decision to other people.
    """
    import xlsxwriter  # noqa: PLC0415

    options = {
        "in_memory": True,  # no names in temporary files
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        prose = book.add_format({"text_wrap": True, "valign": "top"})
        to_fill = book.add_format({"locked": False, "bg_color": "#FFF8DC"})
        guide = book.add_worksheet("LEEME")
        guide.set_column(0, 0, PROSE_WIDTH)
        for place, line in enumerate((*titles, *GUIDE)):
            guide.write_string(place, 0, line, heading if place == 0 else prose)
        sheet = book.add_worksheet("Pares")
        for place, name in enumerate(HEADINGS):
            sheet.write_string(0, place, name, heading)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place in range(len(TO_FILL)):
                sheet.write_blank(last, place, None, to_fill)
            for place, value in enumerate(row, start=len(TO_FILL)):
                if isinstance(value, float | int):
                    sheet.write_number(last, place, value)
                else:
                    sheet.write_string(last, place, _shown(value))
        if last:
            choice = {"validate": "list", "source": list(CHOICES)}
            sheet.data_validation(1, 0, last, 0, choice)
        sheet.autofit(WIDEST_PIXELS)
        sheet.set_column(0, len(TO_FILL) - 1, FILLED_WIDTH)
        sheet.freeze_panes(1, len(TO_FILL))
        sheet.autofilter(0, 0, last, len(HEADINGS) - 1)
        sheet.protect("", SORTED_BY_NOBODY)
        decided = book.add_worksheet("Decididos")
        last = 0
        for last, words in enumerate((review_decided.HEADINGS, *told)):
            for place, said in enumerate(words):
                decided.write_string(last, place, said, prose if last else heading)
        decided.autofit(WIDEST_PIXELS)
        decided.freeze_panes(1, 2)
        decided.autofilter(0, 0, last, len(review_decided.HEADINGS) - 1)
        decided.protect("", SORTED_BY_NOBODY)


def read_decisions(path: Path) -> list[Judgement]:
    """Read the decisions of a workbook that a reviewer has filled in.

    A line without decision, reason and reviewer is not decided. Anything else than a whole
    decision on two rows, once, raises ReviewError, which names every such line.
    """
    from sources.heading import squeezed  # noqa: PLC0415

    told: list[Judgement] = []
    faults: list[str] = []
    seen: dict[Pair, str] = {}
    for where, line in _lines(path):
        cells = {name: squeezed(cell) for name, cell in line.items()}
        if not any(cells[name] for name in TO_FILL):
            continue
        if fault := _fault(cells):
            faults.append(f"{where}: {fault}")
            continue
        decision = Judgement(
            left=cells[ONE],
            right=cells[OTHER],
            judgement=WORDS[cells[DECISION].casefold()],
            by=cells[BY],
            why=cells[REASON],
            where=where,
        )
        if decision.pair in seen:
            faults.append(f"{where}: the pair stands in {seen[decision.pair]} already; keep one")
        seen.setdefault(decision.pair, where)
        told.append(decision)
    if faults:
        raise ReviewError("\n".join(faults))
    return told


def _shown(value: str | list[date | None] | None) -> str:
    """Show a cell as text; a list of two days is an interval, an open end is `…`."""
    if isinstance(value, list):
        first, last = (day.isoformat() if day else "…" for day in value)
        return "" if first == last == "…" else first if first == last else f"{first} / {last}"
    return value or ""


def _lines(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Where each line stands, and its cells by heading."""
    from sources.error import SourceError  # noqa: PLC0415
    from sources.grid import File  # noqa: PLC0415
    from sources.readers.workbook import read_workbook  # noqa: PLC0415

    if not path.is_file():
        raise ReviewError(f"{path.name}: is no file; name the workbook that `cotejo review` wrote")
    try:
        grids = read_workbook(File(path, path.name)).grids
    except SourceError as fault:
        raise ReviewError(str(fault)) from fault
    needed = {*TO_FILL, ONE, OTHER}
    for grid in grids:
        if grid.rows and needed <= set(grid.rows[0]):
            return [
                (f"{path.name}, {locator}", dict(zip(grid.rows[0], row, strict=True)))
                for locator, row in zip(grid.locators[1:], grid.rows[1:], strict=True)
            ]
    raise ReviewError(
        f"{path.name}: no sheet has the headings {', '.join(sorted(needed))};"
        " use a workbook that `cotejo review` wrote"
    )


def _fault(cells: dict[str, str]) -> str | None:
    """Say why a line that is filled in is no decision; None where it is one."""
    if blank := [name for name in TO_FILL if not cells[name]]:
        return f"{', '.join(blank)} blank; fill in all of {', '.join(TO_FILL)}, or clear them"
    if cells[DECISION].casefold() not in WORDS:
        return f"{DECISION} is {cells[DECISION]!r}; write one of {', '.join(CHOICES)}"
    if not cells[ONE] or not cells[OTHER] or cells[ONE] == cells[OTHER]:
        return f"{ONE} and {OTHER} are not two rows; restore them, or write the workbook anew"
    return None
