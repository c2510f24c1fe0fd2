"""Tables of the publication that no other section tells, as they are."""

import re
from datetime import date
from typing import Any

import models
from pipelines.report.element import Block, Details, Heading, Prose, Section, Table
from pipelines.report.told import Told

TOLD = {
    "appearance",
    "best_count",
    "bridge",
    "change",
    "claim",
    "claim_evidence",
    "comparison",
    "counted_unit",
    "discrepancy",
    "draw",
    "evidence",
    "judged_pair",
    "judgement",
    "link",
    "person",
    "person_change",
    "reason_set",
    "release",
    "status",
}
OF_A_PERSON = re.compile("(record|person|release|unit)_ids?$")
MOST_ROWS = 100


def section(told: Told) -> Section | None:
    """Each table with its meaning; None where there is no such table.

    The public edition leaves out tables whose rows are people.
    """
    language = told.words.language
    blocks: list[Block] = []
    for _, table in sorted(models.tables().items()):
        if table.layer != "marts" or table.name in TOLD:
            continue
        if told.edition.is_public and any(OF_A_PERSON.search(it.name) for it in table.columns):
            continue
        rows = told.published.table(table)
        blocks.append(_details(told, table, language, rows))
    if not blocks:
        return None
    return Section("further", told.words.say("Further tables"), blocks)


def _details(
    told: Told, table: models.Table, language: str, rows: list[tuple[Any, ...]]
) -> Details:
    say = told.words.say
    content: Block = Prose(say("It is empty."))
    if rows:
        content = Table(
            f"{table.full_name} ({table.grain[language]})",
            [
                Heading(field.name, field.type in ("bigint", "double", "integer"))
                for field in table.columns
            ],
            [[_text(told, value) for value in row] for row in rows[:MOST_ROWS]],
        )
    blocks = [content]
    if len(rows) > MOST_ROWS:
        blocks.append(
            Prose(
                say(
                    "The first {shown} of {all} rows.",
                    shown=told.words.number(MOST_ROWS),
                    all=told.words.number(len(rows)),
                )
            )
        )
    return Details(table.description[language], blocks)


def _text(told: Told, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return told.words.say("yes") if value else told.words.say("no")
    if isinstance(value, int):
        return told.people(value)
    if isinstance(value, date):
        return told.words.short_day(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
