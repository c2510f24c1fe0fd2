"""Tables of the publication that no other section tells, as they are."""

import re
from datetime import date
from typing import Any

import models
from pipelines.report.element import Block, Details, Heading, Prose, Section, Table
from pipelines.report.told import Told

TOLD = {
    "amnesty", "appearance", "balance", "best_count", "bridge", "change", "claim", "claim_evidence", "claim_pair",
    "claim_series", "claim_sum", "comparison", "contradiction", "counted_unit", "discrepancy", "draw", "estimate",
    "evidence", "judged_pair", "judgement", "link", "person", "person_change", "reason_set", "release", "status",
}  # fmt: skip
IN_A_LANGUAGE = re.compile("_(es|en)$")
NUMBERS = ("tinyint", "smallint", "integer", "bigint", "ubigint", "double")
MOST_ROWS = 100


def section(told: Told) -> Section | None:
    """Each table with its meaning; None where there is no such table.

    What the edition does not show is left out.
    """
    blocks: list[Block] = []
    for _, table in sorted(models.tables().items()):
        if table.layer != "marts" or table.name in TOLD:
            continue
        if told.view.columns(table.full_name):
            blocks.append(_details(told, table))
    return Section("further", told.words.say("Further tables"), blocks) if blocks else None


def _details(told: Told, table: models.Table) -> Details:
    say, language = told.words.say, told.words.language
    rows = told.published.table(table)
    if not rows:
        return Details(table.description[language], [Prose(say("It is empty."))])
    kept = [
        field
        for field in table.columns
        if field.name in rows[0] and _is_shown(table, field, language)
    ]
    blocks: list[Block] = [
        Table(
            f"{table.full_name} ({table.grain[language]})",
            [Heading(IN_A_LANGUAGE.sub("", field.name), field.type in NUMBERS) for field in kept],
            [[_text(told, field, row[field.name]) for field in kept] for row in rows[:MOST_ROWS]],
        )
    ]
    if len(rows) > MOST_ROWS:
        number = told.words.number
        blocks.append(
            Prose(
                say(
                    "The first {shown} of {all} rows.",
                    shown=number(MOST_ROWS),
                    all=number(len(rows)),
                ),
                is_note=True,
            )
        )
    return Details(table.description[language], blocks)


def _is_shown(table: models.Table, field: models.Field, language: str) -> bool:
    """Whether a column is of this language, or of none and not told in it by another column."""
    told_in = IN_A_LANGUAGE.search(field.name)
    if told_in:
        return told_in[1] == language
    return f"{field.name}_{language}" not in {it.name for it in table.columns}


def _text(told: Told, field: models.Field, value: Any) -> str:
    """A value as the language writes it, a code as what it means."""
    words = told.words
    match value:
        case None:
            written = ""
        case list():
            written = ", ".join(_text(told, field, each) for each in value)
        case bool():
            written = words.say("yes") if value else words.say("no")
        case int():
            written = str(value) if field.name.endswith("_year") else words.number(value)
        case float():
            written = words.decimal(value)
        case date():
            written = words.short_day(value)
        case _:
            written = told.label(field.values, value) if field.values else str(value)
    return written
