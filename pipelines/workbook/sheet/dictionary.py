"""What every column of the workbook holds, and what every code means."""

from collections.abc import Iterable

from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Row, Shown


def sheet(shown: Shown, sheets: Iterable[Sheet]) -> Sheet:
    """The columns of the other sheets in their order, then the codes by scheme."""
    say = shown.words.say
    columns: list[Row] = [
        {
            "what": say("column"),
            "where": each.name,
            "name": column.heading,
            "meaning": column.meaning,
            "scheme": column.scheme,
        }
        for each in sheets
        for column in each.grid.columns
    ]
    codes: list[Row] = [
        {"what": say("code"), "where": scheme, "name": code, "meaning": label, "scheme": scheme}
        for (scheme, code), label in shown.labels.items()
    ]
    return Sheet(
        say("Dictionary"),
        say("What every column of this workbook holds, and what every code means."),
        grid(
            [
                Column("what", say("What the line is"), "text", say("A column or a code.")),
                Column("where", say("Where"), "text", say("The sheet, or the scheme of the code.")),
                Column("name", say("Column or code"), "text", say("As it stands there.")),
                Column("meaning", say("Meaning"), "prose", say("What it says.")),
                Column(
                    "scheme", say("Codes"), "text", say("The scheme of the codes that it holds.")
                ),
            ],
            [*columns, *codes],
            "",
        ),
    )
