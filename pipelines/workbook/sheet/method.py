"""How the figures were made and how to read them, in the words of the report."""

from pipelines.report.element import Prose, Subheading
from pipelines.report.section import method
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Row, Shown


def sheet(shown: Shown) -> Sheet:
    """A paragraph a row, under what it is about."""
    say = shown.words.say
    told = method.section(shown)
    about = told.heading
    rows: list[Row] = []
    for block in told.blocks:
        if isinstance(block, Subheading):
            about = block.text
        elif isinstance(block, Prose):
            rows.append({"about": about, "text": block.text})
    rows += [{"about": say("What a cell says"), "text": text} for text in _cells(shown)]
    return Sheet(
        say("Method"),
        say("How the figures were made, how sure they are, and what an empty cell means."),
        grid(
            [
                Column("about", say("About"), "text", say("What the paragraph is about.")),
                Column("text", say("Text"), "prose", say("The paragraph.")),
            ],
            rows,
            "",
        ),
    )


def _cells(shown: Shown) -> list[str]:
    say = shown.words.say
    told = [
        say(
            "An empty cell is a value unknown or not stated, an open bound, or a list of nothing;"
            " never a zero."
        ),
        say(
            "Texts stand as published, whatever they look like: no cell is a formula and none leads"
            " elsewhere. A control character that no workbook can hold is shown as \ufffd."
        ),
        say(
            "Days are days of the calendar; numbers of identity, places in a file and identifiers"
            " are texts, so that no spreadsheet changes them."
        ),
    ]
    if shown.is_public:
        told.append(
            say(
                "Numbers of one to four people are not shown, nor those that would tell them: small"
                " groups and short periods stand together, and an empty cell may be such a number."
            )
        )
    return told
